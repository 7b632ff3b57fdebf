import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { Report } from '../intake/report.type.js'
import { Evidence, EvidenceUpload, EvidenceUploadInput } from './evidence.type.js'

@Resolver(() => Report)
export class EvidenceResolver {
  @Mutation(() => EvidenceUpload, {
    description:
      '为本人举报申请上传一份证据材料，凭查询码会话。Asks for an address to upload one piece of evidence to one’s own report.',
  })
  requestEvidenceUpload(
    @Arg('input', () => EvidenceUploadInput, { description: '文件。The file.' }) input: EvidenceUploadInput,
    @Ctx() { requestEvidenceUpload, em, viewer }: ReportContext,
  ): Promise<EvidenceUpload> {
    return requestEvidenceUpload(em, viewer, input)
  }

  @FieldResolver(() => [Evidence], {
    description: '证据材料，由先到后。The evidence sent with it, first to last.',
  })
  evidence(@Root() { id }: Report, @Ctx() { evidence }: ReportContext): Promise<Evidence[]> {
    return evidence.load(id)
  }
}
