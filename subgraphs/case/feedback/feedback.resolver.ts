import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { CaseContext } from '../context.js'
import { Case } from '../loop/case.type.js'
import { CaseIdArg, ExpectedVersionArg, OwnReportArg } from '../loop/step-arguments.js'
import { asReporter } from '../references/own-report.js'
import { mayReadAnswers } from '../references/report-readers.js'
import { Report } from '../references/report.type.js'
import { readFeedback, sendFeedback } from './feedback.service.js'
import { Feedback, FeedbackInput } from './feedback.type.js'

@Resolver(() => Report)
export class FeedbackResolver {
  @Mutation(() => Case, {
    description: '向举报人反馈办理结果，含四项内容。Tells reporters how the case came out, in four parts.',
  })
  sendFeedback(
    @CaseIdArg() caseId: string,
    @Arg('reportId', () => ID, {
      nullable: true,
      description: '只反馈此举报；空为全部待反馈的举报。Only this report; null for all to whom it is due.',
    })
    reportId: string | null,
    @Arg('input', () => FeedbackInput, { description: '四项内容。The four parts.' }) input: FeedbackInput,
    @ExpectedVersionArg() expectedVersion: number | null,
    @Ctx() context: CaseContext,
  ): Promise<Case> {
    return sendFeedback(context, { caseId, reportId, input, expectedVersion })
  }

  @Mutation(() => [Feedback], {
    description:
      '举报人阅读反馈，即为送达，异议期起算。The reporter reads the feedback, which serves it; the time to object begins.',
  })
  async readFeedback(
    @OwnReportArg() reportId: string | null,
    @Ctx() context: CaseContext,
  ): Promise<Feedback[]> {
    return context.feedback.load(await readFeedback(await asReporter(context, reportId)))
  }

  @Directive('@requires(fields: "isOwn")')
  @FieldResolver(() => [Feedback], {
    description:
      '反馈，由先到后；本人（匿名的凭查询码）和辖区内工作人员可见，本人须先阅读（readFeedback）。Feedback, for the reporter, who opens it by readFeedback, and staff within reach.',
  })
  async feedback(@Root() report: Report, @Ctx() context: CaseContext): Promise<Feedback[]> {
    const { viewer, loaders, feedback } = context
    return (await mayReadAnswers(viewer, report, loaders)) ? feedback.load(report.id) : []
  }
}
