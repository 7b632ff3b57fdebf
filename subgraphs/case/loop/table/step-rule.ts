import type { Permission } from '../../../../platform/viewer/roles.js'
import type { PublicProgress } from '../../../shared/dictionary/progress.js'
import type { EventName } from '../../../shared/events/catalogue.js'
import type { CaseOutcome } from '../../../shared/dictionary/loop.js'
import type { CaseState } from '../case-state.js'
import type { DeadlineKind } from './deadline-kinds.js'
import type { Label, Machine, StateOf } from './machines.js'

export type CaseStateName = keyof typeof CaseState

/**
 * How a member of staff stands to a case: WITHIN its reach; HANDLING it or co-handling; LEADING it, which who helps
 * does not; ABOVE the authority that handles it; in its LINE, which is leading or above; REVIEWER, which is the next
 * level above that the matter is not about, or the authority itself where nobody is above it; REEXAMINER, which is that,
 * but the authority itself where the next level is the ministry.
 */
export type Standing = 'WITHIN' | 'HANDLING' | 'LEADING' | 'ABOVE' | 'LINE' | 'REVIEWER' | 'REEXAMINER'

/** Who takes a step: staff with a permission, the reporter through the receipt, or the platform itself. */
export type ActorRule =
  | {
      by: 'STAFF'
      permission: Permission
      standing: Standing
      /** Whoever took one of these in the same proceeding, or the same case, may not take this. */
      anotherThan?: readonly string[]
    }
  | { by: 'REPORTER' }
  | { by: 'SYSTEM' }

/** What a move does besides moving. */
type Effects = {
  /** What the service decided, where a step may end in several ways. */
  decision?: string
  event: EventName | null
  /** What the citizen sees from then on. */
  progress: keyof typeof PublicProgress | null
  outcome?: keyof typeof CaseOutcome | null
  begins?: readonly Beginning[]
  opens?: readonly DeadlineKind[]
  meets?: readonly DeadlineKind[]
  cancels?: readonly DeadlineKind[]
}

/** A proceeding that a step begins: one for the case, or one for each report of these reporters not withdrawn. */
export type Beginning = {
  [M in Machine]: { machine: M; state: StateOf<M>; for: 'CASE' | 'EVERY_REPORT' | 'REPORTS_OF_EMPLOYEES' }
}[Machine]

/** A move of the case itself. */
export type CaseMove = Effects & { from: readonly CaseStateName[]; to: CaseStateName | 'SAME' }

/** A move of a proceeding, while the case is in one of these states; it may move the case too. */
export type ProceedingMove<M extends Machine> = Effects & {
  from: readonly (StateOf<M> | 'NONE')[]
  to: StateOf<M>
  whileCase: readonly CaseStateName[]
  caseTo?: CaseStateName
}

type Common = {
  label: Label
  actor: ActorRule
  /** What must be brought: for people and the page in docs/; services ask for it. */
  needs: readonly Label[]
}

export type CaseStepRule = Common & { machine: 'CASE'; moves: readonly CaseMove[] }

export type ProceedingStepRule = {
  [M in Machine]: Common & {
    machine: M
    moves: readonly ProceedingMove<M>[]
    /** States of another of its kind (of the same report) that stand in the way of beginning one. */
    unless?: readonly StateOf<M>[]
    /** Moves all that are in one of its states, unless one is named. */
    all?: true
  }
}[Machine]

export type StepRule = CaseStepRule | ProceedingStepRule
