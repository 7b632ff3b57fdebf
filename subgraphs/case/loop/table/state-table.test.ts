import { describe, expect, it } from '@jest/globals'
import { staffRoles } from '../../../../platform/viewer/roles.js'
import { CaseState } from '../case-state.js'
import { openMoves, openVerbs, type Move, type Position } from '../moves.js'
import { missingForClosing, type Standstill } from './closing.js'
import { deadlineKinds, type DeadlineKind } from './deadline-kinds.js'
import { machineNames, machines, stateLabel, type Machine } from './machines.js'
import { ruleOf, verbs } from './state-table.js'

const states = Object.keys(CaseState) as (keyof typeof CaseState)[]
const at = (state: keyof typeof CaseState, ...proceedings: [Machine, string, string?][]): Position => ({
  state,
  proceedings: proceedings.map(([machine, its, reportId], index) => ({
    id: `${machine} ${String(index)}`,
    machine,
    state: its,
    reportId: reportId ?? null,
  })),
})
const movesOf = (verb: (typeof verbs)[number]): readonly Move[] => ruleOf(verb).moves

describe('the state table', () => {
  it.each(verbs)('%s can be taken by somebody', (verb) => {
    const { actor } = ruleOf(verb)
    if (actor.by !== 'STAFF') return
    const roles = Object.values(staffRoles).filter(({ may }) =>
      (may as readonly string[]).includes(actor.permission),
    )
    expect(roles.length).toBeGreaterThan(0)
  })

  it.each(verbs)('%s tells its ways apart by what is decided', (verb) => {
    for (const state of states)
      for (const machine of machineNames)
        for (const its of Object.keys(machines[machine].states)) {
          const decisions = openMoves(verb, at(state, [machine, its])).map(({ move }) => move.decision)
          expect(new Set(decisions).size).toBe(decisions.length)
        }
  })

  it.each(states)('from %s there is a way to the end', (from) => {
    const reached = new Set<string>([from])
    for (let before = 0; before !== reached.size;) {
      before = reached.size
      for (const verb of verbs)
        for (const { from: sources, to, whileCase, caseTo } of movesOf(verb)) {
          const start = whileCase ?? sources
          const end = whileCase === undefined ? to : caseTo
          if (end !== undefined && end !== 'SAME' && start.some((state) => reached.has(state)))
            reached.add(end)
        }
    }
    expect(reached).toContain('CLOSED')
  })

  it('leaves nothing to do in a case that is closed, but to read it', () => {
    const everything = machineNames.flatMap((machine) =>
      Object.keys(machines[machine].states).map((state): [Machine, string] => [machine, state]),
    )
    expect(openVerbs(at('CLOSED', ...everything))).toEqual([])
  })

  it('reaches every state of every machine, and a settled one from each', () => {
    for (const machine of machineNames) {
      const rules = verbs.map(ruleOf).filter((rule) => rule.machine === machine)
      const reached = new Set(rules.flatMap(({ moves }) => moves.map(({ to }) => to as string)))
      for (const { begins = [] } of verbs.flatMap(movesOf))
        for (const one of begins) if (one.machine === machine) reached.add(one.state)
      expect([machine, [...reached].sort()]).toEqual([machine, Object.keys(machines[machine].states).sort()])
    }
  })

  it('meets or cancels every term it opens, and opens every term there is', () => {
    const all = verbs.flatMap(movesOf)
    const opened = new Set<DeadlineKind>(all.flatMap(({ opens = [] }) => opens))
    const ended = new Set<DeadlineKind>(all.flatMap(({ meets = [], cancels = [] }) => [...meets, ...cancels]))
    const kinds = Object.keys(deadlineKinds).sort()
    expect([...opened].sort()).toEqual(kinds)
    expect([...ended].sort()).toEqual(kinds)
  })

  it('names a state it does not know as it stands', () => {
    expect(stateLabel('REWARD', 'PAID')).toEqual({ zh: '已发放', en: 'paid' })
    expect(stateLabel('REWARD', 'GONE')).toEqual({ zh: 'GONE', en: 'GONE' })
  })
})

