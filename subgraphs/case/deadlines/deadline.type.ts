import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { Language } from '../../../platform/language.js'
import { createConnectionType } from '../../shared/connection/connection.js'
import { deadlineKinds, type DeadlineKind as Kind } from '../loop/table/deadline-kinds.js'
import type { StoredDeadlineRule } from './deadline-rule.entity.js'
import type { StoredDeadline } from './deadline.entity.js'

/** The kinds of the table, as the graph names them. */
export const DeadlineKind = Object.fromEntries(Object.keys(deadlineKinds).map((kind) => [kind, kind])) as {
  [K in Kind]: K
}

registerEnumType(DeadlineKind, {
  name: 'DeadlineKind',
  description: '期限种类。What has to be done in time.',
  valuesConfig: Object.fromEntries(
    Object.entries(deadlineKinds).map(([kind, { label }]) => [
      kind,
      { description: `${label.zh}。${label.en.charAt(0).toUpperCase()}${label.en.slice(1)}.` },
    ]),
  ),
})

export enum DeadlineState {
  RUNNING = 'RUNNING',
  OVERDUE = 'OVERDUE',
  MET = 'MET',
  CANCELLED = 'CANCELLED',
  LAPSED = 'LAPSED',
}

registerEnumType(DeadlineState, {
  name: 'DeadlineState',
  description: '期限状态。Where a deadline stands.',
  valuesConfig: {
    RUNNING: { description: '进行中。It runs.' },
    OVERDUE: { description: '已逾期。It was missed and the step is still open.' },
    MET: { description: '已完成。The step was taken.' },
    CANCELLED: { description: '已终止。The step is not due any more.' },
    LAPSED: { description: '期满。A term of the reporter that came to its end.' },
  },
})

@ObjectType({ description: '期限。A deadline of a case.' })
export class Deadline {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => DeadlineKind, { description: '种类。What has to be done.' })
  kind!: Kind

  @Field(() => String, { description: '名称，按请求语言。Its name in the language of the request.' })
  label!: string

  @Field(() => DeadlineState, { description: '状态。Where it stands.' })
  state!: DeadlineState

  @Field(() => Date, { description: '起算时间。When it began.' })
  startedAt!: Date

  @Field(() => Date, { description: '届满时间。Its last moment.' })
  dueAt!: Date

  @Field(() => Int, { description: '规则所定天数。Days the rule gives.' })
  days!: number

  @Field(() => Boolean, { description: '由办理人指定日期。The day was set, not reckoned.' })
  given!: boolean

  @Field(() => Boolean, {
    description:
      '暂定：超出已公布的节假日安排，公布后重新计算。Beyond the published calendar; reckoned anew.',
  })
  provisional!: boolean

  @Field(() => String, { description: '依据。Legal reference.' })
  legalReference!: string

  @Field(() => Date, { nullable: true, description: '提醒时间。When somebody was reminded.' })
  remindedAt!: Date | null

  @Field(() => Date, { nullable: true, description: '上报时间。When those above were told it was missed.' })
  escalatedAt!: Date | null

  caseId!: string
}

export const DeadlineConnection = createConnectionType('Deadline', () => Deadline)

export function toDeadlineType(
  stored: StoredDeadline,
  rule: StoredDeadlineRule,
  { now, language }: { now: Date; language: Language },
): Deadline {
  const { id, kind, startedAt, dueAt, given, provisional, caseId } = stored
  return {
    id,
    kind,
    label: deadlineKinds[kind].label[language],
    state: stateOf(stored, now),
    startedAt,
    dueAt,
    days: rule.days,
    given,
    provisional,
    legalReference: rule.legalReference,
    remindedAt: stored.remindedAt ?? null,
    escalatedAt: stored.escalatedAt ?? null,
    caseId,
  }
}

function stateOf({ metAt, cancelledAt, lapsedAt, dueAt }: StoredDeadline, now: Date): DeadlineState {
  if (metAt) return DeadlineState.MET
  if (cancelledAt) return DeadlineState.CANCELLED
  if (lapsedAt) return DeadlineState.LAPSED
  return dueAt < now ? DeadlineState.OVERDUE : DeadlineState.RUNNING
}
