import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ProgressEntry } from '../progress/progress.type.js'
import type { SubmissionOutcome } from './intake.service.js'
import { myReport } from './report.service.js'
import { Report } from './report.type.js'
import { SubmitReportInput } from './submission.input.js'
import { SubmitReportResult } from './submission.result.js'

@Resolver(() => Report)
export class ReportResolver {
  @Query(() => Report, {
    nullable: true,
    description: '本人凭查询码会话查看的举报。The report of the receipt session that asks.',
  })
  myReport(@Ctx() { reports, viewer }: ReportContext): Promise<Report | null> {
    return myReport(reports, viewer)
  }

  @Mutation(() => SubmitReportResult, { description: '提交举报。Submits a report.' })
  submitReport(
    @Arg('input', () => SubmitReportInput, { description: '举报内容。The report.' }) input: SubmitReportInput,
    @Ctx() context: ReportContext,
  ): Promise<SubmissionOutcome> {
    return context.submitReport(context.em, input, context.language)
  }

  @FieldResolver(() => [ProgressEntry], {
    description: '办理进度，由先到后。The steps of the handling, first to last.',
  })
  progress(@Root() { id }: Report, @Ctx() { progress }: ReportContext): Promise<ProgressEntry[]> {
    return progress.load(id)
  }
}
