import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg, OwnReportArg } from '../loop/step-arguments.js'
import { asReporter } from '../references/own-report.js'
import { recordFollowUp, requestFollowUp } from './follow-up.service.js'
import { FollowUp, FollowUpInput } from './follow-up.type.js'

@Resolver(() => Case)
export class FollowUpResolver {
  @Mutation(() => Case, { description: '记录回访。Records a follow-up with a reporter.' })
  recordFollowUp(
    @CaseIdArg() caseId: string,
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Arg('input', () => FollowUpInput, { description: '回访记录。What it came to.' }) input: FollowUpInput,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return recordFollowUp(context, { caseId, reportId, input, expectedVersion })
  }

  @Mutation(() => Boolean, {
    description:
      '举报人请求回访，如受到打击报复。The reporter asks for a follow-up, where there is retaliation for one.',
  })
  async requestFollowUp(
    @OwnReportArg() reportId: string | null,
    @Ctx() context: CaseContext,
  ): Promise<boolean> {
    return requestFollowUp(await asReporter(context, reportId))
  }

  @FieldResolver(() => [FollowUp], { description: '回访，由先到后。Follow-ups, first to last.' })
  followUps(@Root() { id }: Case, @Ctx() { followUps }: CaseContext): Promise<FollowUp[]> {
    return followUps.load(id)
  }
}
