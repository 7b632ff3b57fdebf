import type { EventName } from '../../../shared/events/catalogue.js'
import { answerSteps } from './answer-steps.js'
import { assignmentSteps } from './assignment-steps.js'
import { closingSteps } from './closing.js'
import { rewardSteps } from './reward-steps.js'
import { screeningSteps } from './screening-steps.js'
import type { StepRule } from './step-rule.js'
import { supervisionSteps } from './supervision-steps.js'
import { verificationSteps } from './verification-steps.js'

/**
 * Every step there is, who may take it, from where to where, what it needs and what the citizen sees. What does not
 * stand here is a CONFLICT. docs/case-states.md is this table in words; tests try it cell by cell.
 */
export const stateTable = {
  ...screeningSteps,
  ...assignmentSteps,
  ...verificationSteps,
  ...supervisionSteps,
  ...answerSteps,
  ...rewardSteps,
  ...closingSteps,
} as const satisfies Record<string, StepRule>

/** The name of a step is the name of its mutation. */
export type Verb = keyof typeof stateTable

export const verbs = Object.keys(stateTable) as Verb[]

/** The rule of a step in its general form. */
export function ruleOf(verb: Verb): StepRule {
  return stateTable[verb]
}

export function isVerb(name: string): name is Verb {
  return Object.hasOwn(stateTable, name)
}

type MoveOf<V extends Verb> = (typeof stateTable)[V]['moves'][number]
export type EventOf<V extends Verb> = Extract<MoveOf<V>['event'], EventName>
export type DecisionOf<V extends Verb> = Extract<MoveOf<V>, { decision: string }>['decision']
