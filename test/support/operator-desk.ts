import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../platform/viewer/viewer.js'
import { appendEvents, authorityRegistered, versionPublished } from './events.js'
import { proofFrom } from './proof-of-work.js'
import { openReportSubgraph, type ReportSubgraph } from './report-subgraph.js'
import { soon } from './soon.js'
import { staffOf } from './staff.js'
import type { SubgraphAnswer } from './subgraph-client.js'

const record = `mutation($input: SubmitReportInput!, $intake: OperatorIntakeInput!) {
  recordReport(input: $input, intake: $intake) {
    __typename
    ... on ReportRecorded { reportId receipt receiptExpiresAt evidenceUntil warnings }
    ... on ReportReferred { referralId department }
    ... on SubmissionRefused { reason }
  }
}`
const change = `mutation($receipt: String!, $changeKey: String!, $proof: String!) {
  changeReceipt(receipt: $receipt, changeKey: $changeKey, proof: $proof) { receipt session { token } }
}`
const open = `mutation($receipt: String!, $proof: String!) {
  openReceipt(receipt: $receipt, proof: $proof) { token }
}`

export const operator = staffOf('410100', 'INTAKE_OFFICER')
export const colleague: Viewer = { ...operator, subject: 'another officer of 410100' }

/** A call as an operator writes it down. */
export const called = {
  channel: 'HOTLINE_12350',
  mode: 'REAL_NAME',
  identity: { name: '测试来电人', phone: '010-00001234' },
  reporterKind: 'EMPLOYEE',
  regionCode: '410102',
  industryCode: 'COAL_MINE',
  matterTypes: ['MAJOR_HAZARD'],
  unitName: '戊煤矿（虚构）',
  employerIsReportedUnit: true,
  elsewhere: { kind: 'NONE' },
  facts: { what: '来电反映井下瓦斯超限仍在作业，监测探头被遮挡。' },
  consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
}

/** What is said of every receipt that does not open or cannot be changed. */
export const notValid = {
  data: null,
  errors: [{ message: '查询码无效或已失效，请核对后重新输入。', extensions: { code: 'NOT_FOUND' } }],
}

export type Recorded = { reportId: string; receipt: string; receiptExpiresAt: string; evidenceUntil: string }
export type Changed = { receipt: string; session: { token: string } }

/** How a call reached the operator. */
export function intakeOf(changes: object = {}) {
  return {
    entryId: randomUUID(),
    receivedAt: new Date(Date.now() - 60_000).toISOString(),
    consentManner: 'READ_OUT',
    ...changes,
  }
}

/** The report subgraph with an operator at the desk and a reporter with a device. */
export async function openOperatorDesk() {
  const subgraph = await openReportSubgraph()
  await appendEvents(
    subgraph.database,
    versionPublished('ReportingNoticePublished', 1),
    versionPublished('PrivacyExplanationPublished', 1),
    ...['410000', '410100', '410300'].map(authorityRegistered),
  )
  await soon(async () => {
    const [known] = await subgraph.database.ask<{ count: string }>(
      "SELECT count(*) FROM report.authority_reach WHERE region_code IN ('410000', '410100', '410300')",
    )
    if (known?.count !== '3') throw new Error('not known yet')
  })
  return { subgraph, ...verbsOf(subgraph) }
}

function verbsOf(subgraph: ReportSubgraph) {
  const recordWith = (input: object, intake: object, viewer: Viewer = operator): Promise<SubgraphAnswer> =>
    subgraph.ask({ query: record, variables: { input, intake }, viewer })
  const changeReceipt = async (
    receipt: string,
    changeKey: string = randomUUID(),
  ): Promise<SubgraphAnswer> => {
    const proof = await proofFrom(subgraph, 'OPEN_RECEIPT')
    return subgraph.ask({ query: change, variables: { receipt, changeKey, proof } })
  }
  return {
    recordWith,
    recordOne: async (): Promise<Recorded> => {
      const { data } = await recordWith(called, intakeOf())
      return (data as { recordReport: Recorded }).recordReport
    },
    changeReceipt,
    changed: async (receipt: string, changeKey?: string): Promise<Changed> =>
      ((await changeReceipt(receipt, changeKey)).data as { changeReceipt: Changed }).changeReceipt,
    openReceipt: async (receipt: string): Promise<SubgraphAnswer> => {
      const proof = await proofFrom(subgraph, 'OPEN_RECEIPT')
      return subgraph.ask({ query: open, variables: { receipt, proof } })
    },
  }
}

export type OperatorDesk = Awaited<ReturnType<typeof openOperatorDesk>>

export function codeOf({ errors }: SubgraphAnswer): string | undefined {
  return errors[0]?.extensions.code
}
