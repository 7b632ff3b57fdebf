import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { createConnectionType } from '../../../shared/connection/connection.js'
import { startOfDay } from '../../../shared/day.js'
import { Authority } from '../../references/authority.type.js'
import { Region } from '../../references/region.type.js'
import type { StoredCampaign, StoredOutreachNotice, StoredPlan } from './campaign.entity.js'
import { levels, type Level } from './due-days.js'

export const CampaignStateEnum = { DRAFT: 'DRAFT', OPEN: 'OPEN', CLOSED: 'CLOSED' } as const
export const ReportingLevel = {
  NATIONAL: 'NATIONAL',
  PROVINCE: 'PROVINCE',
  CITY: 'CITY',
  COUNTY: 'COUNTY',
} as const
export const PlanProgress = { PLANNED: 'PLANNED', UNDER_WAY: 'UNDER_WAY', DONE: 'DONE' } as const
export const OutreachOccasion = { NEAR: 'NEAR', OVER: 'OVER', RETURNED: 'RETURNED' } as const
export const FilingKindEnum = { SUMMARY: 'SUMMARY', WORK_REPORT: 'WORK_REPORT' } as const

registerEnumType(CampaignStateEnum, {
  name: 'OutreachCampaignState',
  description: '宣传推广活动的状态。Where a campaign stands.',
  valuesConfig: {
    DRAFT: { description: '拟定中。Being drafted.' },
    OPEN: { description: '进行中，接收材料。Under way: documents are taken in.' },
    CLOSED: { description: '已结束。Over.' },
  },
})
registerEnumType(ReportingLevel, {
  name: 'ReportingLevel',
  description: '报送层级。A level that reports to the one above it.',
  valuesConfig: {
    NATIONAL: { description: '国家级。National.' },
    PROVINCE: { description: '省级。Province.' },
    CITY: {
      description: '市级，以及直接向省级报送的单位。City, and whoever else reports to a province.',
    },
    COUNTY: { description: '县级。County.' },
  },
})
registerEnumType(PlanProgress, {
  name: 'OutreachPlanProgress',
  description: '工作安排的进展。How far a plan has come.',
  valuesConfig: {
    PLANNED: { description: '已安排。Planned.' },
    UNDER_WAY: { description: '推进中。Under way.' },
    DONE: { description: '已完成。Done.' },
  },
})
registerEnumType(OutreachOccasion, {
  name: 'OutreachOccasion',
  description: '提醒的缘由。Why an authority is told.',
  valuesConfig: {
    NEAR: { description: '报送期限临近。The day is near.' },
    OVER: { description: '报送期限已过。The day is over.' },
    RETURNED: { description: '材料被退回。The document was returned.' },
  },
})
registerEnumType(FilingKindEnum, {
  name: 'OutreachFilingKind',
  description: '报送材料的种类。Kind of document.',
  valuesConfig: {
    SUMMARY: { description: '宣传应用情况汇总表。The annex form.' },
    WORK_REPORT: { description: '推广应用工作情况报告。The work report.' },
  },
})

@InputType({ description: '一级的报送期限。The last day of one level.' })
export class DueDayInput {
  @Field(() => ReportingLevel, { description: '层级。The level.' })
  level!: Level

  @Field(() => String, {
    description: '最后一天，如 2026-12-21，至当日 24 时（北京时间）。The last day, to its end in China.',
  })
  day!: string
}

@InputType({ description: '宣传推广活动。A publicity campaign.' })
export class OutreachCampaignInput {
  @Field(() => String, { description: '名称，2 到 100 字。Its name.' })
  title!: string

  @Field(() => String, { description: '目标，2 到 2000 字。Its goal.' })
  goal!: string

  @Field(() => String, {
    description: '开始日期；数量自此日起累计。The first day: figures are counted from it.',
  })
  startsOn!: string

  @Field(() => String, { description: '结束日期。The last day.' })
  endsOn!: string

  @Field(() => [ID], { description: '开展地区；空为全部下级。Where; empty is everywhere below.' })
  regionCodes!: string[]

  @Field(() => [DueDayInput], {
    description:
      '各级报送期限，下级早于上级；未填的层级为上级前 4 天。Days of the levels, those below first; four days before the level above where none is said.',
  })
  dueOn!: DueDayInput[]
}

@ObjectType({ description: '一级的报送期限。The last day of one level.' })
export class DueDay {
  @Field(() => ReportingLevel, { description: '层级。The level.' })
  level!: Level

  @Field(() => String, { description: '最后一天（北京时间）。The last day, in China.' })
  day!: string
}

@ObjectType({ description: '宣传推广活动。A publicity campaign.' })
export class OutreachCampaign {
  constructor(readonly stored: StoredCampaign) {}

  @Field(() => ID, { description: '编号。Id.' })
  get id(): string {
    return this.stored.id
  }

  @Field(() => Authority, { description: '发起机关。Who called for it.' })
  get authority(): Authority {
    return { id: this.stored.authorityId }
  }

  @Field(() => String, { description: '名称。Its name.' })
  get title(): string {
    return this.stored.title
  }

