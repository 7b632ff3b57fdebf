import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { ReportDraft } from './draft.type.js'

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
}
