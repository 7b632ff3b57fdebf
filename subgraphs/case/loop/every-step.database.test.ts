import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { rolesMay, staffRoles, type StaffRole } from '../../../platform/viewer/roles.js'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree, seats } from '../../../test/support/case-tree.js'
import { everyPosition } from '../../../test/support/every-position.js'
import { placeCases, type Placed, type PlacedCase } from '../../../test/support/placed-cases.js'
import { staffOf } from '../../../test/support/staff.js'
import { eventCatalogue } from '../../shared/events/catalogue.js'
import { stepAction } from '../audit-actions.js'
import { openMoves, type Move, type Position } from './moves.js'
import { machines, type Machine } from './table/machines.js'
import { ruleOf, verbs, type Verb } from './table/state-table.js'
import type { Standing } from './table/step-rule.js'
import { takeStep, type StepResult } from './take-step.js'

const roles = Object.keys(staffRoles) as StaffRole[]
const mayFrom: Readonly<Record<Standing, readonly string[]>> = {
  WITHIN: ['410102', '410100', '410000'],
  HANDLING: ['410102'],
  LEADING: ['410102'],
  ABOVE: ['410100', '410000'],
  LINE: ['410102', '410100', '410000'],
  REVIEWER: ['410100'],
  REEXAMINER: ['410100'],
}

/** Facts that fit every event, so that any step can be taken as the engine sees it. */
const facts = {
  ground: 'UNCLEAR',
  subKind: 'FACTS',
  departmentCode: 'HOUSING',
  intoCaseId: randomUUID(),
  intoAuthorityId: randomUUID(),
  intoRegionCode: '410102',
  fromCaseId: randomUUID(),
  mode: 'OWN',
  fromRegionCode: '410102',
  fromRegionPath: ['000000'],
  days: 30,
  conclusion: 'SUBSTANTIATED',
  accidentLevel: null,
  deaths: 0,
  orderId: randomUUID(),
  byAuthorityId: randomUUID(),
  how: 'READ',
  decision: 'UPHELD',
  eligible: true,
  amountFen: '1000000',
  outcome: 'VERIFIED',
  acceptedAt: '2026-03-01T08:00:00.000Z',
}

describe('every step from every state by every role', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph()
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const take = async (verb: Verb, viewer: Viewer, placed: Placed, decision?: string): Promise<string> => {
    const desk = { em: subgraph.orm.em.fork(), viewer, clock: () => new Date() }
    const reportId = machineOf(verb) !== 'CASE' && isPerReport(verb) ? placed.reportId : null
    try {
      await takeStep(desk, { verb, caseId: placed.caseId, reportId }, ({ reports }) => {
        const result = {
          facts: { ...facts, reportId: reports[0]?.reportId },
          ...(decision ? { decision } : {}),
        }
        return result as unknown as StepResult<Verb>
      })
      return 'OK'
    } catch (error) {
      if (!(error instanceof AndonError)) throw error
      return `${error.code}${'allowed' in error.details ? ' named' : ''}`
    }
  }

  it.each(verbs)('%s', async (verb) => {
    for (const position of everyPosition(verb)) {
      const open = openMoves(verb, toPosition(position))
      const tries = triesOf(verb, open.length > 0 ? seats : standing(verb))
      // Who is refused changes nothing: a case of its own is for those who may.
      const isTaken = ({ expected }: Try) => expected === 'may' && open.length > 0
      const [shared, ...own] = await placeCases(subgraph.database, [
        position,
        ...tries.filter(isTaken).map(() => position),
      ])
      const placed = tries.map((one) => (isTaken(one) ? own.pop()! : shared!))
      const outcomes = await inTurns(tries, ({ viewer }, index) =>
        take(verb, viewer(placed[index]!), placed[index]!, open[0]?.move.decision),
      )
      const wanted = tries.map(({ expected }) =>
        expected !== 'may' ? expected : open.length > 0 ? 'OK' : 'CONFLICT named',
      )
      expect([position, ...outcomes]).toEqual([position, ...wanted])
    }
    await forget(subgraph)
  })

  it.each(verbs.flatMap((verb) => movesOf(verb).map((move) => [verb, move] as const)))(
    '%s goes where the table says: %j',
    async (verb, move) => {
      if (ruleOf(verb).actor.by === 'SYSTEM') return
      const from = startOf(verb, move)
      const [placed] = await placeCases(subgraph.database, [from])
      const viewer = triesOf(verb)
        .find(({ expected }) => expected === 'may')!
        .viewer(placed!)
      expect(await take(verb, viewer, placed!, move.decision)).toBe('OK')
      const [stored] = await subgraph.database.ask(
        'SELECT state, outcome, version FROM "case"."case" WHERE id = $1',
        [placed!.caseId],
      )
      const state =
        (machineOf(verb) === 'CASE' ? (move.to === 'SAME' ? from.state : move.to) : move.caseTo) ?? from.state
      expect(stored).toMatchObject({ state, version: 2 })
      if (move.outcome !== undefined) expect(stored).toMatchObject({ outcome: move.outcome })
      const audited = await subgraph.database.ask(
        'SELECT action FROM "case".audit_entry JOIN "case".audit_link ON entry_id = id WHERE thing_id = $1',
        [placed!.caseId],
      )
      expect(audited).toEqual([{ action: stepAction(verb) }])
      const steps = await subgraph.database.ask(
        'SELECT verb, version FROM "case".case_step WHERE case_id = $1',
        [placed!.caseId],
      )
      expect(steps).toEqual([{ verb, version: 1 }])
      const told = await subgraph.eventsAbout(placed!.caseId)
      expect(told.map(({ name }) => name)).toEqual(move.event === null ? [] : [move.event])
      for (const { name, payload } of told) {
        expect(payload['progress']).toBe(move.progress)
        eventCatalogue[name as keyof typeof eventCatalogue].payload.parse(payload)
      }
    },
  )
})

