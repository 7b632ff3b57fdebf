import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseBesideReport, type CaseBesideReport } from '../../../test/support/case-beside-report.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { readAnswer } from '../../../test/support/report-answers.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const officer = staffOf('410102', 'INTAKE_OFFICER')
const custodian = staffOf('410102', 'IDENTITY_CUSTODIAN')
const refuse =
  'mutation($id: ID!, $input: RefusalInput!) { refuseReport(caseId: $id, input: $input) { state outcome } }'
const compare = `mutation($reportId: ID!, $earlierReportId: ID!, $same: Boolean!) {
  recordIdentityComparison(reportId: $reportId, earlierReportId: $earlierReportId, same: $same, reason: "申请比对") {
    same
  }
}`
const shown =
  'refusal { ground subKind reason noticeVersion noticeClause reversed refusedBy earlierCaseId sameness }'
const reason = '该事项已由郑州市某某区人民法院受理。'
const court = {
  ...{ ground: 'OTHER_PROCEDURE', subKind: 'COURT', reason },
  ...{ noticeVersion: 1, noticeClause: '4.3' },
}
const again = (earlierCaseId: string) => ({
  ...{ ground: 'DUPLICATE_BY_SAME_REPORTER', reason: '同一事项已经受理。' },
  ...{ noticeVersion: 1, noticeClause: '4.1', earlierCaseId },
})

