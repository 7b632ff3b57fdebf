import {
  Arg,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
  type SubscribeResolverData,
} from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ProgressEntry } from '../progress/progress.type.js'
import { requirePublicChannel, type SubmissionOutcome } from './intake.service.js'
import type { ReportMoved } from '../progress/progress-watch.js'
import { withdrawReport } from '../withdrawal/withdrawal.service.js'
import { isReporting, myReport, requireOwnReport } from './report.service.js'
import { ownReportArgument, Report } from './report.type.js'
import { SubmitReportInput } from './submission.input.js'
import { SubmitReportResult } from './submission.result.js'

@Resolver(() => Report)
export class ReportResolver {
  @Query(() => Report, {
    nullable: true,
    description:
      '本人的举报：凭查询码会话，或由登录用户指明。The report of the receipt session that asks, or one of the signed-in citizen’s own.',
  })
  myReport(
    @Arg('reportId', () => ID, ownReportArgument) reportId: string | null,
    @Ctx() context: ReportContext,
  ): Promise<Report | null> {
    return myReport(context, reportId)
  }

  @Mutation(() => Report, {
    nullable: true,
    description:
      '撤回本人举报；查询码随即失效。Takes the report of the session back; its receipt opens nothing from then on.',
  })
  withdrawReport(
    @Arg('reportId', () => ID, ownReportArgument) reportId: string | null,
    @Ctx() context: ReportContext,
  ): Promise<Report | null> {
    return withdrawReport(context, reportId)
  }

  @Subscription(() => Report, {
    nullable: true,
    description:
      '本人举报的进度和对话，先给出当前内容，随后每有变化即推送。The report of the session now, then after each step and message.',
    subscribe: async ({
      context,
      args,
    }: SubscribeResolverData<ReportMoved, { reportId?: string | null }, ReportContext>) =>
      context.progressWatch.subscribe(await requireOwnReport(context, args.reportId ?? null)),
  })
  reportProgressed(
    @Arg('reportId', () => ID, ownReportArgument) _reportId: string | null,
    @Root() { reportId }: ReportMoved,
    @Ctx() { reports }: ReportContext,
  ): Promise<Report | null> {
    return reports.load(reportId)
  }

  @Mutation(() => SubmitReportResult, { description: '提交举报。Submits a report.' })
  submitReport(
    @Arg('input', () => SubmitReportInput, { description: '举报内容。The report.' }) input: SubmitReportInput,
    @Ctx() context: ReportContext,
  ): Promise<SubmissionOutcome> {
    requirePublicChannel(input.channel)
    return context.submitReport(context.em, input, context)
  }

  @FieldResolver(() => [ProgressEntry], {
    description: '办理进度，由先到后。The steps of the handling, first to last.',
  })
  progress(@Root() { id }: Report, @Ctx() { progress }: ReportContext): Promise<ProgressEntry[]> {
    return progress.load(id)
  }

  @Directive('@inaccessible')
  @FieldResolver(() => Boolean, {
    description:
      '是否为查看者本人的举报，供其他子图判断。Whether it is the viewer’s own, for other subgraphs to decide by.',
  })
  async isOwn(@Root() { id }: Report, @Ctx() { viewer, reports }: ReportContext): Promise<boolean> {
    return isReporting(viewer) && (await reports.load(id)) !== null
  }
}