describe('proceedings', () => {
  it('are begun while the case allows, once where once is enough', () => {
    expect(openMoves('requestExtension', at('VERIFYING'))).toMatchObject([{ begins: true }])
    expect(openMoves('requestExtension', at('VERIFYING', ['EXTENSION', 'DECLINED']))).toHaveLength(1)
    expect(openMoves('requestExtension', at('VERIFYING', ['EXTENSION', 'APPROVED']))).toEqual([])
    expect(openMoves('requestExtension', at('CONCLUDED'))).toEqual([])
    expect(openMoves('superviseCase', at('VERIFYING', ['SUPERVISION', 'ORDERED']))).toMatchObject([
      { begins: true },
    ])
  })

  it('of another report do not stand in the way of an objection', () => {
    const position = at('CONCLUDED', ['OBJECTION', 'RAISED', 'one'])
    expect(openMoves('objectToConclusion', position, { reportId: 'one' })).toEqual([])
    expect(openMoves('objectToConclusion', position, { reportId: 'two' })).toMatchObject([
      { begins: true, move: { decision: 'LATE' } },
      { begins: true, move: { decision: 'IN_TIME' } },
    ])
  })

  it('are moved by name where one is named', () => {
    const position = at('VERIFYING', ['SUPERVISION', 'ORDERED'], ['SUPERVISION', 'REPLIED'])
    const urged = (proceedingId?: string) =>
      openMoves('urgeSupervision', position, { proceedingId: proceedingId ?? null }).flatMap(
        (one) => one.proceedingIds,
      )
    expect(urged()).toEqual(['SUPERVISION 0', 'SUPERVISION 1'])
    expect(urged('SUPERVISION 1')).toEqual(['SUPERVISION 1'])
    expect(openMoves('releaseSupervision', position, { proceedingId: 'SUPERVISION 0' })).toEqual([])
  })
})

describe('closing', () => {
  const verified: Standstill = {
    outcome: 'VERIFIED',
    proceedings: [
      { machine: 'FEEDBACK', state: 'SERVED', reportId: 'one' },
      { machine: 'REWARD', state: 'PAID', reportId: null },
    ],
    reportIds: ['one'],
    openDeadlines: [],
    otherCaseClosed: false,
  }
  const missing = (change: Partial<Standstill>) =>
    missingForClosing({ ...verified, ...change }).map(({ code }) => code)

  it('is free when what the outcome requires is done', () => {
    expect(missing({})).toEqual([])
  })

  it.each<[string, Partial<Standstill>, string[]]>([
    ['a report without feedback', { reportIds: ['one', 'two'] }, ['FEEDBACK']],
    ['no reward decided', { proceedings: verified.proceedings.slice(0, 1) }, ['REWARD']],
    ['time left to object', { openDeadlines: ['OBJECTION'] }, ['OBJECTION_PERIOD']],
    ['nothing done for a conclusion of untrue', { outcome: 'UNFOUNDED', proceedings: [] }, ['FEEDBACK']],
    ['a refusal nobody was served', { outcome: 'REFUSED', proceedings: [] }, ['FEEDBACK']],
    ['the other case under way', { outcome: 'MERGED', proceedings: [] }, ['OTHER_CASE']],
  ])('names %s', (_what, change, codes) => {
    expect(missing(change)).toEqual(codes)
  })

  it.each(machineNames.filter((machine) => machine !== 'FEEDBACK' && machine !== 'REWARD'))(
    'is held up by %s that is open',
    (machine) => {
      const [state = ''] = Object.keys(machines[machine].states)
      const open = { machine, state, reportId: null }
      expect(missing({ proceedings: [...verified.proceedings, open] })).toEqual([machine])
    },
  )

  it('asks nothing of a case that was withdrawn', () => {
    expect(missing({ outcome: 'WITHDRAWN', proceedings: [], reportIds: [] })).toEqual([])
  })
})
