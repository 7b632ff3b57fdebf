import { Field, ID, InputType, Int } from 'type-graphql'
import { SeparateConsentInput } from '../consent/consent.type.js'
import { FeedbackPreference } from './form-kinds.js'
import {
  Channel,
  MatterSubKind,
  MatterType,
  ReporterKind,
  ReporterMode,
} from '../../shared/dictionary/matter.js'
import {
  AccidentInput,
  CoordinateInput,
  ElsewhereInput,
  SameMatterBeforeInput,
} from './circumstances.input.js'
import { IdentityInput, JointReporterInput } from '../identity-vault/identity.input.js'

@InputType({ description: '举报的事实。The facts.' })
export class FactsInput {
  @Field(() => String, { description: '发生了什么，10 到 5000 字。What happened, 10 to 5000 characters.' })
  what!: string

  @Field(() => String, { nullable: true, description: '时间说明，如“近一个月夜班”。When, in words.' })
  when?: string | null

  @Field(() => Date, { nullable: true, description: '开始时间。When it began.' })
  from?: Date | null

  @Field(() => Date, { nullable: true, description: '结束时间。When it ended.' })
  to?: Date | null

  @Field(() => String, { nullable: true, description: '在单位内的具体位置。Where inside the site.' })
  where?: string | null

  @Field(() => String, { nullable: true, description: '涉及的人员或岗位。Who is involved.' })
  who?: string | null

  @Field(() => Boolean, { nullable: true, description: '是否仍在持续。Whether it still goes on.' })
  ongoing?: boolean | null
}

@InputType({ description: '同意的内容与声明。What the reporter agreed to and declared.' })
export class ConsentInput {
  @Field(() => Int, { description: '已阅读的举报须知版本。Version of the reporting notice that was read.' })
  noticeVersion!: number

  @Field(() => Int, {
    description: '已阅读的隐私说明版本。Version of the privacy explanation that was read.',
  })
  privacyVersion!: number

  @Field(() => Boolean, { description: '声明内容属实。Declares the report to be true.' })
  declaredTrue!: boolean

  @Field(() => Int, {
    nullable: true,
    description:
      '所作声明文字的版本（reportForm.consents），默认 1。Version of the declaration’s words, 1 by default.',
  })
  declarationVersion?: number | null

  @Field(() => [SeparateConsentInput], {
    nullable: true,
    description:
      '单独同意的事项，可不填，以后随时可给予或撤回。What is agreed to separately; none is needed, and each can be given or withdrawn later.',
  })
  separate?: SeparateConsentInput[] | null
}

@InputType({ description: '一次举报。A report.' })
export class SubmitReportInput {
  @Field(() => Int, {
    nullable: true,
    description:
      '所用表单的版本（reportForm.formVersion）；旧版本仍可提交。The version of the form that was filled in; older ones are taken too.',
  })
  formVersion?: number | null

  @Field(() => Channel, { defaultValue: Channel.WEB, description: '渠道。The channel.' })
  channel!: Channel

  @Field(() => ReporterMode, { description: '实名或匿名，先行选择。Chosen first, with its consequence.' })
  mode!: ReporterMode

  @Field(() => ReporterKind, { description: '举报人身份类别。In what capacity.' })
  reporterKind!: ReporterKind

  @Field(() => IdentityInput, {
    nullable: true,
    description:
      '实名举报时，与 identityEnvelope 二者填一；匿名举报不得填写。For real name, this or identityEnvelope; refused for anonymous.',
  })
  identity?: IdentityInput | null

  @Field(() => String, {
    nullable: true,
    description:
      '前端按 identitySealing 封好的身份封套，base64；须有草稿。The identity sealed by the front end for the draft’s identityRow, base64.',
  })
  identityEnvelope?: string | null

  @Field(() => [JointReporterInput], {
    nullable: true,
    description:
      '联名举报人，按签名顺序，最多 20 人，不含举报人本人。Who signs together with the reporter, in order, at most 20.',
  })
  jointReporters?: JointReporterInput[] | null

  @Field(() => ID, { description: '举报事项所在地区代码。Code of the place of the matter.' })
  regionCode!: string

  @Field(() => String, {
    nullable: true,
    description: '事项所在详细地址，2 到 300 字。The address of the matter, 2 to 300 characters.',
  })
  address?: string | null