type Try = { viewer: (placed: Placed) => Viewer; expected: string }

/** Where there is nothing to be done, the seat decides nothing: each role tries from one that stands to the case. */
function standing(verb: Verb): readonly string[] {
  const { actor } = ruleOf(verb)
  return actor.by === 'STAFF' ? mayFrom[actor.standing].slice(0, 1) : seats.slice(0, 1)
}

/** Everybody who could try: each role in each seat, the reporter, another reporter, a stranger. */
function triesOf(verb: Verb, from: readonly string[] = seats): Try[] {
  const { actor } = ruleOf(verb)
  const others: Try[] = [{ viewer: () => anonymous, expected: 'UNAUTHENTICATED' }]
  const isReporters = actor.by === 'REPORTER'
  others.push(
    {
      viewer: ({ reportId }) => ({ kind: 'REPORTER', reportId }),
      expected: isReporters ? 'may' : 'FORBIDDEN',
    },
    {
      viewer: () => ({ kind: 'REPORTER', reportId: randomUUID() }),
      expected: isReporters ? 'NOT_FOUND' : 'FORBIDDEN',
    },
  )
  const staff = roles.flatMap((role) => {
    const may = actor.by === 'STAFF' && rolesMay([role], actor.permission)
    return (may ? from : from.slice(0, 1)).map((seat): Try => {
      const stands = actor.by === 'STAFF' && mayFrom[actor.standing].includes(seat)
      const expected = !may ? 'FORBIDDEN' : seat === '410300' ? 'NOT_FOUND' : stands ? 'may' : 'FORBIDDEN'
      return { viewer: () => staffOf(seat, role), expected }
    })
  })
  return [...others, ...staff]
}

function machineOf(verb: Verb): Machine | 'CASE' {
  return ruleOf(verb).machine
}

function isPerReport(verb: Verb): boolean {
  const machine = machineOf(verb)
  return machine !== 'CASE' && machines[machine].per === 'REPORT'
}

function movesOf(verb: Verb): readonly Move[] {
  return ruleOf(verb).moves
}

function startOf(verb: Verb, move: Move): PlacedCase {
  const machine = machineOf(verb)
  const [from = ''] = move.from
  if (machine === 'CASE') return { state: from }
  const [state = ''] = move.whileCase ?? []
  return from === 'NONE' ? { state } : { state, proceedings: [{ machine, state: from }] }
}

function toPosition({ state, proceedings = [] }: PlacedCase): Position {
  return {
    state: state as Position['state'],
    proceedings: proceedings.map((one) => ({
      id: randomUUID(),
      machine: one.machine as Machine,
      state: one.state,
      reportId: null,
    })),
  }
}

/** A few at a time, as many as the pool has connections. */
async function inTurns<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (let from = 0; from < items.length; from += 10)
    results.push(
      ...(await Promise.all(items.slice(from, from + 10).map((item, index) => work(item, from + index)))),
    )
  return results
}

/** Keeps the tables small, so that the thousandth try is as quick as the first. */
async function forget({ database }: CaseSubgraph): Promise<void> {
  await database.ask('TRUNCATE "case"."case" CASCADE')
}
