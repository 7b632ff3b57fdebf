import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { deadlineKinds } from '../loop/table/deadline-kinds.js'
import type { RuleKind } from './deadline-rule.entity.js'

export const DeadlineRuleKind = Object.fromEntries(
  [...Object.keys(deadlineKinds), 'EXTENSION'].map((kind) => [kind, kind]),
) as { [K in RuleKind]: K }

registerEnumType(DeadlineRuleKind, {
  name: 'DeadlineRuleKind',
  description: '有规定天数的事项。What a rule gives days for.',
  valuesConfig: {
    ...Object.fromEntries(
      Object.entries(deadlineKinds).map(([kind, { label }]) => [
        kind,
        { description: `${label.zh}。To ${label.en}.` },
      ]),
    ),
    EXTENSION: { description: '延期的上限。The most an extension may give.' },
  },
})

export enum DayUnit {
  NATURAL = 'NATURAL',
  WORKING = 'WORKING',
}

registerEnumType(DayUnit, {
  name: 'DayUnit',
  description: '日的种类。What counts as a day.',
  valuesConfig: {
    NATURAL: { description: '自然日。Every day.' },
    WORKING: { description: '工作日。Days worked by the official calendar.' },
  },
})

@InputType({ description: '新的期限规则。A rule to be added; earlier ones stay for what began under them.' })
export class DeadlineRuleInput {
  @Field(() => DeadlineRuleKind, { description: '事项。What it gives days for.' })
  kind!: RuleKind

  @Field(() => ID, { description: '适用地区及其下级。The region it holds for, with everything below.' })
  regionCode!: string

  @Field(() => String, {
    description: '施行日期，如 2026-07-01，不早于今天。The first day, not before today.',
  })
  effectiveFrom!: string

  @Field(() => Int, { description: '天数。Days.' })
  days!: number

  @Field(() => DayUnit, { description: '自然日或工作日。Natural or working days.' })
  unit!: 'NATURAL' | 'WORKING'

  @Field(() => Boolean, {
    defaultValue: false,
    description: '末日为节假日的顺延。Ends on the next working day where the last is a holiday.',
  })
  rollsOver!: boolean

  @Field(() => Int, {
    defaultValue: 0,
    description: '提前几天提醒，0 为不提醒。Days before on which to remind.',
  })
  remindDaysBefore!: number

  @Field(() => String, { description: '依据的文件和条款。The text it rests on.' })
  legalReference!: string
}

@ObjectType({ description: '期限规则。How long a term is, where and since when.' })
export class DeadlineRule {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => DeadlineRuleKind, { description: '事项。What it gives days for.' })
  kind!: RuleKind

  @Field(() => ID, { description: '适用地区。The region.' })
  regionCode!: string

  @Field(() => String, { description: '施行日期。The first day.' })
  effectiveFrom!: string

  @Field(() => Int, { description: '天数。Days.' })
  days!: number

  @Field(() => DayUnit, { description: '自然日或工作日。Natural or working days.' })
  unit!: 'NATURAL' | 'WORKING'

  @Field(() => Boolean, { description: '末日为节假日的顺延。Rolls over a holiday.' })
  rollsOver!: boolean

  @Field(() => Int, { description: '提前几天提醒。Days before on which somebody is reminded.' })
  remindDaysBefore!: number

  @Field(() => String, { description: '依据。Legal reference.' })
  legalReference!: string

  @Field(() => Boolean, {
    description: '已核对原文；否则为待确认的默认值。The text was read; if not, a default to be confirmed.',
  })
  confirmed!: boolean
}

@ObjectType({ description: '一年的节假日安排。A year of the official calendar.' })
export class CalendarYearEntry {
  @Field(() => Int, { description: '年份。The year.' })
  year!: number

  @Field(() => [String], { description: '放假的工作日（周一至周五）。Weekdays that are off.' })
  holidays!: string[]

  @Field(() => [String], { description: '调休上班的周末。Weekend days that are worked.' })
  workdays!: string[]

  @Field(() => String, { description: '来源。Where it was published.' })
  source!: string
}
