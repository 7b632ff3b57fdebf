import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { openCaseBesideReport, type CaseBesideReport } from '../../../test/support/case-beside-report.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'

const claim = 'mutation($reportId: ID) { claimReward(reportId: $reportId) }'

describe('a report of somebody who signed in', () => {
  let story: CaseBesideReport
  beforeAll(async () => {
    story = await openCaseBesideReport()
  })
  afterAll(() => story.close())

  const codeOf = async (viewer: Viewer, reportId: string | null): Promise<string | undefined> => {
    const { errors } = await story.cases.ask({ query: claim, variables: { reportId }, viewer })
    return errors[0]?.extensions.code
  }

  it('is the citizen’s own for steps of a reporter, and nobody else’s', async () => {
    const [citizen, other] = [await story.newCitizen(), await story.newCitizen()]
    const { reportId } = await story.submit({}, citizen)
    const anonymousReport = await story.submit()
    // The engine was reached: it says that there is nothing to claim yet.
    expect(await codeOf(citizen, reportId)).toBe('CONFLICT')
    expect(await codeOf(citizen, reportId.toUpperCase())).toBe('CONFLICT')
    expect(await codeOf({ kind: 'REPORTER', reportId }, null)).toBe('CONFLICT')
    expect(await codeOf({ kind: 'REPORTER', reportId }, reportId)).toBe('CONFLICT')
    for (const id of [anonymousReport.reportId, randomUUID(), 'x'])
      expect(await codeOf(citizen, id)).toBe('NOT_FOUND')
    expect(await codeOf(other, reportId)).toBe('NOT_FOUND')
    expect(await codeOf({ kind: 'REPORTER', reportId }, anonymousReport.reportId)).toBe('NOT_FOUND')
    expect(await codeOf(citizen, null)).toBe('BAD_USER_INPUT')
    expect(await codeOf(anonymous, reportId)).toBe('UNAUTHENTICATED')
    expect(await codeOf(staffOf('410102', 'CASE_OFFICER'), reportId)).toBe('FORBIDDEN')
  })

  it('lets the citizen take a step, which is kept as one of the reporter', async () => {
    const citizen = await story.newCitizen()
    const { reportId, caseId } = await story.submit({}, citizen)
    await story.cases.accept(staffOf('410102', 'INTAKE_OFFICER'), caseId)
    const assign = `mutation($id: ID!) {
      assignCase(caseId: $id, mode: OWN, officers: [{ account: "officer" }]) { state }
    }`
    const viewer = staffOf('410102', 'LEADER')
    expect((await story.cases.ask({ query: assign, variables: { id: caseId }, viewer })).errors).toEqual([])
    const query = 'mutation($reportId: ID) { requestFollowUp(reportId: $reportId) }'
    const asked = await story.cases.ask({ query, variables: { reportId }, viewer: citizen })
    expect(asked).toMatchObject({ data: { requestFollowUp: true }, errors: [] })
    const kept = `SELECT verb, subject FROM "case".case_step WHERE case_id = $1 ORDER BY version DESC LIMIT 1`
    expect(await story.report.database.ask(kept, [caseId])).toEqual([
      { verb: 'requestFollowUp', subject: null },
    ])
  })

  it('is said to be so to case itself only', async () => {
    const citizen = await story.newCitizen()
    const { reportId } = await story.submit({}, citizen)
    const query = 'query($of: ID!, $id: ID!) { ownsReport(citizenId: $of, reportId: $id) }'
    const variables = { of: (citizen as { citizenId: string }).citizenId, id: reportId }
    for (const viewer of [citizen, anonymous, staffOf('410102', 'LEADER')]) {
      const { errors } = await story.report.ask({ query, variables, viewer })
      expect(errors[0]?.extensions.code).toBe('FORBIDDEN')
    }
  })

  it('is linked to the account nowhere but in the report itself and the account', async () => {
    const citizen = await story.newCitizen()
    const { reportId } = await story.submit({}, citizen)
    await codeOf(citizen, reportId)
    const { citizenId } = citizen as { citizenId: string }
    expect(await tablesThatHold(story.report.database, citizenId)).toEqual([
      'report.citizen',
      'report.report',
    ])
  })
})
