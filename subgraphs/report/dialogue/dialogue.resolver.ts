import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ownReportArgument, Report } from '../intake/report.type.js'
import { addSupplement, markDialogueRead, replyToReporter } from './dialogue.service.js'
import { DialogueEntry } from './dialogue.type.js'

@Resolver(() => Report)
export class DialogueResolver {
  @FieldResolver(() => [DialogueEntry], {
    description: '举报人与受理机关的对话，由先到后。What reporter and authority wrote, first to last.',
  })
  dialogue(@Root() { id }: Report, @Ctx() { dialogue }: ReportContext): Promise<DialogueEntry[]> {
    return dialogue.load(id)
  }

  @Mutation(() => Report, {
    description: '举报人补充情况或答复。The reporter adds something.',
  })
  addSupplement(
    @Arg('text', () => String, { description: '2 到 2000 字。2 to 2000 characters.' }) text: string,
    @Arg('reportId', () => ID, ownReportArgument) reportId: string | null,
    @Ctx() context: ReportContext,
  ): Promise<Report> {
    return addSupplement(context, { text, reportId })
  }

  @Mutation(() => Report, {
    description: '工作人员给举报人留言，双方都不显示个人身份。Staff within reach write to the reporter.',
  })
  replyToReporter(
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Arg('text', () => String, { description: '2 到 2000 字。2 to 2000 characters.' }) text: string,
    @Ctx() context: ReportContext,
  ): Promise<Report> {
    return replyToReporter(context, { reportId, text })
  }

  @Mutation(() => Report, {
    description: '将对方写来的内容标为已读。Marks what the other side wrote as read.',
  })
  markDialogueRead(
    @Arg('reportId', () => ID, { description: '举报编号。Id of the report.' }) reportId: string,
    @Ctx() context: ReportContext,
  ): Promise<Report> {
    return markDialogueRead(context, reportId)
  }
}
