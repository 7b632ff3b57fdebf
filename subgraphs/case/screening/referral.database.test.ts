import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openCaseBesideReport, type CaseBesideReport } from '../../../test/support/case-beside-report.js'
import { readAnswer } from '../../../test/support/report-answers.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'

const officer = staffOf('410102', 'INTAKE_OFFICER')
const refer =
  'mutation($id: ID!, $input: ReferralInput!) { referReport(caseId: $id, input: $input) { state outcome } }'
const shown =
  'referral { departmentCode department legalBasis contentPassedOn reason passingBasis referredBy }'
const ofConstruction = {
  industryCode: 'CONSTRUCTION',
  reason: '属建筑施工工地的问题。',
  passContentOn: false,
}
const consent = {
  ...{ noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
  separate: [{ kind: 'PASSING_ON', version: 1 }],
}

describe('a referral', () => {
  let story: CaseBesideReport
  beforeAll(async () => {
    story = await openCaseBesideReport()
  })
  afterAll(() => story.close())

  const ask = (id: string, change: object = {}) =>
    story.cases.ask({
      query: refer,
      variables: { id, input: { ...ofConstruction, ...change } },
      viewer: officer,
    })
  const pathOf = async (id: string, change: object) =>
    (await ask(id, change)).errors[0]?.extensions['inputPath']

  it('names the department that region says, with the law, and the reporter reads it', async () => {
    const { reportId, caseId, reporter } = await story.submit()
    expect((await ask(caseId)).data).toEqual({ referReport: { state: 'REFERRED', outcome: 'REFERRED' } })
    expect((await readAnswer(story.cases, shown, { reportId, viewer: reporter }))['referral']).toEqual({
      departmentCode: 'CONSTRUCTION',
      department: '住房和城乡建设部门',
      legalBasis: expect.stringContaining('安委〔2020〕10号'),
      contentPassedOn: false,
      reason: ofConstruction.reason,
      passingBasis: null,
      referredBy: null,
    })
    await soon(async () => {
      const query = '{ myReport { progress { state } } }'
      const { data } = await story.report.ask({ query, viewer: reporter })
      expect(data).toEqual({ myReport: { progress: [{ state: 'SUBMITTED' }, { state: 'TRANSFERRED' }] } })
    })
  })

  it('is none where an authority of the platform answers for the industry', async () => {
    const { caseId } = await story.submit()
    expect(await pathOf(caseId, { industryCode: 'COAL_MINE' })).toBe('input.industryCode')
    expect(await pathOf(caseId, { industryCode: 'NO_SUCH' })).toBe('input.industryCode')
  })

  it('takes the content along only with the consent of every reporter, or by a law', async () => {
    const without = await story.submit()
    expect(await pathOf(without.caseId, { passContentOn: true })).toBe('input.passContentOn')
    const passingBasis = '《信访工作条例》第二十二条'
    expect((await ask(without.caseId, { passContentOn: true, passingBasis })).errors).toEqual([])
    const agreed = await story.submit({ consent })
    await soon(async () => expect((await ask(agreed.caseId, { passContentOn: true })).errors).toEqual([]))
    const { reportId, reporter } = agreed
    expect((await readAnswer(story.cases, shown, { reportId, viewer: reporter }))['referral']).toMatchObject({
      contentPassedOn: true,
      passingBasis: null,
    })
  })

  it('waits where region cannot say who answers', async () => {
    const { caseId } = await story.submit()
    await story.report.stopRegion()
    expect((await ask(caseId)).errors[0]?.extensions).toMatchObject({
      code: 'SUBGRAPH_UNAVAILABLE',
      service: 'region',
    })
    await story.report.startRegion()
    await soon(async () => expect((await ask(caseId)).errors).toEqual([]))
  })
})
