import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql'
import type { ReportContext } from '../context.js'
import { Report } from '../intake/report.type.js'
import { Evidence, EvidenceUpload, EvidenceUploadInput } from './evidence.type.js'

@Resolver(() => Report)
export class EvidenceResolver {
  @Mutation(() => EvidenceUpload, {
    description:
      '为本人举报申请上传一份证据材料。Asks for an address to upload one piece of evidence to one’s own report.',
  })
  requestEvidenceUpload(
    @Arg('input', () => EvidenceUploadInput, { description: '文件。The file.' }) input: EvidenceUploadInput,
    @Arg('reportId', () => ID, {
      nullable: true,
      description:
        '登录后查看本人举报的举报人，或录入后 24 小时内补传来件原件的代录人填写；凭查询码会话的不填。For a signed-in reporter, or for the operator who recorded it, within 24 hours, to attach originals; not in a receipt session.',
    })
    reportId: string | null,
    @Ctx() { requestEvidenceUpload, em, viewer }: ReportContext,
  ): Promise<EvidenceUpload> {
    return requestEvidenceUpload(em, viewer, { input, reportId })
  }

  @FieldResolver(() => [Evidence], {
    description: '证据材料，由先到后。The evidence sent with it, first to last.',
  })
  evidence(@Root() { id }: Report, @Ctx() { evidence }: ReportContext): Promise<Evidence[]> {
    return evidence.load(id)
  }
}
