import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import type { Row } from '../../client/sealing/row.js'
import type { SuiteName } from '../../client/sealing/suite.js'
import type { StaffViewer } from '../../platform/viewer/viewer.js'
import { runCustodianProgram } from './custodian-program.js'
import { appendEvents, authorityRegistered, versionPublished } from './events.js'
import { proofFrom } from './proof-of-work.js'
import { openReportSubgraph } from './report-subgraph.js'
import { sealInClient, type Offered } from './seal-in-client.js'
import { soon } from './soon.js'
import { staffOf } from './staff.js'

/* What the tests of the identity vault meet in: a county of 郑州, whose identities the province keeps. */

export const matter = { regionCode: '410102', industryCode: 'COAL_MINE', matterTypes: ['MAJOR_HAZARD'] }
export const reporter = { name: '王小明', phone: '13800138000', address: '郑州市某某路 1 号' }
export const coSigner = { name: '李小红', phone: '13800138001' }

export const documents = {
  sealing: `query($regionCode: ID!, $industryCode: ID!, $matterTypes: [MatterType!]!, $against: ID) {
    identitySealing(regionCode: $regionCode, industryCode: $industryCode, matterTypes: $matterTypes, againstAuthorityId: $against) {
      suite custodianAuthorityId approverAuthorityIds bundles { custodians approvers } } }`,
  draft: 'mutation($proof: String!) { startDraft(proof: $proof) { id identityRow { table row field } } }',
  submit: `mutation($input: SubmitReportInput!) { submitReport(input: $input) {
    __typename ... on SubmissionRefused { reason message } } }`,
  sealed: 'query($id: ID!) { sealedIdentities(reportId: $id) { position suite sealedBy identityPurpose } }',
  dossier: `mutation($id: ID!, $position: Int = 0) {
    takeIdentityDossier(reportId: $id, position: $position, purpose: CONTACT, reason: "反馈核查结果") {
      envelope row { table row field } recordedHash bundles { custodians approvers } } }`,
  request: `mutation($input: RequestRevealInput!) { requestReveal(input: $input) { id state } }`,
  reveal: `query($id: ID!) { reveal(id: $id) { state request reason { text salt } approval refusalReason
    dossier { envelope row { table row field } recordedHash bundles { custodians approvers } } } }`,
  reveals: 'query($state: RevealState) { reveals(state: $state) { nodes { id state requestedBy } } }',
  approve: 'mutation($id: ID!, $approval: String!) { approveReveal(id: $id, approval: $approval) { state } }',
  refuse: 'mutation($id: ID!, $reason: String!) { refuseReveal(id: $id, reason: $reason) { state } }',
  release: 'mutation($id: ID!) { releaseReveal(id: $id) { state approval } }',
}

export const custodian: StaffViewer = {
  ...staffOf('410000', 'IDENTITY_CUSTODIAN'),
  subject: 'custodian.henan',
}
export const approver: StaffViewer = {
  ...staffOf('000000', 'IDENTITY_APPROVER'),
  subject: 'approver.national',
}

/** Who asks and who agrees; key files are named by their holders. */
type Parties = { holder: StaffViewer; approver: StaffViewer; policy: string }

