import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../../shared/connection/connection.js'
import { OutreachCampaign } from '../campaign/campaign.type.js'
import type { StoredCampaign } from '../campaign/campaign.entity.js'
import type { StoredFiling } from '../filing/filing.entity.js'
import { OutreachFiling } from '../filing/filing.type.js'
import { Authority } from '../../references/authority.type.js'
import type { SuggestionTarget, WorkReportContent } from './work-report.service.js'

export const SuggestionTargetEnum = { APPLICATION: 'APPLICATION', WORK_SYSTEM: 'WORK_SYSTEM' } as const

registerEnumType(SuggestionTargetEnum, {
  name: 'SuggestionTarget',
  description: '意见建议的对象。What a suggestion is about.',
  valuesConfig: {
    APPLICATION: { description: '应用程序。The programme.' },
    WORK_SYSTEM: { description: '工作制度。How the work is organised.' },
  },
})

@ObjectType({ description: '一条意见建议。One suggestion.' })
export class OutreachSuggestion {
  @Field(() => ID, { description: '编号。Id.' })
  id!: string

  @Field(() => SuggestionTargetEnum, { description: '对象。What it is about.' })
  target!: SuggestionTarget

  @Field(() => String, { description: '内容。What it says.' })
  text!: string

  @Field(() => Authority, { description: '提出单位。Who made it.' })
  authority!: Authority
}

export const OutreachSuggestionConnection = createConnectionType(
  'OutreachSuggestion',
  () => OutreachSuggestion,
)

@ObjectType({ description: '举报小程序推广应用工作情况报告。The work report.' })
export class WorkReport {
  constructor(
    readonly campaignRow: StoredCampaign,
    readonly authorityId: string,
    readonly stored: StoredFiling | null,
  ) {}

  @Field(() => OutreachCampaign, { description: '所属活动。Its campaign.' })
  get campaign(): OutreachCampaign {
    return new OutreachCampaign(this.campaignRow)
  }

  @Field(() => Authority, { description: '填报单位。The authority.' })
  get authority(): Authority {
    return { id: this.authorityId }
  }

  @Field(() => OutreachFiling, {
    nullable: true,
    description: '办理情况。Its life; null before it is begun.',
  })
  get filing(): OutreachFiling | null {
    return this.stored === null ? null : new OutreachFiling(this.stored)
  }

  @Field(() => String, { nullable: true, description: '单位。The organisation.' })
  get organisation(): string | null {
    return this.content.organisation ?? null
  }

  @Field(() => String, { nullable: true, description: '典型经验。Experience.' })
  get experience(): string | null {
    return this.content.experience ?? null
  }

  @Field(() => String, { nullable: true, description: '有效做法。What works.' })
  get practices(): string | null {
    return this.content.practices ?? null
  }

  @Field(() => [OutreachSuggestion], {
    description: '意见建议，分应用程序和工作制度两类。Suggestions of two kinds.',
  })
  get suggestions(): OutreachSuggestion[] {
    return (this.content.suggestions ?? []).map((one) => ({ ...one, authority: this.authority }))
  }

  private get content(): WorkReportContent {
    return this.stored?.content ?? {}
  }
}

@InputType({ description: '一条意见建议。One suggestion.' })
export class SuggestionInput {
  @Field(() => SuggestionTargetEnum, { description: '对象。What it is about.' })
  target!: SuggestionTarget

  @Field(() => String, { description: '内容，1 到 1000 字。What it says.' })
  text!: string
}

@InputType({ description: '工作情况报告的修改；未给出的字段不变。Changes; what is left out stays.' })
export class WorkReportInput {
  @Field(() => String, { nullable: true, description: '单位。The organisation.' })
  organisation?: string | null

  @Field(() => String, { nullable: true, description: '典型经验，最多 10000 字。Experience.' })
  experience?: string | null

  @Field(() => String, { nullable: true, description: '有效做法，最多 10000 字。What works.' })
  practices?: string | null

  @Field(() => [SuggestionInput], {
    nullable: true,
    description: '全部意见建议，最多 50 条。All suggestions.',
  })
  suggestions?: SuggestionInput[] | null
}