  @Field(() => CoordinateInput, { nullable: true, description: '事项所在坐标。Its coordinates.' })
  coordinate?: CoordinateInput | null

  @Field(() => ID, { description: '行业领域代码。Code of the industry.' })
  industryCode!: string

  @Field(() => [MatterType], { description: '事项类别，至少一项。Kinds of matter, at least one.' })
  matterTypes!: MatterType[]

  @Field(() => [MatterSubKind], {
    defaultValue: [],
    description:
      '瞒报或谎报；选择 CONCEALED_OR_FALSE_ACCIDENT 时至少一项。Needed with CONCEALED_OR_FALSE_ACCIDENT, at least one.',
  })
  subKinds!: MatterSubKind[]

  @Field(() => AccidentInput, {
    nullable: true,
    description: '选择 CONCEALED_OR_FALSE_ACCIDENT 时必填。Needed with CONCEALED_OR_FALSE_ACCIDENT.',
  })
  accident?: AccidentInput | null

  @Field(() => ID, {
    nullable: true,
    description:
      '举报涉及的受理机关（举报机关或其工作人员时填写）：由其上一级办理，该机关不能查看。The authority the report is about, if it is about one or its staff: the next level handles it, unread by that authority.',
  })
  againstAuthorityId?: string | null

  @Field(() => String, { description: '被举报单位名称。Name of the reported unit.' })
  unitName!: string

  @Field(() => [String], {
    defaultValue: [],
    description:
      '单位的其他名称，最多 5 个，各 2 到 200 字。Its other names, at most 5, 2 to 200 characters each.',
  })
  unitAliases!: string[]

  @Field(() => String, {
    nullable: true,
    description: '被举报单位的统一社会信用代码（18 位）。Its unified social credit code, 18 characters.',
  })
  unitCreditCode?: string | null

  @Field(() => FactsInput, { description: '事实。The facts.' })
  facts!: FactsInput

  @Field(() => Boolean, {
    nullable: true,
    description:
      '从业人员填写：用人单位是否就是被举报单位。For employees: whether they work for the reported unit itself.',
  })
  employerIsReportedUnit?: boolean | null

  @Field(() => ElsewhereInput, {
    nullable: true,
    description:
      '是否已由其他机关受理，必须作答，缺少则不能提交。Whether it is in other hands already; without an answer it is refused.',
  })
  elsewhere?: ElsewhereInput | null

  @Field(() => SameMatterBeforeInput, {
    nullable: true,
    description: '此前是否举报过同一事项。Whether the same was reported before.',
  })
  sameMatterBefore?: SameMatterBeforeInput | null

  @Field(() => FeedbackPreference, {
    defaultValue: FeedbackPreference.RECEIPT_ONLY,
    description:
      '如何获知新进展；选择通知须单独同意并填写接收地址。How to hear of news; notices need a consent and an address.',
  })
  feedbackPreference?: FeedbackPreference | null

  @Field(() => String, {
    nullable: true,
    description:
      '接收通知的手机号码，或 wx.login 的 code；单独加密保存，系统可解密用于发送，不要与身份混填。The mobile number or code of wx.login for notices: sealed on its own, and opened by the system to send.',
  })
  noticeAddress?: string | null

  @Field(() => ID, {
    nullable: true,
    description:
      '所扫点位的编号或小程序码 scene；只按月计数，不与举报一起保存，编号有误不影响提交。The sign that was scanned: counted by month, never kept with the report; a wrong code keeps nobody from reporting.',
  })
  sourcePlacement?: string | null

  @Field(() => ConsentInput, {
    nullable: true,
    description: '须知、隐私说明的同意与真实性声明，必填。Compulsory; without it the report is refused.',
  })
  consent?: ConsentInput | null

  @Field(() => ID, {
    nullable: true,
    description:
      'startDraft 给出的草稿编号；重复提交得到同一结果。The draft from startDraft; submitting it again gives the same answer.',
  })
  draftId?: string | null

  @Field(() => String, {
    nullable: true,
    description:
      '用途为 SUBMIT_REPORT 的工作量证明；匿名举报且没有草稿时必填。A proof of work for SUBMIT_REPORT; needed for an anonymous report without a draft.',
  })
  proofOfWork?: string | null
}
