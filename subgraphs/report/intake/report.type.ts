import { Directive, Field, ID, ObjectType, UseMiddleware } from 'type-graphql'
import {
  Channel,
  MatterSubKind,
  MatterType,
  ReporterKind,
  ReporterMode,
} from '../../shared/dictionary/matter.js'
import { ReporterVerification } from '../citizen/verification.js'
import { Region } from '../references/region.type.js'
import type { ReportContent } from '../content/report-content.js'
import {
  ReportCoordinate,
  ReportedAccident,
  ReportElsewhere,
  SameMatterBefore,
} from './circumstances.type.js'
import { opened } from '../looks/opened.js'
import { ContactCheck } from './form-kinds.js'
import type { StoredReport } from './report.entity.js'

@ObjectType({ description: '举报的事实。The facts of a report.' })
export class ReportFacts {
  @Field(() => String, { description: '发生了什么。What happened.' })
  what!: string

  @Field(() => String, { nullable: true, description: '时间说明。When, in words.' })
  when!: string | null

  @Field(() => Date, { nullable: true, description: '开始时间。When it began.' })
  from!: Date | null

  @Field(() => Date, { nullable: true, description: '结束时间。When it ended.' })
  to!: Date | null

  @Field(() => String, { nullable: true, description: '具体位置。Where inside the site.' })
  where!: string | null

  @Field(() => String, { nullable: true, description: '涉及的人员或岗位。Who is involved.' })
  who!: string | null

  @Field(() => Boolean, { nullable: true, description: '是否仍在持续。Whether it still goes on.' })
  ongoing!: boolean | null
}

/** What a citizen names one of several reports by; a receipt session has one only. */
export const ownReportArgument = {
  nullable: true,
  description:
    '举报编号：登录用户必填，查询码会话不必填。Id of one of one’s own reports: for signed-in citizens; a receipt session needs none.',
}

@Directive('@key(fields: "id")')
@ObjectType({
  description:
    '一件举报。本人凭查询码或登录后可见，辖区内有权限的工作人员可见。A report, seen by its reporter and by officers within reach.',
})
export class Report {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => Channel, { description: '渠道。The channel it came by.' })
  channel!: Channel

  @Field(() => ReporterMode, { description: '实名或匿名。Real name or anonymous.' })
  mode!: ReporterMode

  @Field(() => ReporterKind, { description: '举报人身份类别。In what capacity.' })
  reporterKind!: ReporterKind

  @Field(() => ReporterVerification, {
    description: '举报人核验程度。How far the reporter was verified.',
  })
  verification!: ReporterVerification

  @Field(() => ContactCheck, {
    nullable: true,
    description:
      '联系方式是否有效；空为当时未检查。Whether there is a valid contact; null where it was not looked at yet.',
  })
  contactCheck!: ContactCheck | null

  @Field(() => Region, {
    description: '举报事项所在地区，提交后不变。The place of the matter; never changes.',
  })
  region!: Region

  @Field(() => [MatterType], { description: '事项类别。Kinds of matter.' })
  matterTypes!: MatterType[]

  @Field(() => [MatterSubKind], { description: '瞒报或谎报。Whether concealed or falsely reported.' })
  subKinds!: MatterSubKind[]

  @Field(() => ReportedAccident, {
    nullable: true,
    description: '被瞒报、谎报的事故。The accident that was concealed or falsely reported.',
  })
  @UseMiddleware(opened)
  accident!: ReportedAccident | null

  @Field(() => ID, { description: '行业领域代码。Code of the industry.' })
  industryCode!: string

  @Field(() => String, { description: '被举报单位。The reported unit.' })
  @UseMiddleware(opened)
  unitName!: string

  @Field(() => [String], { description: '被举报单位的其他名称。Other names of the reported unit.' })
  @UseMiddleware(opened)
  unitAliases!: string[]

  @Field(() => String, {
    nullable: true,
    description: '被举报单位的统一社会信用代码。Its unified social credit code.',
  })
  @UseMiddleware(opened)
  unitCreditCode!: string | null

  @Field(() => String, { nullable: true, description: '事项所在详细地址。The address of the matter.' })
  @UseMiddleware(opened)
  address!: string | null

  @Field(() => ReportCoordinate, { nullable: true, description: '事项所在坐标。Its coordinates.' })
  @UseMiddleware(opened)
  coordinate!: ReportCoordinate | null

  @Field(() => ReportFacts, { description: '事实。The facts.' })
  @UseMiddleware(opened)
  facts!: ReportFacts

  @Field(() => Boolean, {
    nullable: true,
    description:
      '从业人员的用人单位是否就是被举报单位。Whether an employee works for the reported unit itself.',
  })
  @UseMiddleware(opened)
  employerIsReportedUnit!: boolean | null

  @Field(() => ReportElsewhere, {
    nullable: true,
    description:
      '是否已由其他机关受理；空为当时未询问。In other hands already; null where it was not asked yet.',
  })
  @UseMiddleware(opened)
  elsewhere!: ReportElsewhere | null

  @Field(() => SameMatterBefore, {
    nullable: true,
    description: '此前是否举报过同一事项。Whether the same was reported before.',
  })
  @UseMiddleware(opened)
  sameMatterBefore!: SameMatterBefore | null

  @Field(() => Date, { description: '提交时间。When it was submitted.' })
  submittedAt!: Date
}

/** What a report says; opened when a field of it is asked for, and recorded then: looks/content.loader.ts. */
export type ReportText = Pick<
  Report,
  | 'unitName'
  | 'unitAliases'
  | 'unitCreditCode'
  | 'facts'
  | 'accident'
  | 'address'
  | 'coordinate'
  | 'employerIsReportedUnit'
  | 'elsewhere'
  | 'sameMatterBefore'
>

/**
 * What the graph shows of a stored report; nothing becomes public by adding a column. What it says is not among it:
 * fields of that are marked `opened` and bring it themselves.
 */
export function toReportType(stored: StoredReport): Report {
  const { id, channel, mode, reporterKind, contactCheck, regionCode, submittedAt } = stored
  const { matterTypes, subKinds, industryCode, verification } = stored
  const unopened: Omit<Report, keyof ReportText> = {
    id,
    channel,
    mode,
    reporterKind,
    verification,
    contactCheck: contactCheck ?? null,
    region: { code: regionCode },
    matterTypes,
    subKinds,
    industryCode,
    submittedAt,
  }
  return unopened as Report
}

export function toReportText(content: ReportContent): ReportText {
  const { unitName, unitAliases, unitCreditCode, facts, circumstances } = content
  return { unitName, unitAliases, unitCreditCode, facts, ...circumstances }
}