  @Field(() => String, { description: '目标。Its goal.' })
  get goal(): string {
    return this.stored.goal
  }

  @Field(() => Date, { description: '开始日期（北京时间 0 时）。The first day.' })
  get startsOn(): Date {
    return startOfDay(this.stored.startsOn)
  }

  @Field(() => Date, { description: '结束日期（北京时间 0 时）。The last day.' })
  get endsOn(): Date {
    return startOfDay(this.stored.endsOn)
  }

  @Field(() => [Region], { description: '开展地区；空为全部下级。Where; empty is everywhere below.' })
  get regions(): Region[] {
    return this.stored.regionCodes.map((code) => ({ code }))
  }

  @Field(() => [DueDay], { description: '各级报送期限。The days of the levels.' })
  get dueOn(): DueDay[] {
    return levels.flatMap((level) => {
      const day = this.stored.dueOn[level]
      return day === undefined ? [] : [{ level, day }]
    })
  }

  @Field(() => CampaignStateEnum, { description: '状态。Its state.' })
  get state(): StoredCampaign['state'] {
    return this.stored.state
  }

  @Field(() => Int, { description: '版本，修改时须一并给出。Its version, to be given with a change.' })
  get version(): number {
    return this.stored.version
  }
}

export const OutreachCampaignConnection = createConnectionType('OutreachCampaign', () => OutreachCampaign)

@InputType({ description: '本单位的组织推动安排。How an authority organises its part.' })
export class OutreachPlanInput {
  @Field(() => String, { description: '主要领导。The leader.' })
  leader!: string

  @Field(() => String, { description: '分管领导。The deputy in charge.' })
  deputyInCharge!: string

  @Field(() => String, { description: '牵头处室。The lead office.' })
  leadOffice!: string

  @Field(() => String, { description: '具体承办人员。Who does it.' })
  handler!: string

  @Field(() => String, { nullable: true, description: '工作专班。The task force, where there is one.' })
  taskForce!: string | null

  @Field(() => String, { description: '工作安排，2 到 2000 字。The plan.' })
  plan!: string

  @Field(() => PlanProgress, { description: '进展。How far it has come.' })
  progress!: 'PLANNED' | 'UNDER_WAY' | 'DONE'
}

@ObjectType({
  description:
    '一个单位的组织推动安排，是总体概述“加强领导”的依据。How an authority organises its part: evidence for section LEADERSHIP.',
})
export class OutreachPlan {
  constructor(readonly stored: StoredPlan) {}

  @Field(() => Authority, { description: '单位。The authority.' })
  get authority(): Authority {
    return { id: this.stored.authorityId }
  }

  @Field(() => String, { description: '主要领导。The leader.' })
  get leader(): string {
    return this.stored.leader
  }

  @Field(() => String, { description: '分管领导。The deputy in charge.' })
  get deputyInCharge(): string {
    return this.stored.deputyInCharge
  }

  @Field(() => String, { description: '牵头处室。The lead office.' })
  get leadOffice(): string {
    return this.stored.leadOffice
  }

  @Field(() => String, { description: '具体承办人员。Who does it.' })
  get handler(): string {
    return this.stored.handler
  }

  @Field(() => String, { nullable: true, description: '工作专班。The task force.' })
  get taskForce(): string | null {
    return this.stored.taskForce ?? null
  }

  @Field(() => String, { description: '工作安排。The plan.' })
  get plan(): string {
    return this.stored.plan
  }

  @Field(() => PlanProgress, { description: '进展。How far it has come.' })
  get progress(): StoredPlan['progress'] {
    return this.stored.progress
  }

  @Field(() => Int, { description: '版本。Its version.' })
  get version(): number {
    return this.stored.version
  }

  @Field(() => Date, { description: '最近修改时间。When it was last changed.' })
  get changedAt(): Date {
    return this.stored.changedAt
  }
}

@ObjectType({ description: '给本单位的提醒。Something an authority is told.' })
export class OutreachNotice {
  constructor(readonly stored: StoredOutreachNotice) {}

  @Field(() => ID, { description: '编号。Id.' })
  get id(): string {
    return this.stored.id
  }

  @Field(() => ID, { description: '活动编号。Id of the campaign.' })
  get campaignId(): string {
    return this.stored.campaignId
  }

  @Field(() => Authority, { description: '涉及的单位：本单位或下级。Whose document it is about.' })
  get about(): Authority {
    return { id: this.stored.aboutAuthorityId }
  }

  @Field(() => FilingKindEnum, { description: '材料种类。Which document.' })
  get kind(): StoredOutreachNotice['kind'] {
    return this.stored.kind
  }

  @Field(() => OutreachOccasion, { description: '缘由。Why.' })
  get occasion(): StoredOutreachNotice['occasion'] {
    return this.stored.occasion
  }

  @Field(() => Date, { description: '时间。When.' })
  get at(): Date {
    return this.stored.at
  }
}

export const OutreachNoticeConnection = createConnectionType('OutreachNotice', () => OutreachNotice)