describe('a refusal', () => {
  let story: CaseBesideReport
  beforeAll(async () => {
    story = await openCaseBesideReport()
  })
  afterAll(() => story.close())

  const ask = (id: string, input: object, viewer: Viewer = officer) =>
    story.cases.ask({ query: refuse, variables: { id, input }, viewer })
  const problemOf = async (id: string, input: object) => {
    const { errors } = await ask(id, input)
    return errors[0]?.extensions
  }
  const refusalOf = async (reportId: string, viewer: Viewer, isOwn = false) =>
    (await readAnswer(story.cases, shown, { reportId, viewer, isOwn }))['refusal']

  it('is read by the reporter with ground, clause and reason, and the officer only by staff', async () => {
    const { reportId, caseId, reporter } = await story.submit()
    expect((await ask(caseId, court)).data).toEqual({
      refuseReport: { state: 'REFUSED', outcome: 'REFUSED' },
    })
    const public_ = { ...court, reversed: false, refusedBy: null, earlierCaseId: null, sameness: null }
    expect(await refusalOf(reportId, reporter)).toEqual(public_)
    expect(await refusalOf(reportId, staffOf('410100', 'LEADER'))).toEqual({
      ...public_,
      refusedBy: officer.subject,
    })
    expect(await refusalOf(reportId, { kind: 'REPORTER', reportId: randomUUID() })).toBeNull()
    expect(await refusalOf(reportId, staffOf('410300', 'LEADER'))).toBeNull()
    expect(await tablesThatHold(story.report.database, reason)).toEqual([])
    await soon(async () => {
      const { data } = await story.report.ask({
        query: '{ myReport { isOwn progress { state } } }',
        viewer: reporter,
      })
      expect(data).toEqual({
        myReport: { isOwn: true, progress: [{ state: 'SUBMITTED' }, { state: 'REFUSED' }] },
      })
    })
  })

  it('for what is unclear comes after a supplement was asked for, or says why not', async () => {
    const { caseId } = await story.submit()
    const unclear = { ...court, ground: 'UNCLEAR', subKind: 'FACTS', noticeClause: '4.2' }
    expect(await problemOf(caseId, unclear)).toMatchObject({ inputPath: 'input.whyNoSupplement' })
    const query =
      'mutation($id: ID!) { requestSupplement(caseId: $id, text: "请补充时间和地点。") { state } }'
    await story.cases.ask({ query, variables: { id: caseId }, viewer: officer })
    expect((await ask(caseId, unclear)).errors).toEqual([])
  })

  it('cites a published version of the notice', async () => {
    const { caseId } = await story.submit()
    expect(await problemOf(caseId, { ...court, noticeVersion: 7 })).toMatchObject({
      inputPath: 'input.noticeVersion',
    })
  })

  it('of the same account again needs the earlier case to be accepted', async () => {
    const citizen = await story.newCitizen()
    const earlier = await story.submit({}, citizen)
    const later = await story.submit({ facts: { what: '二号井又有瓦斯超限作业的情况。' } }, citizen)
    expect(await problemOf(later.caseId, again(earlier.caseId))).toMatchObject({
      inputPath: 'input.earlierCaseId',
    })
    expect(await problemOf(later.caseId, again(later.caseId))).toMatchObject({
      inputPath: 'input.earlierCaseId',
    })
    await story.cases.accept(officer, earlier.caseId)
    expect((await ask(later.caseId, again(earlier.caseId))).errors).toEqual([])
    expect(await refusalOf(later.reportId, officer)).toMatchObject({
      earlierCaseId: earlier.caseId,
      sameness: 'SAME_ACCOUNT',
    })
    expect(await refusalOf(later.reportId, citizen, true)).toMatchObject({ earlierCaseId: null })
  })

  it('is not for another reporter, until the earlier receipt is shown or a custodian has compared', async () => {
    const earlier = await story.submit()
    await story.cases.accept(officer, earlier.caseId)
    const later = await story.submit()
    expect(await problemOf(later.caseId, again(earlier.caseId))).toMatchObject({ inputPath: 'input.ground' })
    const show = async (receipt: string) =>
      story.report.ask({
        query:
          'mutation($receipt: String!, $proof: String!) { showEarlierReceipt(receipt: $receipt, proof: $proof) { id } }',
        variables: { receipt, proof: await proofFrom(story.report, 'OPEN_RECEIPT') },
        viewer: later.reporter,
      })
    expect((await show('1234567890123456')).errors[0]?.extensions.code).toBe('NOT_FOUND')
    expect(await problemOf(later.caseId, again(earlier.caseId))).toMatchObject({ inputPath: 'input.ground' })
    expect((await show(earlier.receipt)).errors).toEqual([])
    expect((await ask(later.caseId, again(earlier.caseId))).errors).toEqual([])
    expect(await refusalOf(later.reportId, officer)).toMatchObject({ sameness: 'SAME_RECEIPT' })
  })

  it('rests on the last comparison of a custodian, of reports by real name within reach', async () => {
    const [earlier, later] = [
      await story.submit({}, await story.newCitizen()),
      await story.submit({}, await story.newCitizen()),
    ]
    await story.cases.accept(officer, earlier.caseId)
    const asCustodian = async (same: boolean, viewer: Viewer = custodian, reportId = later.reportId) => {
      const variables = { reportId, earlierReportId: earlier.reportId, same }
      const { errors } = await story.cases.ask({ query: compare, variables, viewer })
      return errors[0]?.extensions.code
    }
    const anonymous = await story.submit()
    expect(await asCustodian(true, officer)).toBe('FORBIDDEN')
    expect(await asCustodian(true, { kind: 'ANONYMOUS' })).toBe('UNAUTHENTICATED')
    expect(await asCustodian(true, staffOf('410300', 'IDENTITY_CUSTODIAN'))).toBe('NOT_FOUND')
    expect(await asCustodian(true, custodian, anonymous.reportId)).toBe('BAD_USER_INPUT')
    expect(await asCustodian(true, custodian, earlier.reportId)).toBe('BAD_USER_INPUT')
    expect(await asCustodian(true)).toBeUndefined()
    expect(await asCustodian(false)).toBeUndefined()
    expect(await problemOf(later.caseId, again(earlier.caseId))).toMatchObject({ inputPath: 'input.ground' })
    expect(await asCustodian(true)).toBeUndefined()
    const both = { ...officer, roles: ['INTAKE_OFFICER'], subject: custodian.subject }
    expect((await ask(later.caseId, again(earlier.caseId), both)).errors[0]?.extensions).toMatchObject({
      inputPath: 'input.ground',
    })
    expect((await ask(later.caseId, again(earlier.caseId))).errors).toEqual([])
    expect(await refusalOf(later.reportId, officer)).toMatchObject({ sameness: 'COMPARED' })
  })

  it('tells nobody but case who is the same reporter', async () => {
    const { reportId } = await story.submit()
    const question = {
      query: 'query($id: ID!) { sameReporter(reportId: $id, earlierReportIds: [$id]) }',
      variables: { id: reportId },
    }
    for (const viewer of [{ kind: 'ANONYMOUS' }, { kind: 'REPORTER', reportId }, officer] as const)
      expect((await story.report.ask({ ...question, viewer })).errors[0]?.extensions.code).toBe('FORBIDDEN')
  })
})
