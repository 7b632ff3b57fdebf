import { CaseState } from '../loop/case-state.js'

/** What of a case decides whether another goes into it. */
export type Mergeable = {
  id: string
  state: CaseState
  openedAt: Date
  acceptedAt?: Date | null | undefined
  excludedAuthorityIds: readonly string[]
}

type Problem = { inputPath: string; zh: string; en: string }

/** A case that others may still go into, or come out of: there is no conclusion yet. */
export const undecided: readonly CaseState[] = [
  CaseState.SCREENING,
  CaseState.SUPPLEMENT_REQUESTED,
  CaseState.ACCEPTED,
  CaseState.ASSIGNED,
  CaseState.VERIFYING,
]

/** Whose reporter was first: what was accepted comes before what was not, then the earlier one. */
export function isEarlier(one: Mergeable, other: Mergeable): boolean {
  const [a, b] = [one.acceptedAt?.getTime(), other.acceptedAt?.getTime()]
  if (a !== undefined && b !== undefined && a !== b) return a < b
  if ((a === undefined) !== (b === undefined)) return a !== undefined
  const [first, second] = [one.openedAt.getTime(), other.openedAt.getTime()]
  return first === second ? one.id < other.id : first < second
}

/**
 * What stands in the way of merging a case into another. The later goes into the earlier, so that there can be no
 * circle and the first reporter is kept; nobody comes to see what is about them.
 */
export function mergeProblem(one: Mergeable, into: Mergeable): Problem | undefined {
  if (into.id === one.id) return to('不能并入案件自身。', 'A case does not go into itself.')
  if (into.state === CaseState.MERGED)
    return to('该案件已并入其他案件，请并入那个案件。', 'That case was merged itself: merge into the other.')
  if (!undecided.includes(into.state))
    return to('该案件已有结果，不能再并入。', 'That case has come out already.')
  if (!isEarlier(into, one))
    return to('应将在后的案件并入受理或立案在先的案件。', 'The later case goes into the earlier one.')
  const kept = one.excludedAuthorityIds.every((id) => into.excludedAuthorityIds.includes(id))
  if (!kept)
    return to(
      '该案件没有回避本案所涉及的机关，不能并案。',
      'That case is not hidden from the authority this one is about.',
    )
  return undefined
}

function to(zh: string, en: string): Problem {
  return { inputPath: 'intoCaseId', zh, en }
}

export type MergeDecision = 'INTO_UNDECIDED' | 'INTO_ACCEPTED' | 'INTO_VERIFYING'

/** What the reporter of a merged case sees from then on: where the other one stands. */
export function decisionFor(state: CaseState): MergeDecision {
  if (state === CaseState.VERIFYING) return 'INTO_VERIFYING'
  const accepted = state === CaseState.ACCEPTED || state === CaseState.ASSIGNED
  return accepted ? 'INTO_ACCEPTED' : 'INTO_UNDECIDED'
}
