import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { Deadline, DeadlineConnection } from './deadline.type.js'
import { deadlinesDue } from './due.service.js'

@Resolver(() => Case)
export class DeadlinesOfCaseResolver {
  @FieldResolver(() => [Deadline], { description: '期限，先到期的在前。Deadlines, the next one first.' })
  deadlines(@Root() { id }: Case, @Ctx() { deadlines }: CaseContext): Promise<Deadline[]> {
    return deadlines.load(id)
  }
}

@Resolver(() => Deadline)
export class DeadlineResolver {
  @Query(() => DeadlineConnection, {
    description:
      '管辖范围内若干天内到期和已逾期的期限，最急的在前。What is due within so many days, or overdue, within reach; most urgent first.',
  })
  deadlinesDue(
    @Arg('withinDays', () => Int, { description: '天数，0 为今天。Days; 0 is today.' }) withinDays: number,
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: '上一页末条的游标。Cursor of the page before.',
    })
    after: string | null,
    @Ctx() context: CaseContext,
  ): Promise<Connection<Deadline>> {
    return deadlinesDue(context, { withinDays, first, after })
  }

  @FieldResolver(() => Case, { nullable: true, description: '案件。The case.' })
  case(@Root() { caseId }: Deadline, @Ctx() { loaders }: CaseContext): Promise<Case | null> {
    return loaders.cases.load(caseId)
  }
}
