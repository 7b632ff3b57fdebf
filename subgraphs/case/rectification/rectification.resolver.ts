import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg } from '../loop/step-arguments.js'
import { confirmRectification, orderRectification } from './rectification.service.js'
import { Rectification } from './rectification.type.js'

@Resolver(() => Case)
export class RectificationResolver {
  @Mutation(() => Case, { description: '责令被举报单位整改。Orders the unit to put something right.' })
  orderRectification(
    @CaseIdArg() caseId: string,
    @Arg('order', () => String, { description: '整改内容，2 到 2000 字。What is to be put right.' })
    order: string,
    @Arg('dueOn', () => String, { description: '期限的最后一日，如 2026-07-01。The last day, in China.' })
    dueOn: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return orderRectification(context, { caseId, order, dueOn, expectedVersion })
  }

  @Mutation(() => Case, { description: '复查后确认整改完成。Confirms on looking again that it was done.' })
  confirmRectification(
    @CaseIdArg() caseId: string,
    @Arg('rectificationId', () => ID, { description: '整改编号。Id of what was ordered.' })
    rectificationId: string,
    @Arg('finding', () => String, { description: '复查情况，2 到 2000 字。What was found.' }) finding: string,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return confirmRectification(context, { caseId, rectificationId, finding, expectedVersion })
  }

  @FieldResolver(() => [Rectification], { description: '责令整改，由先到后。Rectifications, first to last.' })
  rectifications(@Root() { id }: Case, @Ctx() { rectifications }: CaseContext): Promise<Rectification[]> {
    return rectifications.load(id)
  }
}
