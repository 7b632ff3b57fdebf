import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { OutreachCampaign } from '../campaign/campaign.type.js'
import { OutreachFiling } from '../filing/filing.type.js'
import { Authority } from '../../references/authority.type.js'
import { Region } from '../../references/region.type.js'
import { overviewSectionNames, type OverviewSection } from './figures.js'
import type { SummaryContent } from './summary-content.js'
import type { Amount, SummaryView } from './summary-view.js'

export const OverviewSectionEnum = {
  LEADERSHIP: 'LEADERSHIP',
  MECHANISM: 'MECHANISM',
  VERIFICATION_REWARD: 'VERIFICATION_REWARD',
  TYPICAL_CASES: 'TYPICAL_CASES',
} as const satisfies Record<OverviewSection, OverviewSection>

registerEnumType(OverviewSectionEnum, {
  name: 'OutreachOverviewSection',
  description: '总体概述的四个部分。The four parts of the overview.',
  valuesConfig: {
    LEADERSHIP: { description: '加强领导。Leadership.' },
    MECHANISM: { description: '健全机制。Mechanism.' },
    VERIFICATION_REWARD: { description: '核查奖励。Verification and reward.' },
    TYPICAL_CASES: { description: '发布典型案例。Typical cases.' },
  },
})

@ObjectType({ description: '汇总表中的一项数量。One figure of the form.' })
export class OutreachAmount {
  @Field(() => Int, {
    nullable: true,
    description: '按本单位的点位、刊发、活动记录预填的数。What the own records give.',
  })
  prefilled!: number | null

  @Field(() => Int, {
    nullable: true,
    description: '人工填写的数，优先于预填；为空即用预填。Entered by hand; goes first.',
  })
  entered!: number | null

  @Field(() => String, { nullable: true, description: '填写人账号。Account of who entered it.' })
  enteredBy!: string | null

  @Field(() => Date, { nullable: true, description: '填写时间。When it was entered.' })
  enteredAt!: Date | null

  @Field(() => Int, { description: '本级数。Of the authority itself.' })
  own!: number

  @Field(() => Int, { description: '下级已报送数之和。Sum of what those directly below have submitted.' })
  below!: number

  @Field(() => Int, { description: '合计：本级加下级。Both together.' })
  total!: number
}

@ObjectType({ description: '总体概述的一个部分。One part of the overview.' })
export class OverviewText {
  @Field(() => OverviewSectionEnum, { description: '部分。Which part.' })
  section!: OverviewSection

  @Field(() => String, { description: '内容。What it says.' })
  text!: string
}

@ObjectType({ description: '提交审核前还缺的内容。Something that is still missing.' })
export class OutreachShortcoming {
  @Field(() => String, { description: '字段。The field.' })
  inputPath!: string

  @Field(() => String, { description: '说明。What is wanted.' })
  message!: string
}

const amount = (zh: string, en: string) => ({ description: `${zh}。${en}.` })

@ObjectType({
  description: '安全生产举报小程序宣传应用情况汇总表。The annex form: how the mini-program was made known.',
})
export class OutreachSummary {
  /** @param ownId the authority that asks */
  constructor(
    readonly view: SummaryView,
    readonly ownId: string,
  ) {}

  @Field(() => OutreachCampaign, { description: '所属活动。Its campaign.' })
  get campaign(): OutreachCampaign {
    return new OutreachCampaign(this.view.campaign)
  }

  @Field(() => Authority, { description: '填报单位。The authority.' })
  get authority(): Authority {
    return { id: this.view.authority.authorityId }
  }

  @Field(() => Region, { nullable: true, description: '单位所在地区。Where it is.' })
  get region(): Region | null {
    const code = this.view.authority.regionCode
    return code == null ? null : { code }
  }

  @Field(() => OutreachFiling, {
    nullable: true,
    description:
      '办理情况；尚未填报，或下级尚未报送时为空。Its life; null before it is begun, and for others before it is submitted.',
  })
  get filing(): OutreachFiling | null {
    return this.view.filing === null ? null : new OutreachFiling(this.view.filing)
  }

  @Field(() => Date, { nullable: true, description: '报送期限。The last moment to submit.' })
  get dueAt(): Date | null {
    return this.view.task?.dueAt ?? null
  }

  @Field(() => Boolean, { description: '是否逾期。Whether it was late.' })
  get late(): boolean {
    return this.view.task?.late ?? false
  }

  @Field(() => String, {
    nullable: true,
    description: '单位（盖章）。The organisation, as it stands above the seal.',
  })
  get organisation(): string | null {
    return this.content.organisation ?? null
  }

  @Field(
    () => OutreachAmount,
    amount(
      '报纸、电视、广播等专题栏目（个）',
      'Columns in papers, on television and radio: media records of these types',
    ),
  )
  get mediaColumns(): Amount {
    return this.view.amounts.mediaColumns
  }

  @Field(
    () => OutreachAmount,
    amount('张贴宣传海报、展板（张）', 'Posters and boards: placements posted or hung, web pages apart'),
  )
  get postersAndBoards(): Amount {
    return this.view.amounts.postersAndBoards
  }

