import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ContinuedDraft, ReportDraft, SavedDraft } from './draft.type.js'
import { saveDraft } from './save-draft.service.js'

@Resolver()
export class DraftResolver {
  @Mutation(() => ReportDraft, {
    description:
      '开始填写举报，先得查询码：提交后即使没有收到答复，也可凭码查询。Begins a report and gives its receipt first, so that a lost answer loses nothing.',
  })
  startDraft(
    @Arg('proof', () => String, {
      description: '用途为 SUBMIT_REPORT 的工作量证明。A proof of work for SUBMIT_REPORT.',
    })
    proof: string,
    @Ctx() { em, startDraft }: ReportContext,
  ): Promise<ReportDraft> {
    return startDraft(em, proof)
  }

  @Mutation(() => SavedDraft, {
    description:
      '保存填写到一半的表单，加密存放，最多 32 KB；不保存姓名、电话等身份信息。Keeps a half-filled form, sealed, at most 32 KB; never a name or telephone.',
  })
  saveDraft(
    @Arg('draftId', () => ID, { description: '草稿编号。The draft from startDraft.' }) draftId: string,
    @Arg('content', () => String, {
      description: 'SubmitReportInput 的部分字段（JSON 文本）。Some fields of SubmitReportInput, as JSON.',
    })
    content: string,
    @Arg('version', () => Int, {
      defaultValue: 0,
      description:
        '前端所见的最近一版，首次为 0。The last saving this front end has seen, 0 before the first.',
    })
    version: number,
    @Ctx() context: ReportContext,
  ): Promise<SavedDraft> {
    return saveDraft(context, { draftId, content, version })
  }

  @Mutation(() => ContinuedDraft, {
    description:
      '凭查询码继续填写尚未提交的草稿，须附工作量证明。Opens a draft that was not submitted yet by its receipt, for a proof of work.',
  })
  continueDraft(
    @Arg('receipt', () => String, { description: '16 位查询码。The 16 digits.' }) receipt: string,
    @Arg('proof', () => String, {
      description: '用途为 OPEN_RECEIPT 的工作量证明。A proof of work for OPEN_RECEIPT.',
    })
    proof: string,
    @Ctx() { em, continueDraft }: ReportContext,
  ): Promise<ContinuedDraft> {
    return continueDraft(em, { receipt, proof })
  }
}
