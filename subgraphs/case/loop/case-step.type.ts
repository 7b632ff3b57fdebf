import { Field, ID, ObjectType } from 'type-graphql'
import type { Language } from '../../../platform/language.js'
import { caseStateLabels, type CaseState } from './case-state.js'
import type { StoredCaseStep } from './case-step.entity.js'
import { stateLabel, type Label } from './table/machines.js'
import { isVerb, ruleOf, type Verb } from './table/state-table.js'

@ObjectType({ description: '现在可以办理的一步。A step the viewer may take now.' })
export class CaseStep {
  @Field(() => String, { description: '对应的操作名称，如 acceptReport。Name of the mutation.' })
  mutation!: string

  @Field(() => String, { description: '名称，按请求语言。Its name in the language of the request.' })
  label!: string
}

@ObjectType({ description: '案件办理过程中的一步。A step that was taken.' })
export class CaseHistoryEntry {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => String, { description: '操作名称，如 acceptReport。Name of the step.' })
  step!: string

  @Field(() => String, { description: '名称，按请求语言。Its name in the language of the request.' })
  label!: string

  @Field(() => String, {
    nullable: true,
    description: '所作的决定，封闭代码。What was decided, a closed code.',
  })
  decision!: string | null

  @Field(() => String, {
    description: '之前的状态，按请求语言。The state before, in the language of the request.',
  })
  from!: string

  @Field(() => String, { description: '之后的状态，按请求语言。The state after.' })
  to!: string

  @Field(() => String, {
    nullable: true,
    description:
      '办理人员；举报人或系统办理的为空。Who of the staff; null for the reporter and the platform.',
  })
  by!: string | null

  @Field(() => Date, { description: '时间。When.' })
  at!: Date
}

export function toCaseStep(verb: Verb, language: Language): CaseStep {
  return { mutation: verb, label: ruleOf(verb).label[language] }
}

export function toHistoryEntry(taken: StoredCaseStep, language: Language): CaseHistoryEntry {
  const { id, verb, decision, fromState, toState, subject, at } = taken
  const label = isVerb(verb) ? ruleOf(verb).label[language] : verb
  const words = (state: string) => wordsOf(verb, state)[language]
  const from = words(fromState)
  return {
    id,
    step: verb,
    label,
    decision: decision ?? null,
    from,
    to: words(toState),
    by: subject ?? null,
    at,
  }
}

function wordsOf(verb: Verb, state: string): Label {
  if (state === 'NONE') return { zh: '无', en: 'none' }
  const { machine } = ruleOf(verb)
  // A step that moves several proceedings at once is told by the state of the case.
  return machine === 'CASE' || isCaseState(state) ? labelOfCase(state) : stateLabel(machine, state)
}

function labelOfCase(state: string): Label {
  return isCaseState(state) ? caseStateLabels[state] : { zh: state, en: state }
}

function isCaseState(state: string): state is CaseState {
  return Object.hasOwn(caseStateLabels, state)
}
