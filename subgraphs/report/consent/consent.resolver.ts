import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql'
import { Channel } from '../../shared/dictionary/matter.js'
import type { ReportContext } from '../context.js'
import { FeedbackPreference } from '../intake/form-kinds.js'
import { ownReportArgument, Report } from '../intake/report.type.js'
import { ConsentKind, SeparateConsentKind } from './consent-kind.js'
import { ReportConsent } from './consent.type.js'
import { changeNoticeAddress, giveConsent, withdrawConsent } from './separate-consent.service.js'

const what = { description: '事项。What.' }
const channelArgument = { defaultValue: Channel.WEB, description: '渠道。The channel.' }

@Resolver(() => Report)
export class ConsentResolver {
  @FieldResolver(() => [ReportConsent], {
    description:
      '同意、声明和撤回的全部记录，由先到后。Everything agreed to, declared and withdrawn, first to last.',
  })
  consents(@Root() { id }: Report, @Ctx() { consents }: ReportContext): Promise<ReportConsent[]> {
    return consents.load(id)
  }

  @FieldResolver(() => FeedbackPreference, {
    description: '举报人选择的反馈方式。How the reporter wants to be told of news.',
  })
  async feedbackPreference(
    @Root() { id }: Report,
    @Ctx() { consents }: ReportContext,
  ): Promise<FeedbackPreference> {
    const inForce = (await consents.load(id)).filter((consent) => consent.inForce).map(({ kind }) => kind)
    if (inForce.includes(ConsentKind.NOTICES_BY_SMS)) return FeedbackPreference.SMS
    if (inForce.includes(ConsentKind.NOTICES_BY_WECHAT)) return FeedbackPreference.WECHAT
    return FeedbackPreference.RECEIPT_ONLY
  }

  @Mutation(() => Report, {
    description: '给予一项单独同意，由举报人本人。The reporter agrees to one more thing.',
  })
  giveConsent(
    @Arg('kind', () => SeparateConsentKind, what) kind: SeparateConsentKind,
    @Arg('version', () => Int, {
      description: '所同意文字的版本（reportForm.consents）。Version of the words that were shown.',
    })
    version: number,
    @Arg('address', () => String, {
      nullable: true,
      description:
        '同意接收通知时必填：手机号码，或 wx.login 的 code。Needed for notices: a mobile number, or the code of wx.login.',
    })
    address: string | null,
    @Arg('channel', () => Channel, channelArgument) channel: Channel,
    @Arg('reportId', () => ID, ownReportArgument) reportId: string | null,
    @Ctx() context: ReportContext,
  ): Promise<Report> {
    return giveConsent(context, reportId, { kind, version, address, channel })
  }

  @Mutation(() => Report, {
    description:
      '撤回一项单独同意；撤回通知的同意时，接收地址随即删除。Takes a separate consent back; with that to notices goes their address.',
  })
  withdrawConsent(
    @Arg('kind', () => SeparateConsentKind, what) kind: SeparateConsentKind,
    @Arg('channel', () => Channel, channelArgument) channel: Channel,
    @Arg('reportId', () => ID, ownReportArgument) reportId: string | null,
    @Ctx() context: ReportContext,
  ): Promise<Report> {
    return withdrawConsent(context, reportId, { kind, channel })
  }

  @Mutation(() => Report, {
    description: '更换接收通知的地址，通知方式不变。Changes where notices go; the way of telling stays.',
  })
  changeNoticeAddress(
    @Arg('address', () => String, {
      description: '手机号码，或 wx.login 的 code。A mobile number, or the code of wx.login.',
    })
    address: string,
    @Arg('reportId', () => ID, ownReportArgument) reportId: string | null,
    @Ctx() context: ReportContext,
  ): Promise<Report> {
    return changeNoticeAddress(context, reportId, address)
  }
}
