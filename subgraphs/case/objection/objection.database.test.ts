import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import {
  concludeAgain,
  concludedCase,
  fourParts,
  sendFeedback,
  verifier,
} from '../../../test/support/concluded-case.js'
import { appendEvents, authorityBelow } from '../../../test/support/events.js'
import { placeCases } from '../../../test/support/placed-cases.js'
import { readAnswer } from '../../../test/support/report-answers.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const reason = '现场核查只看了第一车间，被封堵的是第三车间的出口。'
const why = '经复查，原核查范围确有遗漏。'
const city = staffOf('410100', 'LEADER')
const fields = 'id state late reason decision answer'

type Shown = { id: string; state: string; decision: string | null }

describe('an objection', () => {
  let subgraph: CaseSubgraph
  let nowMs = 0
  const setClock = (moment: string) => {
    nowMs = Date.parse(moment) - 1
  }
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(() => new Date((nowMs += 1)))
    await plantCaseTree(subgraph.database)
  })
  beforeEach(() => setClock('2026-03-10T10:00:00+08:00'))
  afterAll(() => subgraph.close())

  const ask = async (query: string, variables: object, viewer: Viewer): Promise<unknown> => {
    const { data, errors } = await subgraph.ask({ query, variables: { ...variables }, viewer })
    return errors[0]?.extensions ?? Object.values(data as Record<string, unknown>)[0]
  }
  const read = (viewer: Viewer) => ask('mutation { readFeedback { state } }', {}, viewer)
  const object = (viewer: Viewer, words = reason) =>
    ask(`mutation($words: String!) { objectToConclusion(reason: $words) { ${fields} } }`, { words }, viewer)
  const decide = (id: string, objectionId: string, decision: string, viewer: Viewer = city) =>
    ask(
      `mutation($id: ID!, $objectionId: ID!, $decision: ObjectionDecision!, $why: String) {
        decideObjection(caseId: $id, objectionId: $objectionId, decision: $decision, reason: $why) { state } }`,
      { id, objectionId, decision, why: decision === 'DECLINED' ? why : null },
      viewer,
    )
  const conclude = (id: string, result: string, viewer: Viewer = city) =>
    ask(
      `mutation($id: ID!, $result: ReexaminationResult!, $why: String!) {
        concludeReexamination(caseId: $id, result: $result, reason: $why) { state conclusion outcome } }`,
      { id, result, why },
      viewer,
    )
  const shown = async (viewer: Extract<Viewer, { kind: 'REPORTER' }>, reportId = viewer.reportId) => {
    const answer = await readAnswer(subgraph, `objections { ${fields} }`, { reportId, viewer })
    return answer['objections'] as Shown[]
  }
  /** A concluded case whose reporters have read the feedback. */
  const answered = async (reporters = 1) => {
    const concluded = await concludedCase(subgraph, { reporters })
    const variables = { id: concluded.caseId, input: fourParts }
    await subgraph.ask({ query: sendFeedback, variables, viewer: verifier })
    for (const reporter of concluded.reporters) await read(reporter)
    return concluded
  }
  const raised = async () => {
    const { caseId, reporters } = await answered()
    const [reporter] = reporters
    await object(reporter!)
    return { caseId, reporter: reporter!, objectionId: (await shown(reporter!))[0]!.id }
  }

  it('is taken up to the last moment of the tenth day in China', async () => {
    const { reporters } = await answered()
    setClock('2026-03-20T23:59:59.990+08:00')
    expect(await object(reporters[0]!)).toMatchObject([{ state: 'RAISED', late: false, reason }])
    expect(await tablesThatHold(subgraph.database, reason)).toEqual([])
  })

  it('is declined as late on the eleventh, kept and told', async () => {
    const { caseId, reporters } = await answered()
    setClock('2026-03-21T00:00:00+08:00')
    expect(await object(reporters[0]!)).toMatchObject([
      { state: 'DECLINED', late: true, decision: 'DECLINED' },
    ])
    const told = await subgraph.eventsAbout(caseId)
    expect(told.at(-1)).toMatchObject({ name: 'ObjectionAnswered', payload: { decision: 'DECLINED' } })
    expect(await object(reporters[0]!)).toMatchObject({ code: 'CONFLICT' })
  })

  it('is raised once for each feedback, by who has read it, in words that can be read', async () => {
    const { caseId, reporters } = await concludedCase(subgraph)
    const [reporter] = reporters
    expect(await object(reporter!)).toMatchObject({ code: 'CONFLICT' })
    const variables = { id: caseId, input: fourParts }
    await subgraph.ask({ query: sendFeedback, variables, viewer: verifier })
    expect(await object(reporter!)).toMatchObject({ code: 'CONFLICT' })
    await read(reporter!)
    expect(await object(reporter!, ' ')).toMatchObject({ inputPath: 'reason' })
    expect(await object(reporter!)).toMatchObject([{ state: 'RAISED' }])
    expect(await object(reporter!)).toMatchObject({ code: 'CONFLICT' })
    const [due] = await subgraph.database.ask(
      `SELECT to_char(due_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day FROM "case".deadline
       WHERE case_id = $1 AND kind = 'REEXAMINATION'`,
      [caseId],
    )
    expect(due).toEqual({ day: '2026-04-09' })
  })

  it('is seen by who raised it and staff within reach, and by no other reporter', async () => {
    const { reporter } = await raised()
    expect(await shown({ kind: 'REPORTER', reportId: randomUUID() }, reporter.reportId)).toEqual([])
    const variables = { reportId: reporter.reportId, viewer: city }
    expect(await readAnswer(subgraph, `objections { ${fields} }`, variables)).toMatchObject({
      objections: [{ reason }],
    })
  })

  it('against a county is for its city alone: not the county, nor the province', async () => {
    const { caseId, objectionId } = await raised()
    for (const seat of ['410102', '410000'])
      expect([seat, await decide(caseId, objectionId, 'ADMITTED', staffOf(seat, 'LEADER'))]).toMatchObject([
        seat,
        { code: 'FORBIDDEN' },
      ])
    expect(await decide(caseId, objectionId, 'ADMITTED')).toEqual({ state: 'REEXAMINING' })
  })

  it('against a province is for the province, where only the ministry is above', async () => {
    await appendEvents(subgraph.database, ...ministryAbove('410000'))
    await soon(async () =>
      expect(
        await subgraph.database.ask(`SELECT FROM "case".authority_reach WHERE level = 'NATIONAL'`),
      ).toHaveLength(1),
    )
    const [placed] = await placeCases(subgraph.database, [
      { state: 'CONCLUDED', authorityOf: '410000', proceedings: [{ machine: 'OBJECTION', state: 'RAISED' }] },
    ])
    const { caseId, proceedingIds } = placed!
    expect(await decide(caseId, proceedingIds[0]!, 'ADMITTED', staffOf('000000', 'LEADER'))).toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(await decide(caseId, proceedingIds[0]!, 'ADMITTED', staffOf('410000', 'LEADER'))).toEqual({
      state: 'REEXAMINING',
    })
  })

  it('is not decided by the person who concluded, wherever that person works now', async () => {
    const { caseId, objectionId } = await raised()
    const moved = { ...city, subject: verifier.subject }
    expect(await decide(caseId, objectionId, 'ADMITTED', moved)).toMatchObject({ code: 'FORBIDDEN' })
    await decide(caseId, objectionId, 'ADMITTED')
    expect(await conclude(caseId, 'UPHELD', moved)).toMatchObject({ code: 'FORBIDDEN' })
  })

  it('may be declined with a reason, which the reporter reads', async () => {
    const { caseId, objectionId, reporter } = await raised()
    expect(await decide(caseId, objectionId, 'DECLINED')).toEqual({ state: 'CONCLUDED' })
    expect(await shown(reporter)).toMatchObject([{ state: 'DECLINED', late: false, answer: why }])
  })

  it('that does not convince leaves the conclusion as it was', async () => {
    const { caseId, objectionId, reporter } = await raised()
    await decide(caseId, objectionId, 'ADMITTED')
    expect(await conclude(caseId, 'REFUSAL_UPHELD')).toMatchObject({ inputPath: 'result' })
    expect(await conclude(caseId, 'UPHELD')).toEqual({
      state: 'CONCLUDED',
      conclusion: 'SUBSTANTIATED',
      outcome: 'VERIFIED',
    })
    expect(await shown(reporter)).toMatchObject([{ state: 'ANSWERED', decision: 'UPHELD', answer: why }])
  })

  it('that convinces opens the case again, and the new conclusion is told and may be objected to anew', async () => {
    const { caseId, objectionId, reporter } = await raised()
    await decide(caseId, objectionId, 'ADMITTED')
    expect(await conclude(caseId, 'REOPENED')).toEqual({
      state: 'VERIFYING',
      conclusion: null,
      outcome: null,
    })
    await concludeAgain(subgraph, caseId)
    const variables = { id: caseId, input: fourParts }
    await subgraph.ask({ query: sendFeedback, variables, viewer: verifier })
    expect(await read(reporter)).toMatchObject([{ state: 'SERVED' }, { state: 'SERVED' }])
    expect(await object(reporter)).toMatchObject([{ state: 'ANSWERED' }, { state: 'RAISED' }])
  })

  it('of one reporter does not take away the right of another, and all are answered together', async () => {
    const { caseId, reporters } = await answered(2)
    const [one, two] = reporters
    await object(one!)
    await decide(caseId, (await shown(one!))[0]!.id, 'ADMITTED')
    expect(await object(two!)).toMatchObject([{ state: 'RAISED' }])
    expect(await conclude(caseId, 'UPHELD')).toMatchObject({ code: 'CONFLICT' })
    await decide(caseId, (await shown(two!))[0]!.id, 'ADMITTED')
    expect(await conclude(caseId, 'UPHELD')).toMatchObject({ state: 'CONCLUDED' })
    for (const reporter of [one!, two!])
      expect(await shown(reporter)).toMatchObject([{ decision: 'UPHELD', answer: why }])
  })

  it('against a refusal that was wrong has the report accepted', async () => {
    const [placed] = await placeCases(subgraph.database, [
      { state: 'REFUSED', outcome: 'REFUSED', proceedings: [{ machine: 'FEEDBACK', state: 'SENT' }] },
    ])
    const { caseId, reportId } = placed!
    const reporter = { kind: 'REPORTER', reportId } as const
    await read(reporter)
    await object(reporter)
    await decide(caseId, (await shown(reporter))[0]!.id, 'ADMITTED')
    expect(await conclude(caseId, 'UPHELD')).toMatchObject({ inputPath: 'result' })
    expect(await conclude(caseId, 'REFUSAL_REVERSED')).toMatchObject({ state: 'ACCEPTED', outcome: null })
    const [stored] = await subgraph.database.ask('SELECT accepted_by FROM "case"."case" WHERE id = $1', [
      caseId,
    ])
    expect(stored).toEqual({ accepted_by: city.subject })
  })

  it('is listed for many cases in as many queries as for one', async () => {
    const ids = (await Promise.all([1, 2, 3].map(raised))).map(({ caseId: id }) => ({ id }))
    const during = async (keys: { id: string }[]) => {
      const queries = await subgraph.queries.during(() =>
        subgraph.entities('Case', keys, `objections { ${fields} }`, verifier),
      )
      return queries.filter((query) => !query.includes('audit_'))
    }
    expect(await during(ids)).toHaveLength((await during(ids.slice(0, 1))).length)
  })
})

/** The ministry, and under it a province that is known already. */
function ministryAbove(province: string) {
  const ministry = authorityBelow('000000', null)
  Object.assign(ministry.payload, { level: 'NATIONAL' })
  const below = authorityBelow(province, '000000')
  return [ministry, below]
}
