import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { writeFileSync } from 'node:fs'
import { runCustodianProgram } from '../../../../test/support/custodian-program.js'
import { appendEvents, versionPublished } from '../../../../test/support/events.js'
import { openReportSubgraph } from '../../../../test/support/report-subgraph.js'
import { sealInClient } from '../../../../test/support/seal-in-client.js'
import { soon } from '../../../../test/support/soon.js'
import { staffOf } from '../../../../test/support/staff.js'
import {
  approver,
  coSigner,
  custodian,
  documents,
  matter,
  openVaultStory,
  reporter,
  type VaultStory,
} from '../../../../test/support/vault-story.js'
import { tablesThatHold } from '../../../../test/support/whole-database.js'
import type { Row } from '../../../../client/sealing/row.js'
import { authorityIdOf } from '../../../region/authority/authority-id.js'

describe.each(['INTL_1', 'SM_1'] as const)('an identity sealed with %s', (suite) => {
  let story: VaultStory
  let row: Row
  beforeAll(async () => {
    story = await openVaultStory(suite)
    row = await story.submitSealed()
  })
  afterAll(() => story.subgraph.close())

  it('is sealed to the provincial custodians where the county has none, and to no office it is about', async () => {
    expect(await story.offered()).toMatchObject({
      suite,
      custodianAuthorityId: authorityIdOf('410000'),
      approverAuthorityIds: [authorityIdOf('000000')],
    })
    expect(await story.offered(authorityIdOf('410000'))).toMatchObject({
      custodianAuthorityId: authorityIdOf('000000'),
      approverAuthorityIds: [authorityIdOf('110000')],
    })
  })

  it('tells its custodians who sealed it and where, and nobody what is in it', async () => {
    const { sealedIdentities } = await story.data<{ sealedIdentities: object[] }>(
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
      expect(await tablesThatHold(story.subgraph.database, secret)).toEqual([])
  })

  it('opens for a custodian with an approval, from paper to paper, and every step stands in the chain', async () => {
    const id = await story.askToReveal(row, 'good')
    expect(await story.codeOf(documents.request, { input: story.inputOf(row, 'good') }, custodian)).toBe(
      'CONFLICT',
    )
    expect(await story.data(documents.reveals, { state: 'REQUESTED' }, approver)).toEqual({
      reveals: { nodes: [{ id, state: 'REQUESTED', requestedBy: 'custodian.henan' }] },
    })
    const { approval } = await story.writeApproval(id, 'good')
    expect(await story.data(documents.approve, { id, approval }, approver)).toEqual({
      approveReveal: { state: 'APPROVED' },
    })
    expect(await story.data(documents.reveal, { id }, custodian)).toMatchObject({
      reveal: { state: 'APPROVED', approval: null },
    })
    const released = await story.ask(documents.release, { id }, custodian)
    expect(released).toMatchObject({ errors: [], data: { releaseReveal: { state: 'RELEASED', approval } } })
    expect(await story.ask(documents.release, { id }, custodian)).toMatchObject({
      data: released.data as object,
    })
    writeFileSync(story.at('good.released'), JSON.stringify(released))

    const opened = await runCustodianProgram(
      'open',
      {
        key: story.at('custodian.henan'),
        policy: story.policy,
        dossier: story.at('good.dossier'),
        request: story.at('good.request'),
        approval: story.at('good.released'),
      },
      [story.subgraph.custody.passphrase],
    )
    expect(opened).toEqual({ code: 0, said: '姓名：王小明\n电话：13800138000\n地址：郑州市某某路 1 号' })
    const steps = await story.subgraph.database.ask<{
      action: string
      subject: string | null
      reasoned: boolean
    }>(
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
    expect(await tablesThatHold(story.subgraph.database, '反馈核查结果')).toEqual([])
  })

  it('is not asked for by others than its custodians', async () => {
    const { id, ...others } = {
      id: row.row,
      ofAnotherAuthority: { ...custodian, authorityId: authorityIdOf('410100') },
      above: { ...custodian, authorityId: authorityIdOf('000000') },
      ofNone: { ...custodian, authorityId: null },
    }
    for (const viewer of Object.values(others)) {
      expect(await story.codeOf(documents.dossier, { id }, viewer)).toBe('NOT_FOUND')
      expect(await story.codeOf(documents.request, { input: story.inputOf(row, 'good') }, viewer)).toBe(
        'NOT_FOUND',
      )
    }
    expect(await story.codeOf(documents.dossier, { id })).toBe('UNAUTHENTICATED')
    for (const role of [
      'SYSTEM_ADMIN',
      'SECURITY_ADMIN',
      'INTAKE_OFFICER',
      'LEADER',
      'IDENTITY_APPROVER',
    ] as const)
      expect(await story.codeOf(documents.dossier, { id }, staffOf('410000', role))).toBe('FORBIDDEN')
  })

  it('is not asked for with papers that are another’s, another row’s, used before or with another reason', async () => {
    const sealingCode = async (input: object, viewer = custodian) =>
      (await story.ask(documents.request, { input }, viewer)).errors[0]?.extensions['sealingCode']
    const { reason } = story.inputOf(row, 'good') as unknown as { reason: { text: string; salt: string } }
    expect(await story.codeOf(documents.request, { input: story.inputOf(row, 'good') }, custodian)).toBe(
      'CONFLICT',
    )
    expect(await sealingCode(story.inputOf(row, 'good', 1))).toBe('WRONG_ENVELOPE')
    expect(
      await sealingCode(story.inputOf(row, 'good', 0, { reason: { ...reason, text: '另一个理由' } })),
    ).toBe('WRONG_REASON')
    expect(await sealingCode(story.inputOf(row, 'good'), { ...custodian, subject: 'somebody.else' })).toBe(
      'KEY_UNKNOWN',
    )
    expect(await sealingCode(story.inputOf(row, 'good', 0, { request: 'QVJRVA==' }))).toBe('MALFORMED')
    expect(
      await story.codeOf(
        documents.request,
        { input: story.inputOf(row, 'good', 0, { request: 'not base64!' }) },
        custodian,
      ),
    ).toBe('BAD_USER_INPUT')
  })

  it('is approved by another person of another office only, and once', async () => {
    const id = await story.askToReveal(row, 'second', 1)
    const { approval } = await story.writeApproval(id, 'second')
    const same = { ...approver, authorityId: custodian.authorityId }
    const himself = { ...approver, subject: custodian.subject }
    const third = { ...approver, authorityId: authorityIdOf('110000') }
    for (const viewer of [same, himself, third]) {
      expect(await story.codeOf(documents.approve, { id, approval }, viewer)).toBe('NOT_FOUND')
      expect(await story.data(documents.reveal, { id }, viewer)).toEqual({ reveal: null })
      expect(await story.data(documents.reveals, {}, viewer)).toEqual({ reveals: { nodes: [] } })
    }
    expect(await story.codeOf(documents.approve, { id, approval }, custodian)).toBe('FORBIDDEN')
    const other = story.paperOf('good.approval') as { approval: string }
    expect(
      (await story.ask(documents.approve, { id, ...other }, approver)).errors[0]?.extensions['sealingCode'],
    ).toBe('WRONG_REQUEST')
    const colleague = { ...approver, subject: 'somebody.else' }
    expect(
      (await story.ask(documents.approve, { id, approval }, colleague)).errors[0]?.extensions['sealingCode'],
    ).toBe('KEY_UNKNOWN')
    expect(await story.codeOf(documents.release, { id }, custodian)).toBe('CONFLICT')
    expect(await story.data(documents.refuse, { id, reason: '理由不充分' }, approver)).toEqual({
      refuseReveal: { state: 'REFUSED' },
    })
    expect(await story.codeOf(documents.approve, { id, approval }, approver)).toBe('CONFLICT')
    expect(await story.codeOf(documents.release, { id }, custodian)).toBe('CONFLICT')
    expect(await story.data(documents.reveal, { id }, custodian)).toMatchObject({
      reveal: { state: 'REFUSED', refusalReason: '理由不充分', approval: null, dossier: null },
    })
  })

  it('is no longer approved or released once the request has run out', async () => {
    const id = await story.askToReveal(row, 'late', 2)
    await story.subgraph.database.ask(
      "UPDATE report.reveal SET expires_at = now() - interval '1 second' WHERE id = $1",
      [id],
    )
    expect(await story.codeOf(documents.approve, { id, approval: 'QUFQVg==' }, approver)).toBe('CONFLICT')
    expect(await story.data(documents.reveals, { state: 'EXPIRED' }, custodian)).toMatchObject({
      reveals: { nodes: [{ id }] },
    })
    await story.subgraph.database.ask("SELECT report_jobs.add_job('expireReveals', '{}'::json)")
    await soon(async () =>
      expect(
        await story.subgraph.database.ask('SELECT state FROM report.reveal WHERE id = $1', [id]),
      ).toEqual([{ state: 'EXPIRED' }]),
    )
  })

  it('that was swapped in the database is found and recorded, and not handed out', async () => {
    await story.subgraph.database.ask(
      `UPDATE report.sealed_identity AS one SET envelope = other.envelope, envelope_hash = other.envelope_hash,
         content_hash = other.content_hash
       FROM report.sealed_identity AS other
       WHERE one.report_id = $1 AND one.position = 1 AND other.report_id = $1 AND other.position = 2`,
      [row.row],
    )
    expect(await story.codeOf(documents.dossier, { id: row.row, position: 1 }, custodian)).toBe('CONFLICT')
    const [found] = await story.subgraph.database.ask<{ facts: object }>(
      "SELECT facts FROM report.audit_entry WHERE thing_id = $1 AND action = 'IDENTITY_MISMATCH'",
      [row.row],
    )
    expect(found?.facts).toMatchObject({ position: 1, purpose: 'CONTACT' })
  })

  it('is taken in for its row only, and to be sealed anew where the holders have changed', async () => {
    const { id: draftId, identityRow } = await story.startDraft()
    const short = await story.ask(documents.submit, {
      input: story.report({ draftId, identityEnvelope: 'QUVOVg==' }),
    })
    expect(short.errors[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      inputPath: 'input.identityEnvelope',
      sealingCode: 'MALFORMED',
    })
    const elsewhere = await story.offered(authorityIdOf('410000'))
    const sealing = { policyFile: story.subgraph.custody.policyFile, suite }
    const toOthers = sealInClient(sealing, elsewhere, reporter, identityRow)
    expect(await story.submit({ draftId, identityEnvelope: toOthers })).toMatchObject({
      reason: 'SEALING_OUTDATED',
    })
    const both = { draftId, identityEnvelope: toOthers, identity: reporter }
    expect(await story.codeOf(documents.submit, { input: story.report(both) })).toBe('BAD_USER_INPUT')
    const anonymous = { ...both, identity: null, mode: 'ANONYMOUS' }
    expect(await story.codeOf(documents.submit, { input: story.report(anonymous) })).toBe('BAD_USER_INPUT')
    expect(
      await story.codeOf(documents.submit, { input: story.report({ identityEnvelope: toOthers }) }),
    ).toBe('BAD_USER_INPUT')
    const crowd = Array.from({ length: 21 }, () => ({ identity: coSigner }))
    expect(
      await story.codeOf(documents.submit, {
        input: story.report({ identity: reporter, jointReporters: crowd }),
      }),
    ).toBe('BAD_USER_INPUT')
    const right = await story.seal(reporter, identityRow)
    expect(await story.submit({ draftId, identityEnvelope: right })).toEqual({
      __typename: 'ReportSubmitted',
    })
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
          elsewhere: { kind: 'NONE' },
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
