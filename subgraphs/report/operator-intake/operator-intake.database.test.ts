import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, authorityRegistered, versionPublished } from '../../../test/support/events.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

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
const renew = `mutation($reportId: ID!, $reason: String!) {
  renewOperatorReceipt(reportId: $reportId, reason: $reason) { receipt expiresAt }
}`
const upload = `mutation($input: EvidenceUploadInput!, $reportId: ID) {
  requestEvidenceUpload(input: $input, reportId: $reportId) { evidenceId url }
}`
const operator = staffOf('410100', 'INTAKE_OFFICER')
const colleague: Viewer = { ...operator, subject: 'another officer of 410100' }
const called = {
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
const notValid = {
  data: null,
  errors: [{ message: '查询码无效或已失效，请核对后重新输入。', extensions: { code: 'NOT_FOUND' } }],
}
type Recorded = { reportId: string; receipt: string; receiptExpiresAt: string; evidenceUntil: string }
type Changed = { receipt: string; session: { token: string } }

describe('a report recorded by an operator', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      ...['410000', '410100', '410300'].map(authorityRegistered),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(3),
    )
  })
  afterAll(() => subgraph.close())

  const intakeOf = (changes: object = {}) => ({
    entryId: randomUUID(),
    receivedAt: new Date(Date.now() - 60_000).toISOString(),
    consentManner: 'READ_OUT',
    ...changes,
  })
  const recordWith = (input: object, intake: object, viewer: Viewer = operator) =>
    subgraph.ask({ query: record, variables: { input, intake }, viewer })
  const recordOne = async (): Promise<Recorded> => {
    const { data } = await recordWith(called, intakeOf())
    return (data as { recordReport: Recorded }).recordReport
  }
  const changeReceipt = async (receipt: string, changeKey: string = randomUUID()) => {
    const proof = await proofFrom(subgraph, 'OPEN_RECEIPT')
    return subgraph.ask({ query: change, variables: { receipt, changeKey, proof } })
  }
  const changed = async (receipt: string, changeKey?: string): Promise<Changed> =>
    ((await changeReceipt(receipt, changeKey)).data as { changeReceipt: Changed }).changeReceipt
  const openReceipt = async (receipt: string) => {
    const proof = await proofFrom(subgraph, 'OPEN_RECEIPT')
    return subgraph.ask({ query: open, variables: { receipt, proof } })
  }
  const renewFor = (reportId: string, viewer: Viewer, reason = '本人来访，核对了举报内容') =>
    subgraph.ask({ query: renew, variables: { reportId, reason }, viewer })
  const codeOf = ({ errors }: { errors: { extensions: { code: string } }[] }) => errors[0]?.extensions.code

  it('is a report like any other, with who recorded it, when it came and what shows the consent', async () => {
    const intake = intakeOf({ reference: '12350-虚构-0007' })
    const { data, errors } = await recordWith(called, intake)
    expect(errors).toEqual([])
    const { reportId, warnings } = (data as { recordReport: Recorded & { warnings: string[] } }).recordReport
    expect(warnings).toEqual([])
    const query = 'channel mode operatorIntake { receivedAt authorityId consentManner reference }'
    const seen = await subgraph.entities('Report', [{ id: reportId }], query, operator)
    expect(seen.data).toMatchObject({
      _entities: [
        {
          channel: 'HOTLINE_12350',
          mode: 'REAL_NAME',
          operatorIntake: {
            receivedAt: intake.receivedAt,
            authorityId: operator.authorityId,
            consentManner: 'READ_OUT',
            reference: '12350-虚构-0007',
          },
        },
      ],
    })
    const [consent] = await subgraph.database.ask('SELECT * FROM report.consent WHERE report_id = $1', [
      reportId,
    ])
    expect(consent).toMatchObject({ channel: 'HOTLINE_12350', notice_version: 1, declared_true: true })
    for (const secret of ['测试来电人', '010-00001234', '虚构-0007', called.facts.what])
      expect(await tablesThatHold(subgraph.database, secret)).toEqual([])
    const reporter: Viewer = { kind: 'REPORTER', reportId }
    const own = await subgraph.entities('Report', [{ id: reportId }], query, reporter)
    expect(own.data).toMatchObject({ _entities: [{ operatorIntake: { reference: null } }] })
  })

  it('may lie in another county: region says who answers, and the operator sees nothing more of it', async () => {
    const { data } = await recordWith({ ...called, regionCode: '410302' }, intakeOf())
    const { reportId } = (data as { recordReport: Recorded }).recordReport
    const [row] = await subgraph.database.ask('SELECT authority_id FROM report.report WHERE id = $1', [
      reportId,
    ])
    expect(row).not.toEqual({ authority_id: operator.authorityId })
    expect((await subgraph.entities('Report', [{ id: reportId }], 'id', operator)).data).toEqual({
      _entities: [null],
    })
  })

  it('of a matter of others is referred and recorded, sent again with the same answer', async () => {
    const intake = intakeOf()
    const first = await recordWith({ ...called, industryCode: 'ROAD_TRAFFIC' }, intake)
    expect(first.data).toMatchObject({ recordReport: { __typename: 'ReportReferred' } })
    expect((await recordWith({ ...called, industryCode: 'ROAD_TRAFFIC' }, intake)).data).toEqual(first.data)
  })

  it('is checked by the same rules, and by those of intake', async () => {
    const broken: [object, object, string][] = [
      [{ ...called, unitName: '' }, {}, 'input.unitName'],
      [{ ...called, channel: 'WEB' }, {}, 'input.channel'],
      [{ ...called, consent: null }, {}, 'input.consent'],
      [{ ...called, consent: { ...called.consent, declaredTrue: false } }, {}, 'input.consent.declaredTrue'],
      [{ ...called, draftId: randomUUID() }, {}, 'input.draftId'],
      [called, { entryId: 'x' }, 'intake.entryId'],
      [called, { receivedAt: '2099-01-01T00:00:00Z' }, 'intake.receivedAt'],
      [called, { consentManner: 'ENCLOSED' }, 'intake.consentManner'],
      [{ ...called, channel: 'LETTER' }, {}, 'intake.consentManner'],
      [{ ...called, channel: 'LETTER' }, { consentManner: 'NOT_GIVEN' }, 'input.consent'],
      [called, { reference: 'x'.repeat(101) }, 'intake.reference'],
    ]
    for (const [input, intake, inputPath] of broken)
      expect((await recordWith(input, intakeOf(intake))).errors[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        inputPath,
      })
    const outdated = { ...called, consent: { ...called.consent, noticeVersion: 7 } }
    expect((await recordWith(outdated, intakeOf())).data).toEqual({
      recordReport: { __typename: 'SubmissionRefused', reason: 'NOTICE_OUTDATED' },
    })
  })

  it('by letter needs no consent, and then none is made up', async () => {
    const { data, errors } = await recordWith(
      { ...called, channel: 'LETTER', consent: null },
      intakeOf({ consentManner: 'NOT_GIVEN' }),
    )
    expect(errors).toEqual([])
    const { reportId } = (data as { recordReport: Recorded }).recordReport
    expect(
      await subgraph.database.ask('SELECT FROM report.consent WHERE report_id = $1', [reportId]),
    ).toEqual([])
  })

  it('is recorded by operators only, and their channels are closed to reporters', async () => {
    expect(codeOf(await recordWith(called, intakeOf(), anonymous))).toBe('UNAUTHENTICATED')
    for (const viewer of [staffOf('410100', 'CASE_OFFICER'), { ...operator, authorityId: null }])
      expect(codeOf(await recordWith(called, intakeOf(), viewer))).toBe('FORBIDDEN')
    const query = 'mutation($input: SubmitReportInput!) { submitReport(input: $input) { __typename } }'
    expect((await subgraph.ask({ query, variables: { input: called } })).errors[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      inputPath: 'input.channel',
    })
  })

  it('is recorded once however often it is sent; each time with a receipt that ends the one before', async () => {
    const intake = intakeOf()
    const answers = await Promise.all([1, 2, 3].map(() => recordWith(called, intake)))
    answers.push(await recordWith(called, intake))
    const recorded = answers.map(({ data }) => (data as { recordReport: Recorded }).recordReport)
    expect(new Set(recorded.map(({ reportId }) => reportId)).size).toBe(1)
    const last = recorded.at(-1)!
    for (const { receipt } of recorded.slice(0, -1))
      expect(await changeReceipt(receipt)).toMatchObject(notValid)
    expect((await changeReceipt(last.receipt)).errors).toEqual([])
    const after = (await recordWith(called, intake)).data as { recordReport: Recorded }
    expect(after.recordReport).toMatchObject({
      reportId: last.reportId,
      receipt: null,
      receiptExpiresAt: null,
    })
    expect((await recordWith(called, intake, colleague)).errors[0]?.extensions).toEqual({
      code: 'CONFLICT',
      inputPath: 'intake.entryId',
    })
  })

  describe('gives a receipt that', () => {
    it('opens nothing in the hands of the operator, before and after the reporter has changed it', async () => {
      const { receipt, reportId } = await recordOne()
      expect(await tablesThatHold(subgraph.database, receipt)).toEqual([])
      expect(await openReceipt(receipt)).toMatchObject(notValid)
      const mine = await changed(receipt)
      expect(mine.receipt).toMatch(/^\d{16}$/)
      expect(mine.receipt).not.toBe(receipt)
      expect(await tablesThatHold(subgraph.database, mine.receipt)).toEqual([])
      expect((await openReceipt(mine.receipt)).errors).toEqual([])
      expect(await openReceipt(receipt)).toMatchObject(notValid)
      expect(await changeReceipt(receipt)).toMatchObject(notValid)
      expect(JSON.parse(atob(mine.session.token.split('.')[1]!)) as object).toMatchObject({ sub: reportId })
    })

    it('opens nothing either when its tag and lock are moved to where receipts open', async () => {
      const { receipt, reportId } = await recordOne()
      await subgraph.database.ask(
        `UPDATE report.report SET receipt_tag = held.receipt_tag, receipt_lock = held.receipt_lock
         FROM report.operator_receipt held WHERE held.report_id = report.id AND report.id = $1`,
        [reportId],
      )
      expect(await openReceipt(receipt)).toMatchObject(notValid)
    })

    it('is changed once, also by two at once; the same device gets the same answer again', async () => {
      const { receipt } = await recordOne()
      const [keyA, keyB] = [randomUUID(), randomUUID()]
      const answers = await Promise.all([changeReceipt(receipt, keyA), changeReceipt(receipt, keyB)])
      expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1)
      const winner = answers[0].errors.length === 0 ? keyA : keyB
      const first = answers.find(({ errors }) => errors.length === 0)!.data as { changeReceipt: Changed }
      expect((await changed(receipt, winner)).receipt).toBe(first.changeReceipt.receipt)
      expect(await changeReceipt(receipt, winner === keyA ? keyB : keyA)).toMatchObject(notValid)
      await subgraph.database.ask(
        "UPDATE report.operator_receipt SET changed_at = now() - interval '25 hours' WHERE changed_at IS NOT NULL",
      )
      expect(await changeReceipt(receipt, winner)).toMatchObject(notValid)
      expect((await openReceipt(first.changeReceipt.receipt)).errors).toEqual([])
    })

    it.each([
      [
        'expired',
        "UPDATE report.operator_receipt SET expires_at = now() - interval '1 second' WHERE report_id = $1",
      ],
      ['of a withdrawn report', 'UPDATE report.report SET withdrawn_at = now() WHERE id = $1'],
      [
        'of an erased report',
        'UPDATE report.content_key SET wrapped = NULL, destroyed_at = now() WHERE report_id = $1',
      ],
    ])('is %s is told like one that was never given', async (_how, sql) => {
      const { receipt, reportId } = await recordOne()
      await subgraph.database.ask(sql, [reportId])
      expect(await changeReceipt(receipt)).toMatchObject(notValid)
      expect(await changeReceipt('0000000000000000')).toMatchObject(notValid)
    })

    it('needs work and a random key, and fails as heavily as opening', async () => {
      const { receipt } = await recordOne()
      const proof = await proofFrom(subgraph, 'OPEN_RECEIPT')
      const ask = (variables: object) =>
        subgraph.ask({ query: change, variables: { receipt, proof, ...variables } })
      expect((await ask({ changeKey: '1' })).errors[0]?.extensions).toMatchObject({ inputPath: 'changeKey' })
      expect((await ask({ changeKey: randomUUID(), proof: 'x' })).errors[0]?.extensions).toMatchObject({
        inputPath: 'proof',
      })
      const weight = async () =>
        Number(
          (await subgraph.database.ask<{ sum: string }>('SELECT sum(weight) FROM report.proof_pressure'))[0]
            ?.sum,
        )
      const before = await weight()
      await changeReceipt('0000000000000000')
      expect(await weight()).toBe(before + 1)
    })

    it('expires after seven days and is renewed by an officer, with a reason', async () => {
      const { reportId, receipt, receiptExpiresAt } = await recordOne()
      expect((Date.parse(receiptExpiresAt) - Date.now()) / 86_400_000).toBeCloseTo(7, 2)
      expect(codeOf(await renewFor(reportId, staffOf('410300', 'INTAKE_OFFICER')))).toBe('NOT_FOUND')
      expect(codeOf(await renewFor(randomUUID(), operator))).toBe('NOT_FOUND')
      expect(codeOf(await renewFor(reportId, staffOf('410100', 'CASE_OFFICER')))).toBe('FORBIDDEN')
      expect(codeOf(await renewFor(reportId, operator, 'x'))).toBe('BAD_USER_INPUT')
      const { data } = await renewFor(reportId, operator)
      const renewed = (data as { renewOperatorReceipt: { receipt: string } }).renewOperatorReceipt
      expect(await changeReceipt(receipt)).toMatchObject(notValid)
      expect((await changeReceipt(renewed.receipt)).errors).toEqual([])
    })

    it('was changed is renewed by a leader only, and whoever holds the present one is told', async () => {
      const { reportId, receipt } = await recordOne()
      const mine = await changed(receipt)
      expect(codeOf(await renewFor(reportId, colleague))).toBe('CONFLICT')
      const { data } = await renewFor(reportId, staffOf('410000', 'LEADER'))
      const renewed = (data as { renewOperatorReceipt: { receipt: string } }).renewOperatorReceipt
      const viewer: Viewer = { kind: 'REPORTER', reportId }
      const dialogue = await subgraph.ask({ query: '{ myReport { dialogue { from text } } }', viewer })
      expect(JSON.stringify(dialogue.data)).toContain('如非您本人申请')
      expect((await openReceipt(mine.receipt)).errors).toEqual([])
      const next = await changed(renewed.receipt)
      expect(await openReceipt(mine.receipt)).toMatchObject(notValid)
      expect((await openReceipt(next.receipt)).errors).toEqual([])
      const audited = await subgraph.database.ask(
        "SELECT action, actor ->> 'kind' AS who FROM report.audit_entry JOIN report.audit_link ON entry_id = id WHERE thing_id = $1 AND action <> 'DIALOGUE_READ' ORDER BY position",
        [reportId],
      )
      expect(audited).toEqual([
        { action: 'REPORT_RECORDED', who: 'STAFF' },
        { action: 'RECEIPT_CHANGED', who: 'ANONYMOUS' },
        { action: 'RECEIPT_RENEWED', who: 'STAFF' },
        { action: 'RECEIPT_CHANGED', who: 'ANONYMOUS' },
      ])
    })
  })

  describe('takes originals', () => {
    const fax = { name: '来件.pdf', sizeBytes: 1_000, kind: 'DOCUMENT' }
    const attach = (reportId: string, viewer: Viewer) =>
      subgraph.ask({ query: upload, variables: { input: fax, reportId }, viewer })

    it('from the operator who recorded it, for a day, and from nobody else', async () => {
      const { reportId } = await recordOne()
      const { data, errors } = await attach(reportId, operator)
      expect(errors).toEqual([])
      expect(data).toMatchObject({ requestEvidenceUpload: { url: expect.stringContaining('/evidence/') } })
      for (const viewer of [colleague, staffOf('410300', 'INTAKE_OFFICER')])
        expect(codeOf(await attach(reportId, viewer))).toBe('NOT_FOUND')
      expect(codeOf(await attach(reportId, staffOf('410100', 'CASE_OFFICER')))).toBe('FORBIDDEN')
      expect(codeOf(await attach(reportId, anonymous))).toBe('UNAUTHENTICATED')
      const other: Viewer = { kind: 'REPORTER', reportId: randomUUID() }
      expect(codeOf(await attach(reportId, other))).toBe('NOT_FOUND')
      await subgraph.database.ask(
        "UPDATE report.operator_intake SET recorded_at = now() - interval '25 hours'",
      )
      expect(codeOf(await attach(reportId, operator))).toBe('NOT_FOUND')
    })
  })
})