export async function openVaultStory(suite: SuiteName) {
  const subgraph = await openReportSubgraph({}, suite)
  await appendEvents(
    subgraph.database,
    versionPublished('ReportingNoticePublished', 1),
    versionPublished('PrivacyExplanationPublished', 1),
    ...['000000', '410000', '110000'].map(authorityRegistered),
  )
  await soon(async () =>
    expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(3),
  )
  const at = (name: string) => join(subgraph.custody.folder, name)
  const policy = at('policy.410000-000000.json')
  const usual: Parties = { holder: custodian, approver, policy }

  const ask = async (query: string, variables: object, viewer?: StaffViewer) =>
    subgraph.ask({ query, variables: { ...variables }, ...(viewer && { viewer }) })
  const data = async <T>(query: string, variables: object, viewer?: StaffViewer): Promise<T> => {
    const answer = await ask(query, variables, viewer)
    expect(answer.errors).toEqual([])
    return answer.data as T
  }
  const codeOf = async (query: string, variables: object, viewer?: StaffViewer) =>
    (await ask(query, variables, viewer)).errors[0]?.extensions.code
  const offered = async (against?: string) =>
    (await data<{ identitySealing: Offered }>(documents.sealing, { ...matter, against })).identitySealing
  const seal = async (identity: object, where: Row) =>
    sealInClient({ policyFile: subgraph.custody.policyFile, suite }, await offered(), identity, where)

  async function startDraft(): Promise<{ id: string; identityRow: Row }> {
    const proof = await proofFrom(subgraph, 'SUBMIT_REPORT')
    return (await data<{ startDraft: { id: string; identityRow: Row } }>(documents.draft, { proof }))
      .startDraft
  }
  const report = (more: object) => ({
    ...matter,
    ...{ mode: 'REAL_NAME', reporterKind: 'PUBLIC', unitName: '郑州某某煤矿' },
    facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。' },
    elsewhere: { kind: 'NONE' },
    consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
    ...more,
  })
  const submit = (more: object) =>
    data<{ submitReport: object }>(documents.submit, { input: report(more) }).then(
      ({ submitReport }) => submitReport,
    )

  async function submitSealed(): Promise<Row> {
    const { id: draftId, identityRow } = await startDraft()
    const second = { ...identityRow, field: identityRow.field.replace(/0$/, '1') }
    const identityEnvelope = await seal(reporter, identityRow)
    const jointReporters = [{ identityEnvelope: await seal(coSigner, second) }, { identity: coSigner }]
    expect(await submit({ draftId, identityEnvelope, jointReporters })).toEqual({
      __typename: 'ReportSubmitted',
    })
    return identityRow
  }

  /** What a custodian does: takes the dossier, writes the request at home, brings it. */
  async function askToReveal(row: Row, name: string, position = 0, by = usual): Promise<string> {
    const answer = await ask(documents.dossier, { id: row.row, position }, by.holder)
    writeFileSync(at(`${name}.dossier`), JSON.stringify(answer))
    const written = await runCustodianProgram(
      'request',
      {
        key: at(by.holder.subject),
        policy: by.policy,
        dossier: at(`${name}.dossier`),
        out: at(`${name}.request`),
      },
      ['反馈核查结果', subgraph.custody.passphrase],
    )
    expect(written).toMatchObject({ code: 0 })
    const { requestReveal } = await data<{ requestReveal: { id: string } }>(
      documents.request,
      { input: inputOf(row, name, position) },
      by.holder,
    )
    return requestReveal.id
  }
  const paperOf = (name: string) => JSON.parse(readFileSync(at(name), 'utf8')) as Record<string, unknown>
  const inputOf = (row: Row, name: string, position = 0, more: object = {}) => ({
    ...{ reportId: row.row, position, purpose: 'CONTACT' },
    ...paperOf(`${name}.request`),
    ...more,
  })
  /** What an approver does: copies the answer, writes the approval at home. */
  async function writeApproval(id: string, name: string, by = usual): Promise<{ approval: string }> {
    writeFileSync(at(`${name}.reveal`), JSON.stringify(await ask(documents.reveal, { id }, by.approver)))
    const paper = at(`${name}.reveal`)
    const done = await runCustodianProgram(
      'approve',
      {
        key: at(by.approver.subject),
        policy: by.policy,
        dossier: paper,
        request: paper,
        out: at(`${name}.approval`),
      },
      ['同意', subgraph.custody.passphrase],
    )
    expect(done).toMatchObject({ code: 0, said: expect.stringContaining('反馈核查结果') })
    return paperOf(`${name}.approval`) as { approval: string }
  }

  return {
    ...{ subgraph, at, policy, ask, data, codeOf, offered, seal, startDraft, report, submit, submitSealed },
    ...{ askToReveal, paperOf, inputOf, writeApproval },
  }
}

export type VaultStory = Awaited<ReturnType<typeof openVaultStory>>
