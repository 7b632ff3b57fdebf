import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import {
  called,
  codeOf,
  colleague,
  intakeOf,
  notValid,
  openOperatorDesk,
  operator,
  type OperatorDesk,
  type Recorded,
} from '../../../test/support/operator-desk.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const upload = `mutation($input: EvidenceUploadInput!, $reportId: ID) {
  requestEvidenceUpload(input: $input, reportId: $reportId) { evidenceId url }
}`

describe('a report recorded by an operator', () => {
  let desk: OperatorDesk
  beforeAll(async () => {
    desk = await openOperatorDesk()
  })
  afterAll(() => desk.subgraph.close())

  it('is a report like any other, with who recorded it, when it came and what shows the consent', async () => {
    const intake = intakeOf({ reference: '12350-虚构-0007' })
    const { data, errors } = await desk.recordWith(called, intake)
    expect(errors).toEqual([])
    const { reportId, warnings } = (data as { recordReport: Recorded & { warnings: string[] } }).recordReport
    expect(warnings).toEqual([])
    const query = 'channel mode operatorIntake { receivedAt authorityId consentManner reference }'
    const seen = await desk.subgraph.entities('Report', [{ id: reportId }], query, operator)
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
    const [consent] = await desk.subgraph.database.ask('SELECT * FROM report.consent WHERE report_id = $1', [
      reportId,
    ])
    expect(consent).toMatchObject({ channel: 'HOTLINE_12350', notice_version: 1, declared_true: true })
    for (const secret of ['测试来电人', '010-00001234', '虚构-0007', called.facts.what])
      expect(await tablesThatHold(desk.subgraph.database, secret)).toEqual([])
    const reporter: Viewer = { kind: 'REPORTER', reportId }
    const own = await desk.subgraph.entities('Report', [{ id: reportId }], query, reporter)
    expect(own.data).toMatchObject({ _entities: [{ operatorIntake: { reference: null } }] })
  })

  it('may lie in another county: region says who answers, and the operator sees nothing more of it', async () => {
    const { data } = await desk.recordWith({ ...called, regionCode: '410302' }, intakeOf())
    const { reportId } = (data as { recordReport: Recorded }).recordReport
    const [row] = await desk.subgraph.database.ask('SELECT authority_id FROM report.report WHERE id = $1', [
      reportId,
    ])
    expect(row).not.toEqual({ authority_id: operator.authorityId })
    expect((await desk.subgraph.entities('Report', [{ id: reportId }], 'id', operator)).data).toEqual({
      _entities: [null],
    })
  })

  it('of a matter of others is referred and recorded, sent again with the same answer', async () => {
    const intake = intakeOf()
    const first = await desk.recordWith({ ...called, industryCode: 'ROAD_TRAFFIC' }, intake)
    expect(first.data).toMatchObject({ recordReport: { __typename: 'ReportReferred' } })
    expect((await desk.recordWith({ ...called, industryCode: 'ROAD_TRAFFIC' }, intake)).data).toEqual(
      first.data,
    )
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
      expect((await desk.recordWith(input, intakeOf(intake))).errors[0]?.extensions).toMatchObject({
        code: 'BAD_USER_INPUT',
        inputPath,
      })
    const outdated = { ...called, consent: { ...called.consent, noticeVersion: 7 } }
    expect((await desk.recordWith(outdated, intakeOf())).data).toEqual({
      recordReport: { __typename: 'SubmissionRefused', reason: 'NOTICE_OUTDATED' },
    })
  })

  it('by letter needs no consent, and then none is made up', async () => {
    const { data, errors } = await desk.recordWith(
      { ...called, channel: 'LETTER', consent: null },
      intakeOf({ consentManner: 'NOT_GIVEN' }),
    )
    expect(errors).toEqual([])
    const { reportId } = (data as { recordReport: Recorded }).recordReport
    expect(
      await desk.subgraph.database.ask('SELECT FROM report.consent WHERE report_id = $1', [reportId]),
    ).toEqual([])
  })

  it('is recorded by operators only, and their channels are closed to reporters', async () => {
    expect(codeOf(await desk.recordWith(called, intakeOf(), anonymous))).toBe('UNAUTHENTICATED')
    for (const viewer of [staffOf('410100', 'CASE_OFFICER'), { ...operator, authorityId: null }])
      expect(codeOf(await desk.recordWith(called, intakeOf(), viewer))).toBe('FORBIDDEN')
    const query = 'mutation($input: SubmitReportInput!) { submitReport(input: $input) { __typename } }'
    expect((await desk.subgraph.ask({ query, variables: { input: called } })).errors[0]?.extensions).toEqual({
      code: 'BAD_USER_INPUT',
      inputPath: 'input.channel',
    })
  })

  it('is recorded once however often it is sent; each time with a receipt that ends the one before', async () => {
    const intake = intakeOf()
    const answers = await Promise.all([1, 2, 3].map(() => desk.recordWith(called, intake)))
    answers.push(await desk.recordWith(called, intake))
    const recorded = answers.map(({ data }) => (data as { recordReport: Recorded }).recordReport)
    expect(new Set(recorded.map(({ reportId }) => reportId)).size).toBe(1)
    const last = recorded.at(-1)!
    for (const { receipt } of recorded.slice(0, -1))
      expect(await desk.changeReceipt(receipt)).toMatchObject(notValid)
    expect((await desk.changeReceipt(last.receipt)).errors).toEqual([])
    const after = (await desk.recordWith(called, intake)).data as { recordReport: Recorded }
    expect(after.recordReport).toMatchObject({
      reportId: last.reportId,
      receipt: null,
      receiptExpiresAt: null,
    })
    expect((await desk.recordWith(called, intake, colleague)).errors[0]?.extensions).toEqual({
      code: 'CONFLICT',
      inputPath: 'intake.entryId',
    })
  })

  describe('takes originals', () => {
    const fax = { name: '来件.pdf', sizeBytes: 1_000, kind: 'DOCUMENT' }
    const attach = (reportId: string, viewer: Viewer) =>
      desk.subgraph.ask({ query: upload, variables: { input: fax, reportId }, viewer })

    it('from the operator who recorded it, for a day, and from nobody else', async () => {
      const { reportId } = await desk.recordOne()
      const { data, errors } = await attach(reportId, operator)
      expect(errors).toEqual([])
      expect(data).toMatchObject({ requestEvidenceUpload: { url: expect.stringContaining('/evidence/') } })
      for (const viewer of [colleague, staffOf('410300', 'INTAKE_OFFICER')])
        expect(codeOf(await attach(reportId, viewer))).toBe('NOT_FOUND')
      expect(codeOf(await attach(reportId, staffOf('410100', 'CASE_OFFICER')))).toBe('FORBIDDEN')
      expect(codeOf(await attach(reportId, anonymous))).toBe('UNAUTHENTICATED')
      const other: Viewer = { kind: 'REPORTER', reportId: randomUUID() }
      expect(codeOf(await attach(reportId, other))).toBe('NOT_FOUND')
      await desk.subgraph.database.ask(
        "UPDATE report.operator_intake SET recorded_at = now() - interval '25 hours'",
      )
      expect(codeOf(await attach(reportId, operator))).toBe('NOT_FOUND')
    })
  })
})
