import { expect } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { SubmitReportInput } from '../../operations/generated/graphql.js'
import { createGraphClient, type GraphClient } from '../graph.js'
import type { LaunchedPlatform } from '../launched-platform.js'
import { proofFor } from '../proof-of-work.js'
import { keepReceipt, type Secrets } from './secret-story.js'

/** Told to rooms beside the main one: drafts, notices, operators, search, reasons of staff. */
export const alsoTold = {
  email: 'zhongli.jilan.1983@example.invalid',
  'postal address': '云栖路八十八号院三单元',
  'joint reporter': '公输翊峥',
  'telephone of the joint reporter': '19912340899',
  'address of the matter': '云栖山北坡废料场旁',
  'telephone for notices': '19912340855',
  'content of a draft': '草稿里写的雷管埋藏地点',
  'reference of a letter': '信访件编号癸卯七四一',
  'name of a caller': '濮阳澹宁',
  'telephone of a caller': '19912340811',
  'reason of a hold': '纪检组正在核对裘某的材料',
  'reason of a release': '需要辨认硐室里的人脸',
} as const

/** What the fuller form adds to a report by real name. */
export const fullerForm: Partial<SubmitReportInput> = {
  address: alsoTold['address of the matter'],
  jointReporters: [
    {
      identity: {
        name: alsoTold['joint reporter'],
        phone: alsoTold['telephone of the joint reporter'],
      },
    },
  ],
}

export const fullerIdentity = { email: alsoTold.email, address: alsoTold['postal address'] }

export async function tellFurtherSecrets(
  platform: LaunchedPlatform,
  { reporter, officer, reportId }: { reporter: GraphClient; officer: GraphClient; reportId: string },
  secrets: Secrets,
): Promise<void> {
  await keepDraft(platform.stranger, secrets)
  await reporter.request(
    'mutation($to: String!) { giveConsent(kind: NOTICES_BY_SMS, version: 1, address: $to) { id } }',
    { to: alsoTold['telephone for notices'] },
  )
  await callAnOperator(platform, officer, secrets)
  await search(officer, secrets)
  await giveReasons(platform, reportId)
}

async function keepDraft(stranger: GraphClient, secrets: Secrets): Promise<void> {
  const proof = await proofFor(stranger, 'SUBMIT_REPORT')
  const { startDraft } = await stranger.request<{ startDraft: { id: string; receipt: string } }, object>(
    'mutation($proof: String!) { startDraft(proof: $proof) { id receipt } }',
    { proof },
  )
  keepReceipt(secrets, 'receipt of a kept draft', startDraft.receipt)
  const content = JSON.stringify({ facts: { what: alsoTold['content of a draft'] } })
  const draftId = startDraft.id
  await stranger.request(
    'mutation($draftId: ID!, $content: String!) { saveDraft(draftId: $draftId, content: $content) { version } }',
    { draftId, content },
  )
  const continued = await stranger.request(
    'mutation($receipt: String!, $proof: String!) { continueDraft(receipt: $receipt, proof: $proof) { content } }',
    { receipt: startDraft.receipt, proof: await proofFor(stranger, 'OPEN_RECEIPT') },
  )
  expect(JSON.stringify(continued)).toContain('雷管')
}

type Changed = { changeReceipt: { receipt: string; session: { token: string } } }

async function callAnOperator(
  { stranger }: LaunchedPlatform,
  officer: GraphClient,
  secrets: Secrets,
): Promise<void> {
  const identity = { name: alsoTold['name of a caller'], phone: alsoTold['telephone of a caller'] }
  const { recordReport } = await officer.request<{ recordReport: { receipt: string } }, object>(
    `mutation($input: SubmitReportInput!, $intake: OperatorIntakeInput!) {
       recordReport(input: $input, intake: $intake) { ... on ReportRecorded { receipt } } }`,
    {
      input: { ...called(secrets), identity },
      intake: {
        entryId: randomUUID(),
        receivedAt: new Date().toISOString(),
        consentManner: 'READ_OUT',
        reference: alsoTold['reference of a letter'],
      },
    },
  )
  keepReceipt(secrets, 'receipt by an operator', recordReport.receipt)
  const changeKey = randomUUID()
  secrets['change key'] = changeKey
  const { changeReceipt } = await stranger.request<Changed, object>(
    `mutation($receipt: String!, $changeKey: String!, $proof: String!) {
       changeReceipt(receipt: $receipt, changeKey: $changeKey, proof: $proof) { receipt session { token } } }`,
    { receipt: recordReport.receipt, changeKey, proof: await proofFor(stranger, 'OPEN_RECEIPT') },
  )
  keepReceipt(secrets, 'changed receipt', changeReceipt.receipt)
  secrets['session of a changed receipt'] = changeReceipt.session.token
}

function called(secrets: Secrets): object {
  return {
    channel: 'HOTLINE_12350',
    mode: 'REAL_NAME',
    reporterKind: 'PUBLIC',
    regionCode: '410102',
    industryCode: 'MACHINERY',
    matterTypes: ['MAJOR_HAZARD'],
    unitName: secrets['unit'],
    elsewhere: { kind: 'NONE' },
    facts: { what: secrets['what'] },
    consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
  }
}

/** What is looked for tells as much as what is found. */
async function search(officer: GraphClient, secrets: Secrets): Promise<void> {
  const place = { regionCode: '410102', address: alsoTold['address of the matter'] }
  const query = `mutation($unitName: String, $place: SearchedPlace) {
    searchReports(unitName: $unitName, place: $place) { nodes { id } } }`
  const byUnit = await officer.request(query, { unitName: secrets['unit'] })
  expect((byUnit as { searchReports: { nodes: object[] } }).searchReports.nodes.length).toBeGreaterThan(1)
  await officer.request(query, { place })
}

async function giveReasons(platform: LaunchedPlatform, reportId: string): Promise<void> {
  const leader = await platform.as('leader.henan')
  await leader.request(
    'mutation($reportId: ID!, $reason: String!) { holdReport(reportId: $reportId, reason: $reason) { __typename } }',
    { reportId, reason: alsoTold['reason of a hold'] },
  )
  const investigator = createGraphClient(platform.urls.graph, {
    token: await platform.token('officer.zhengzhou'),
  })
  const [file] = await platform.ask<{ id: string }>(
    "SELECT id FROM report.evidence WHERE report_id = $1 AND state = 'READY' LIMIT 1",
    [reportId],
  )
  await investigator.request(
    `mutation($evidenceId: ID!, $reason: String!) {
       requestEvidenceRelease(evidenceId: $evidenceId, reason: $reason) { id } }`,
    { evidenceId: file?.id ?? '', reason: alsoTold['reason of a release'] },
  )
}
