import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import type { CaseContext } from '../context.js'
import {
  addDeadlineRule,
  calendarYears,
  deadlineRules,
  importCalendarYear,
} from './deadline-rules.service.js'
import { CalendarYearEntry, DeadlineRule, DeadlineRuleInput } from './deadline-rules.type.js'

@Resolver()
export class DeadlineRulesResolver {
  @Query(() => [DeadlineRule], { description: '期限规则，工作人员可见。Rules of deadlines, for staff.' })
  deadlineRules(@Ctx() context: CaseContext): Promise<DeadlineRule[]> {
    return deadlineRules(context)
  }

  @Mutation(() => DeadlineRule, {
    description: '新增期限规则，已起算的期限不变。Adds a rule; terms that have begun keep theirs.',
  })
  addDeadlineRule(
    @Arg('input', () => DeadlineRuleInput, { description: '规则。The rule.' }) input: DeadlineRuleInput,
    @Ctx() context: CaseContext,
  ): Promise<DeadlineRule> {
    return addDeadlineRule(context, input)
  }

  @Query(() => [CalendarYearEntry], { description: '已导入的节假日安排。Years of the calendar, for staff.' })
  calendarYears(@Ctx() context: CaseContext): Promise<CalendarYearEntry[]> {
    return calendarYears(context)
  }

  @Mutation(() => CalendarYearEntry, {
    description:
      '导入国务院办公厅公布的一年节假日安排，暂定期限重新计算。Takes a year as published; provisional deadlines are reckoned anew.',
  })
  importCalendarYear(
    @Arg('year', () => Int, { description: '年份。The year.' }) year: number,
    @Arg('holidays', () => [String], {
      description: '放假的工作日，如 2027-01-01。Weekdays that are off.',
    })
    holidays: string[],
    @Arg('workdays', () => [String], {
      description: '调休上班的周末。Weekend days that are worked.',
    })
    workdays: string[],
    @Arg('source', () => String, { description: '文号。The document.' }) source: string,
    @Ctx() context: CaseContext,
  ): Promise<CalendarYearEntry> {
    return importCalendarYear(context, { year, holidays, workdays, source })
  }
}
