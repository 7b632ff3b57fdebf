import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { concludedCase, verifier } from '../../../test/support/concluded-case.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const told = '举报人称被调离原岗位，工资减少。'

describe('a follow-up', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const record = async (id: string, reportId: string, change: object = {}) => {
    const { data, errors } = await subgraph.ask({
      query: `mutation($id: ID!, $reportId: ID!, $input: FollowUpInput!) {
        recordFollowUp(caseId: $id, reportId: $reportId, input: $input) {
          followUps { reportId retaliation action text } } }`,
      variables: { id, reportId, input: { retaliation: true, action: 'PASSED_ON', text: told, ...change } },
      viewer: verifier,
    })
    return (
      errors[0]?.extensions ?? (data as { recordFollowUp: { followUps: unknown } }).recordFollowUp.followUps
    )
  }
  const request = async (viewer: Viewer) => {
    const { data, errors } = await subgraph.ask({ query: 'mutation { requestFollowUp }', viewer })
    return errors[0]?.extensions.code ?? data
  }
  const dueIn = (caseId: string) =>
    subgraph.database.ask(
      `SELECT report_id AS id, state FROM "case".proceeding WHERE case_id = $1 AND machine = 'FOLLOW_UP'`,
      [caseId],
    )

  it('is due of employees with the conclusion, and done by what they say, which is sealed', async () => {
    const { caseId, reporters } = await concludedCase(subgraph, { reporters: 2, firstIs: 'EMPLOYEE' })
    const { reportId } = reporters[0]!
    expect(await dueIn(caseId)).toEqual([{ id: reportId, state: 'DUE' }])
    expect(await record(caseId, reportId)).toEqual([
      { reportId, retaliation: true, action: 'PASSED_ON', text: told },
    ])
    expect(await dueIn(caseId)).toEqual([{ id: reportId, state: 'DONE' }])
    expect(await tablesThatHold(subgraph.database, told)).toEqual([])
    expect((await subgraph.eventsAbout(caseId)).at(-1)).toMatchObject({
      name: 'FollowUpDone',
      payload: { reportId },
    })
  })

  it('is due of whoever asks, also before the conclusion, and once at a time', async () => {
    const [placed] = await placeCases(subgraph.database, [{ state: 'VERIFYING' }])
    const { caseId, reportId } = placed!
    expect(await request({ kind: 'REPORTER', reportId })).toEqual({ requestFollowUp: true })
    expect(await request({ kind: 'REPORTER', reportId })).toBe('CONFLICT')
    expect(await request({ kind: 'REPORTER', reportId: randomUUID() })).toBe('NOT_FOUND')
    await record(caseId, reportId, { retaliation: false, action: 'NONE' })
    expect(await request({ kind: 'REPORTER', reportId })).toEqual({ requestFollowUp: true })
  })

  it('is refused for a report of another case, and where nobody acts upon retaliation', async () => {
    const { caseId, reporters } = await concludedCase(subgraph)
    const { reportId } = reporters[0]!
    expect(await record(caseId, randomUUID())).toMatchObject({ inputPath: 'reportId' })
    expect(await record(caseId, reportId, { action: 'NONE' })).toMatchObject({ inputPath: 'input.action' })
    expect(await record(caseId, reportId, { text: '' })).toMatchObject({ inputPath: 'input.text' })
    expect(await dueIn(caseId)).toEqual([])
  })

  it('is listed for many cases in as many queries as for one', async () => {
    const cases = await Promise.all([1, 2, 3].map(() => concludedCase(subgraph)))
    for (const { caseId, reporters } of cases) await record(caseId, reporters[0]!.reportId)
    const ids = cases.map(({ caseId: id }) => ({ id }))
    const during = async (keys: { id: string }[]) => {
      const queries = await subgraph.queries.during(() =>
        subgraph.entities('Case', keys, 'followUps { text }', verifier),
      )
      return queries.filter((query) => !query.includes('audit_'))
    }
    expect(await during(ids)).toHaveLength((await during(ids.slice(0, 1))).length)
  })
})