  @Field(() => OutreachAmount, amount('发放宣传手册（份）', 'Brochures handed out, by the activity records'))
  get brochures(): Amount {
    return this.view.amounts.brochures
  }

  @Field(
    () => OutreachAmount,
    amount(
      '小程序二维码添加至应急管理部门网站、官方微信公众号（个）',
      'Codes on web sites and official accounts of the departments',
    ),
  )
  get qrPlacements(): Amount {
    return this.view.amounts.qrPlacements
  }

  @Field(
    () => OutreachAmount,
    amount('其他宣传方式（次）：活动和新媒体刊发', 'Other ways: activities, and publications in new media'),
  )
  get otherActivities(): Amount {
    return this.view.amounts.otherActivities
  }

  @Field(
    () => OutreachAmount,
    amount(
      '覆盖生产经营单位（个）。预填为有点位的单位数与单次活动覆盖数中较大者',
      'Enterprises covered. Prefilled with the greater of those that have a placement and the most that one activity reached',
    ),
  )
  get enterprisesCovered(): Amount {
    return this.view.amounts.enterprisesCovered
  }

  @Field(() => OutreachAmount, amount('覆盖社区（个）。预填同上', 'Communities covered, prefilled likewise'))
  get communitiesCovered(): Amount {
    return this.view.amounts.communitiesCovered
  }

  @Field(() => String, {
    nullable: true,
    description: '其他宣传方式的具体活动形式；次数大于 0 时必填。What the other ways were; required above 0.',
  })
  get otherActivitiesNote(): string | null {
    return this.content.otherActivitiesNote ?? null
  }

  @Field(() => String, { nullable: true, description: '备注。Remark.' })
  get remark(): string | null {
    return this.content.remark ?? null
  }

  @Field(() => [OverviewText], {
    description: '总体概述，四个部分均须填写。The overview; all four parts are required.',
  })
  get overview(): OverviewText[] {
    return overviewSectionNames.flatMap((section) => {
      const text = this.content.overview?.[section]
      return text === undefined ? [] : [{ section, text }]
    })
  }

  @Field(() => String, { nullable: true, description: '填报人。Who filled it in.' })
  get filledBy(): string | null {
    return this.content.filledBy ?? null
  }

  @Field(() => Boolean, {
    description:
      '合计是否仍与下级现已报送的一致；固定后下级更正即为否。Whether the sum is still that of what those below have submitted.',
  })
  get isSumCurrent(): boolean {
    return this.view.isSumCurrent
  }

  private get content(): SummaryContent {
    return this.view.filing?.content ?? {}
  }
}

@InputType({
  description: '总体概述的一个部分；空文本即清除。One part of the overview; an empty text takes it out.',
})
export class OverviewTextInput {
  @Field(() => OverviewSectionEnum, { description: '部分。Which part.' })
  section!: OverviewSection

  @Field(() => String, { description: '内容，最多 3000 字。What it says.' })
  text!: string
}

const count = (zh: string, en: string) =>
  ({
    nullable: true,
    description: `${zh}；空值恢复为预填，不填则不变。${en}; null goes back to what is prefilled.`,
  }) as const

@InputType({ description: '汇总表的修改；未给出的字段不变。Changes of the form; what is left out stays.' })
export class OutreachSummaryInput {
  @Field(() => String, { nullable: true, description: '单位，最多 100 字。The organisation.' })
  organisation?: string | null

  @Field(() => Int, count('报纸、电视、广播等专题栏目（个）', 'Columns'))
  mediaColumns?: number | null

  @Field(() => Int, count('张贴宣传海报、展板（张）', 'Posters and boards'))
  postersAndBoards?: number | null

  @Field(() => Int, count('发放宣传手册（份）', 'Brochures'))
  brochures?: number | null

  @Field(() => Int, count('网站、公众号二维码（个）', 'Codes on sites and accounts'))
  qrPlacements?: number | null

  @Field(() => Int, count('其他宣传方式（次）', 'Other activities'))
  otherActivities?: number | null

  @Field(() => Int, count('覆盖生产经营单位（个）', 'Enterprises covered'))
  enterprisesCovered?: number | null

  @Field(() => Int, count('覆盖社区（个）', 'Communities covered'))
  communitiesCovered?: number | null

  @Field(() => String, {
    nullable: true,
    description: '具体活动形式，最多 500 字。What the other activities were.',
  })
  otherActivitiesNote?: string | null

  @Field(() => String, { nullable: true, description: '备注，最多 500 字。Remark.' })
  remark?: string | null

  @Field(() => [OverviewTextInput], { nullable: true, description: '总体概述。Parts of the overview.' })
  overview?: OverviewTextInput[] | null

  @Field(() => String, { nullable: true, description: '填报人，最多 50 字。Who filled it in.' })
  filledBy?: string | null

  @Field(() => String, { nullable: true, description: '联系电话，加密保存。The telephone, kept sealed.' })
  phone?: string | null
}
