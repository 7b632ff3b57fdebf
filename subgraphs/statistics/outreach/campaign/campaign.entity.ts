import { defineEntity, p } from '@mikro-orm/postgresql'
import type { FilingKind } from '../filing/filing.entity.js'
import type { DueDays } from './due-days.js'

export type CampaignState = 'DRAFT' | 'OPEN' | 'CLOSED'

const StoredCampaignSchema = defineEntity({
  name: 'StoredCampaign',
  tableName: 'outreach_campaign',
  properties: {
    id: p.uuid().primary(),
    /** Who called for it, and at whom the sums end. */
    authorityId: p.uuid(),
    title: p.string().length(100),
    goal: p.text(),
    startsOn: p.date(),
    endsOn: p.date(),
    /** Empty: everywhere below the authority. */
    regionCodes: p.array(),
    dueOn: p.json<DueDays>(),
    state: p.string().length(8).$type<CampaignState>(),
    version: p.integer(),
    createdBy: p.string().length(200),
    createdAt: p.datetime(),
    openedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
  },
})

/** A publicity campaign 宣传推广活动: B15. */
export class StoredCampaign extends StoredCampaignSchema.class {}
StoredCampaignSchema.setClass(StoredCampaign)

const StoredTaskSchema = defineEntity({
  name: 'StoredTask',
  tableName: 'outreach_task',
  properties: {
    campaignId: p.uuid().primary(),
    authorityId: p.uuid().primary(),
    kind: p.string().length(16).$type<FilingKind>().primary(),
    /** The last moment of the day; null for who called for the campaign and reports to nobody in it. */
    dueAt: p.datetime().nullable(),
    remindedAt: p.datetime().nullable(),
    overdueAt: p.datetime().nullable(),
    firstSubmittedAt: p.datetime().nullable(),
    /** Set once, and never taken back: neither by a return nor by a correction. */
    late: p.boolean(),
  },
})

/** What an authority owes a campaign, and by when. */
export class StoredTask extends StoredTaskSchema.class {}
StoredTaskSchema.setClass(StoredTask)

const StoredNoticeSchema = defineEntity({
  name: 'StoredOutreachNotice',
  tableName: 'outreach_notice',
  properties: {
    id: p.uuid().primary(),
    campaignId: p.uuid(),
    authorityId: p.uuid(),
    /** Whose document it is about: its own, or one below. */
    aboutAuthorityId: p.uuid(),
    kind: p.string().length(16).$type<FilingKind>(),
    occasion: p.string().length(16).$type<'NEAR' | 'OVER' | 'RETURNED'>(),
    at: p.datetime(),
  },
})

/** What an authority is told about what it owes, or is owed. */
export class StoredOutreachNotice extends StoredNoticeSchema.class {}
StoredNoticeSchema.setClass(StoredOutreachNotice)

const StoredPlanSchema = defineEntity({
  name: 'StoredPlan',
  tableName: 'outreach_plan',
  properties: {
    campaignId: p.uuid().primary(),
    authorityId: p.uuid().primary(),
    leader: p.string().length(50),
    deputyInCharge: p.string().length(50),
    leadOffice: p.string().length(100),
    handler: p.string().length(50),
    taskForce: p.text().nullable(),
    plan: p.text(),
    progress: p.string().length(16).$type<'PLANNED' | 'UNDER_WAY' | 'DONE'>(),
    version: p.integer(),
    changedBy: p.string().length(200),
    changedAt: p.datetime(),
  },
})

/** How an authority organises its part of a campaign (D19, D24). */
export class StoredPlan extends StoredPlanSchema.class {}
StoredPlanSchema.setClass(StoredPlan)
