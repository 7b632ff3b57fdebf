import { ruleOf, verbs, type Verb } from './table/state-table.js'
import type { CaseMove, CaseStateName, ProceedingStepRule, StepRule } from './table/step-rule.js'
import type { Machine } from './table/machines.js'

/** Where a case and what runs beside it stand. */
export type Position = {
  state: CaseStateName
  proceedings: readonly { id: string; machine: Machine; state: string; reportId: string | null }[]
}

/** Which of its proceedings a step is about, where it says so. */
export type Aim = { proceedingId?: string | null; reportId?: string | null }

/** A move in its general form. */
export type Move = Omit<CaseMove, 'from' | 'to'> & {
  from: readonly string[]
  to: string
  whileCase?: readonly CaseStateName[]
  caseTo?: CaseStateName
}

/** A move that is open, and the proceedings it would move; none where it moves the case or begins one. */
export type OpenMove = { move: Move; proceedingIds: readonly string[]; begins: boolean }

/** The moves of a step that are open in this position, before anything is decided. */
export function openMoves(verb: Verb, position: Position, aim: Aim = {}): OpenMove[] {
  const rule: StepRule = ruleOf(verb)
  if (rule.machine === 'CASE') {
    const moves = rule.moves.filter(({ from }) => from.includes(position.state))
    return moves.map((move) => ({ move, proceedingIds: [], begins: false }))
  }
  const candidates = position.proceedings.filter(
    ({ id, machine, reportId }) =>
      machine === rule.machine &&
      (aim.proceedingId == null || id === aim.proceedingId) &&
      (aim.reportId == null || reportId === aim.reportId),
  )
  const moves: readonly Move[] = rule.moves
  return moves.flatMap((move): OpenMove[] => {
    if (!move.whileCase?.includes(position.state)) return []
    const moved = candidates.filter(({ state }) => move.from.includes(state)).map(({ id }) => id)
    const mayBegin = move.from.includes('NONE') && aim.proceedingId == null && !isBarred(rule, candidates)
    if (moved.length > 0) return [{ move, proceedingIds: moved, begins: false }]
    return mayBegin ? [{ move, proceedingIds: [], begins: true }] : []
  })
}

function isBarred({ unless = [] }: ProceedingStepRule, candidates: readonly { state: string }[]): boolean {
  const states: readonly string[] = unless
  return candidates.some(({ state }) => states.includes(state))
}

/** The steps that are open in this position, whoever may take them. */
export function openVerbs(position: Position): Verb[] {
  return verbs.filter((verb) => openMoves(verb, position).length > 0)
}
