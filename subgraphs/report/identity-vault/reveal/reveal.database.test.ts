import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCustodianProgram } from '../../../../test/support/custodian-program.js'
import { appendEvents, authorityRegistered, versionPublished } from '../../../../test/support/events.js'
import { proofFrom } from '../../../../test/support/proof-of-work.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../../test/support/report-subgraph.js'
import { sealInClient, type Offered } from '../../../../test/support/seal-in-client.js'
import { soon } from '../../../../test/support/soon.js'
import { staffOf } from '../../../../test/support/staff.js'
import { tablesThatHold } from '../../../../test/support/whole-database.js'
import type { StaffViewer } from '../../../../platform/viewer/viewer.js'
import type { Row } from '../../../../client/sealing/row.js'
import { authorityIdOf } from '../../../region/authority/authority-id.js'

const matter = { regionCode: '410102', industryCode: 'COAL_MINE', matterTypes: ['MAJOR_HAZARD'] }
const reporter = { name: '王小明', phone: '13800138000', address: '郑州市某某路 1 号' }
const coSigner = { name: '李小红', phone: '13800138001' }

const documents = {
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

const custodian: StaffViewer = { ...staffOf('410000', 'IDENTITY_CUSTODIAN'), subject: 'custodian.henan' }
const approver: StaffViewer = { ...staffOf('000000', 'IDENTITY_APPROVER'), subject: 'approver.national' }

describe.each(['INTL_1', 'SM_1'] as const)('an identity sealed with %s', (suite) => {
  let subgraph: ReportSubgraph
  let row: Row
  const at = (name: string) => join(subgraph.custody.folder, name)
  const papers = { policy: '', key: '' }

  beforeAll(async () => {
    subgraph = await openReportSubgraph({}, suite)
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      ...['000000', '410000', '110000'].map(authorityRegistered),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(3),
    )
    Object.assign(papers, { policy: at('policy.410000-000000.json') })
    row = await submitSealed()
  })
  afterAll(() => subgraph.close())

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
  async function askToReveal(name: string, position = 0): Promise<string> {
    const answer = await ask(documents.dossier, { id: row.row, position }, custodian)
    writeFileSync(at(`${name}.dossier`), JSON.stringify(answer))
    const written = await runCustodianProgram(
      'request',
      {
        key: at('custodian.henan'),
        policy: papers.policy,
        dossier: at(`${name}.dossier`),
        out: at(`${name}.request`),
      },
      ['反馈核查结果', subgraph.custody.passphrase],
    )
    expect(written).toMatchObject({ code: 0 })
    const { requestReveal } = await data<{ requestReveal: { id: string } }>(
      documents.request,
      { input: inputOf(name, position) },
      custodian,
    )
    return requestReveal.id
  }
  const paperOf = (name: string) => JSON.parse(readFileSync(at(name), 'utf8')) as Record<string, unknown>
  const inputOf = (name: string, position = 0, more: object = {}) => ({
    ...{ reportId: row.row, position, purpose: 'CONTACT' },
    ...paperOf(`${name}.request`),
    ...more,
  })
  /** What an approver does: copies the answer, writes the approval at home. */
  async function writeApproval(id: string, name: string): Promise<{ approval: string }> {
    writeFileSync(at(`${name}.reveal`), JSON.stringify(await ask(documents.reveal, { id }, approver)))
    const paper = at(`${name}.reveal`)
    const done = await runCustodianProgram(
      'approve',
      {
        key: at('approver.national'),
        policy: papers.policy,
        dossier: paper,
        request: paper,
        out: at(`${name}.approval`),
      },
      ['同意', subgraph.custody.passphrase],
    )
    expect(done).toMatchObject({ code: 0, said: expect.stringContaining('反馈核查结果') })
    return paperOf(`${name}.approval`) as { approval: string }
  }

  it('is sealed to the provincial custodians where the county has none, and to no office it is about', async () => {
    expect(await offered()).toMatchObject({
      suite,
      custodianAuthorityId: authorityIdOf('410000'),
      approverAuthorityIds: [authorityIdOf('000000')],
    })
    expect(await offered(authorityIdOf('410000'))).toMatchObject({
      custodianAuthorityId: authorityIdOf('000000'),
      approverAuthorityIds: [authorityIdOf('110000')],
    })
  })

  it('tells its custodians who sealed it and where, and nobody what is in it', async () => {
    const { sealedIdentities } = await data<{ sealedIdentities: object[] }>(
      documents.sealed,
      { id: row.row },
      custodian,
    )
    expect(sealedIdentities).toEqual([
      { position: 0, suite, sealedBy: 'CLIENT', identityPurpose: 'CONTACT' },
      { position: 1, suite, sealedBy: 'CLIENT', identityPurpose: 'CONTACT' },
      { position: 2, suite, sealedBy: 'SERVER', identityPurpose: 'CONTACT' },
    ])
    for (const secret of ['王小明', '13800138000', '李小红'])
      expect(await tablesThatHold(subgraph.database, secret)).toEqual([])
  })

  it('opens for a custodian with an approval, from paper to paper, and every step stands in the chain', async () => {
    const id = await askToReveal('good')
    expect(await codeOf(documents.request, { input: inputOf('good') }, custodian)).toBe('CONFLICT')
    expect(await data(documents.reveals, { state: 'REQUESTED' }, approver)).toEqual({
      reveals: { nodes: [{ id, state: 'REQUESTED', requestedBy: 'custodian.henan' }] },
    })
    const { approval } = await writeApproval(id, 'good')
    expect(await data(documents.approve, { id, approval }, approver)).toEqual({
      approveReveal: { state: 'APPROVED' },
    })
    expect(await data(documents.reveal, { id }, custodian)).toMatchObject({
      reveal: { state: 'APPROVED', approval: null },
    })
    const released = await ask(documents.release, { id }, custodian)
    expect(released).toMatchObject({ errors: [], data: { releaseReveal: { state: 'RELEASED', approval } } })
    expect(await ask(documents.release, { id }, custodian)).toMatchObject({ data: released.data as object })
    writeFileSync(at('good.released'), JSON.stringify(released))

    const opened = await runCustodianProgram(
      'open',
      {
        key: at('custodian.henan'),
        policy: papers.policy,
        dossier: at('good.dossier'),
        request: at('good.request'),
        approval: at('good.released'),
      },
      [subgraph.custody.passphrase],
    )
    expect(opened).toEqual({ code: 0, said: '姓名：王小明\n电话：13800138000\n地址：郑州市某某路 1 号' })
    const steps = await subgraph.database.ask<{ action: string; subject: string | null; reasoned: boolean }>(
      `SELECT action, actor ->> 'subject' AS subject, reason IS NOT NULL AS reasoned FROM report.audit_entry
       JOIN report.audit_link ON entry_id = id WHERE thing_id = $1 ORDER BY audit_link.position`,
      [row.row],
    )
    expect(steps).toEqual([
      ...Array.from({ length: 3 }, () => ({ action: 'IDENTITY_SEALED', subject: null, reasoned: false })),
      { action: 'IDENTITY_DOSSIER_TAKEN', subject: 'custodian.henan', reasoned: true },
      { action: 'REVEAL_REQUESTED', subject: 'custodian.henan', reasoned: true },
      { action: 'REVEAL_APPROVED', subject: 'approver.national', reasoned: false },
      { action: 'REVEAL_RELEASED', subject: 'custodian.henan', reasoned: false },
    ])
    expect(await tablesThatHold(subgraph.database, '反馈核查结果')).toEqual([])
  })

  it('is not asked for by others than its custodians', async () => {
    const { id, ...others } = {
      id: row.row,
      ofAnotherAuthority: { ...custodian, authorityId: authorityIdOf('410100') },
      above: { ...custodian, authorityId: authorityIdOf('000000') },
      ofNone: { ...custodian, authorityId: null },
    }
    for (const viewer of Object.values(others)) {
      expect(await codeOf(documents.dossier, { id }, viewer)).toBe('NOT_FOUND')
      expect(await codeOf(documents.request, { input: inputOf('good') }, viewer)).toBe('NOT_FOUND')
    }
    expect(await codeOf(documents.dossier, { id })).toBe('UNAUTHENTICATED')
    for (const role of [
      'SYSTEM_ADMIN',
      'SECURITY_ADMIN',
      'INTAKE_OFFICER',
      'LEADER',
      'IDENTITY_APPROVER',
    ] as const)
      expect(await codeOf(documents.dossier, { id }, staffOf('410000', role))).toBe('FORBIDDEN')
  })

  it('is not asked for with papers that are another’s, another row’s, used before or with another reason', async () => {
    const sealingCode = async (input: object, viewer = custodian) =>
      (await ask(documents.request, { input }, viewer)).errors[0]?.extensions['sealingCode']
    const { reason } = inputOf('good') as unknown as { reason: { text: string; salt: string } }
    expect(await codeOf(documents.request, { input: inputOf('good') }, custodian)).toBe('CONFLICT')
    expect(await sealingCode(inputOf('good', 1))).toBe('WRONG_ENVELOPE')
    expect(await sealingCode(inputOf('good', 0, { reason: { ...reason, text: '另一个理由' } }))).toBe(
      'WRONG_REASON',
    )
    expect(await sealingCode(inputOf('good'), { ...custodian, subject: 'somebody.else' })).toBe('KEY_UNKNOWN')
    expect(await sealingCode(inputOf('good', 0, { request: 'QVJRVA==' }))).toBe('MALFORMED')
    expect(
      await codeOf(documents.request, { input: inputOf('good', 0, { request: 'not base64!' }) }, custodian),
    ).toBe('BAD_USER_INPUT')
  })

  it('is approved by another person of another office only, and once', async () => {
    const id = await askToReveal('second', 1)
    const { approval } = await writeApproval(id, 'second')
    const same = { ...approver, authorityId: custodian.authorityId }
    const himself = { ...approver, subject: custodian.subject }
    const third = { ...approver, authorityId: authorityIdOf('110000') }
    for (const viewer of [same, himself, third]) {
      expect(await codeOf(documents.approve, { id, approval }, viewer)).toBe('NOT_FOUND')
      expect(await data(documents.reveal, { id }, viewer)).toEqual({ reveal: null })
      expect(await data(documents.reveals, {}, viewer)).toEqual({ reveals: { nodes: [] } })
    }
    expect(await codeOf(documents.approve, { id, approval }, custodian)).toBe('FORBIDDEN')
    const other = paperOf('good.approval') as { approval: string }
    expect(
      (await ask(documents.approve, { id, ...other }, approver)).errors[0]?.extensions['sealingCode'],
    ).toBe('WRONG_REQUEST')
    const colleague = { ...approver, subject: 'somebody.else' }
    expect(
      (await ask(documents.approve, { id, approval }, colleague)).errors[0]?.extensions['sealingCode'],
    ).toBe('KEY_UNKNOWN')
    expect(await codeOf(documents.release, { id }, custodian)).toBe('CONFLICT')
    expect(await data(documents.refuse, { id, reason: '理由不充分' }, approver)).toEqual({
      refuseReveal: { state: 'REFUSED' },
    })
    expect(await codeOf(documents.approve, { id, approval }, approver)).toBe('CONFLICT')
    expect(await codeOf(documents.release, { id }, custodian)).toBe('CONFLICT')
    expect(await data(documents.reveal, { id }, custodian)).toMatchObject({
      reveal: { state: 'REFUSED', refusalReason: '理由不充分', approval: null, dossier: null },
    })
  })

  it('is no longer approved or released once the request has run out', async () => {
    const id = await askToReveal('late', 2)
    await subgraph.database.ask(
      "UPDATE report.reveal SET expires_at = now() - interval '1 second' WHERE id = $1",
      [id],
    )
    expect(await codeOf(documents.approve, { id, approval: 'QUFQVg==' }, approver)).toBe('CONFLICT')
    expect(await data(documents.reveals, { state: 'EXPIRED' }, custodian)).toMatchObject({
      reveals: { nodes: [{ id }] },
    })
    await subgraph.database.ask("SELECT report_jobs.add_job('expireReveals', '{}'::json)")
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT state FROM report.reveal WHERE id = $1', [id])).toEqual([
        { state: 'EXPIRED' },
      ]),
    )
  })

  it('that was swapped in the database is found and recorded, and not handed out', async () => {
    await subgraph.database.ask(
      `UPDATE report.sealed_identity AS one SET envelope = other.envelope, envelope_hash = other.envelope_hash,
         content_hash = other.content_hash
       FROM report.sealed_identity AS other
       WHERE one.report_id = $1 AND one.position = 1 AND other.report_id = $1 AND other.position = 2`,
      [row.row],
    )
    expect(await codeOf(documents.dossier, { id: row.row, position: 1 }, custodian)).toBe('CONFLICT')
    const [found] = await subgraph.database.ask<{ facts: object }>(
      "SELECT facts FROM report.audit_entry WHERE thing_id = $1 AND action = 'IDENTITY_MISMATCH'",
      [row.row],
    )
    expect(found?.facts).toMatchObject({ position: 1, purpose: 'CONTACT' })
  })

  it('is taken in for its row only, and to be sealed anew where the holders have changed', async () => {
    const { id: draftId, identityRow } = await startDraft()
    const short = await ask(documents.submit, { input: report({ draftId, identityEnvelope: 'QUVOVg==' }) })
    expect(short.errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      inputPath: 'input.identityEnvelope',
      sealingCode: 'MALFORMED',
    })
    const elsewhere = await offered(authorityIdOf('410000'))
    const sealing = { policyFile: subgraph.custody.policyFile, suite }
    const toOthers = sealInClient(sealing, elsewhere, reporter, identityRow)
    expect(await submit({ draftId, identityEnvelope: toOthers })).toMatchObject({
      reason: 'SEALING_OUTDATED',
    })
    const both = { draftId, identityEnvelope: toOthers, identity: reporter }
    expect(await codeOf(documents.submit, { input: report(both) })).toBe('BAD_USER_INPUT')
    const anonymous = { ...both, identity: null, mode: 'ANONYMOUS' }
    expect(await codeOf(documents.submit, { input: report(anonymous) })).toBe('BAD_USER_INPUT')
    expect(await codeOf(documents.submit, { input: report({ identityEnvelope: toOthers }) })).toBe(
      'BAD_USER_INPUT',
    )
    const crowd = Array.from({ length: 21 }, () => ({ identity: coSigner }))
    expect(
      await codeOf(documents.submit, { input: report({ identity: reporter, jointReporters: crowd }) }),
    ).toBe('BAD_USER_INPUT')
    const right = await seal(reporter, identityRow)
    expect(await submit({ draftId, identityEnvelope: right })).toEqual({ __typename: 'ReportSubmitted' })
  })
})

describe('where nobody has published a bundle', () => {
  it('a real-name report is refused in plain words, and nothing of it is kept', async () => {
    const subgraph = await openReportSubgraph({}, 'NONE')
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.published_version')).toHaveLength(2),
    )
    const { errors, data } = await subgraph.ask({
      query: documents.submit,
      variables: {
        input: {
          ...matter,
          ...{ mode: 'REAL_NAME', reporterKind: 'PUBLIC', unitName: '郑州某某煤矿', identity: coSigner },
          facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。' },
          consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
        },
      },
    })
    expect(errors).toEqual([])
    expect(data).toEqual({
      submitReport: {
        __typename: 'SubmissionRefused',
        reason: 'NO_CUSTODIANS',
        message: expect.stringContaining('暂不能实名举报'),
      },
    })
    expect(await subgraph.database.ask('SELECT FROM report.report')).toEqual([])
    await subgraph.close()
  })
})
