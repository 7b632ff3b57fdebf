import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { concludedCase, fourParts, sendFeedback, verifier } from '../../../test/support/concluded-case.js'
import { placeCases, type PlacedCase } from '../../../test/support/placed-cases.js'
import { Conclusion } from '../../shared/dictionary/loop.js'
import { sweepDeadlines } from '../deadlines/sweep.js'

const conclusion = Conclusion.UNSUBSTANTIATED

describe('closing', () => {
  let subgraph: CaseSubgraph
  let nowMs = 0
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(() => new Date((nowMs += 1)))
    await plantCaseTree(subgraph.database)
  })
  beforeEach(() => {
    nowMs = Date.parse('2026-03-10T10:00:00+08:00')
  })
  afterAll(() => subgraph.close())

  const close = async (id: string) => {
    const query = 'mutation($id: ID!) { closeCase(caseId: $id) { state outcome } }'
    const { data, errors } = await subgraph.ask({ query, variables: { id }, viewer: verifier })
    return errors[0] ?? (data as { closeCase: object }).closeCase
  }
  const missingOf = async (id: string) =>
    ((await close(id)) as { extensions?: { missing?: unknown } }).extensions?.missing
  const read = (viewer: Viewer) => subgraph.ask({ query: 'mutation { readFeedback { id } }', viewer })
  const place = async (one: PlacedCase) => (await placeCases(subgraph.database, [one]))[0]!

  it('names each step that is open, until none is', async () => {
    const { caseId, reporters } = await concludedCase(subgraph, {
      conclusion,
      reporters: 2,
      firstIs: 'EMPLOYEE',
    })
    expect(await missingOf(caseId)).toEqual(['FEEDBACK', 'FOLLOW_UP'])
    expect(await close(caseId)).toMatchObject({ message: '还不能归档，尚未完成：反馈、回访。' })
    const input = { ...fourParts, conclusion }
    await subgraph.ask({ query: sendFeedback, variables: { id: caseId, input }, viewer: verifier })
    await read(reporters[0]!)
    expect(await missingOf(caseId)).toEqual(['FEEDBACK', 'FOLLOW_UP', 'OBJECTION_PERIOD'])
    await read(reporters[1]!)
    await subgraph.ask({
      query: `mutation($id: ID!, $reportId: ID!) { recordFollowUp(caseId: $id, reportId: $reportId,
        input: { retaliation: false, action: NONE, text: "未受到打击报复。" }) { id } }`,
      variables: { id: caseId, reportId: reporters[0]!.reportId },
      viewer: verifier,
    })
    expect(await missingOf(caseId)).toEqual(['OBJECTION_PERIOD'])
    nowMs = Date.parse('2026-03-21T00:00:00+08:00')
    await sweepDeadlines({ orm: subgraph.orm, clock: subgraph.services.clock })
    expect(await close(caseId)).toEqual({ state: 'CLOSED', outcome: 'UNFOUNDED' })
    expect((await subgraph.eventsAbout(caseId)).at(-1)).toMatchObject({
      name: 'CaseClosed',
      payload: { outcome: 'UNFOUNDED', progress: 'CLOSED' },
    })
  })

  it.each<[string, PlacedCase, string[]]>([
    ['the reward of a case that was true', { state: 'CONCLUDED' }, ['FEEDBACK', 'REWARD']],
    ['an open supervision order', withOpen('SUPERVISION', 'REPLIED'), ['SUPERVISION']],
    ['an open rectification', withOpen('RECTIFICATION', 'ORDERED'), ['RECTIFICATION']],
    ['an open extension', withOpen('EXTENSION', 'REQUESTED'), ['EXTENSION']],
    ['an open task', withOpen('VERIFICATION_TASK', 'OPEN'), ['VERIFICATION_TASK']],
    ['an open objection', withOpen('OBJECTION', 'RAISED'), ['OBJECTION']],
    ['a refusal that was not served', { state: 'REFUSED' }, ['FEEDBACK']],
    ['a referral that was not served', { state: 'REFERRED' }, ['FEEDBACK']],
  ])('waits for %s', async (_what, position, missing) => {
    expect(await missingOf((await place(position)).caseId)).toEqual(missing)
  })

  it('of a merged case waits for the other; of a withdrawn one for nothing', async () => {
    const other = await place({ state: 'VERIFYING' })
    const merged = await place({ state: 'MERGED' })
    await subgraph.database.ask('UPDATE "case"."case" SET merged_into = $2 WHERE id = $1', [
      merged.caseId,
      other.caseId,
    ])
    expect(await missingOf(merged.caseId)).toEqual(['OTHER_CASE'])
    await subgraph.database.ask(`UPDATE "case"."case" SET state = 'CLOSED' WHERE id = $1`, [other.caseId])
    expect(await close(merged.caseId)).toEqual({ state: 'CLOSED', outcome: 'MERGED' })
    const withdrawn = await place({ state: 'WITHDRAWN' })
    expect(await close(withdrawn.caseId)).toEqual({ state: 'CLOSED', outcome: 'WITHDRAWN' })
  })
})

function withOpen(machine: string, state: string): PlacedCase {
  const served = { machine: 'FEEDBACK', state: 'SERVED' }
  return { state: 'CONCLUDED', outcome: 'UNFOUNDED', proceedings: [served, { machine, state }] }
}
