import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { readPageRequest, toConnection, type Connection } from '../../../shared/connection/connection.js'
import type { StatisticsContext } from '../../context.js'
import type { FilingKind } from '../filing/filing.entity.js'
import { type OutreachTask, OutreachTaskConnection, TaskFilterEnum } from '../filing/filing.type.js'
import { requireBelow, requireSeat } from '../seat.js'
import { StoredPlan } from './campaign.entity.js'
import { listCampaigns, listNotices } from './campaign-lists.js'
import {
  changeCampaign,
  closeCampaign,
  createCampaign,
  openCampaign,
  requireCampaign,
} from './campaign.service.js'
import {
  FilingKindEnum,
  OutreachCampaign,
  OutreachCampaignConnection,
  OutreachCampaignInput,
  OutreachNotice,
  OutreachNoticeConnection,
  OutreachPlan,
  OutreachPlanInput,
} from './campaign.type.js'
import { setPlan, type PlanDraft } from './plan.service.js'
import { tasksBelow, type TaskFilter } from './task.service.js'

const campaignId = { description: '活动编号。Id of the campaign.' }
const expectedVersion = { description: '所见版本。The version seen.' }
const ownWhereNone = {
  nullable: true,
  description: '单位编号；不填为本单位。The own authority where none is named.',
} as const
const page = { defaultValue: 20, description: '条数，1 到 100。How many.' }
const cursor = { nullable: true, description: '上一页末条游标。Cursor of the page before.' } as const

@Resolver(() => OutreachCampaign)
export class OutreachCampaignResolver {
  @Query(() => OutreachCampaignConnection, {
    description: '本单位发起或参加的宣传推广活动。Campaigns the own authority called for or takes part in.',
  })
  async outreachCampaigns(
    @Arg('first', () => Int, page) first: number,
    @Arg('after', () => String, cursor) after: string | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<Connection<OutreachCampaign>> {
    const seat = await requireSeat(em, viewer, 'READ_OUTREACH')
    const request = readPageRequest(first, after)
    const rows = await listCampaigns(em, seat, request)
    return toConnection(
      rows.map((row) => new OutreachCampaign(row)),
      request,
    )
  }

  @Query(() => OutreachNoticeConnection, {
    description: '给本单位的提醒，新的在前。What the own authority was told, newest first.',
  })
  async outreachNotices(
    @Arg('first', () => Int, page) first: number,
    @Arg('after', () => String, cursor) after: string | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<Connection<OutreachNotice>> {
    const seat = await requireSeat(em, viewer, 'READ_OUTREACH')
    const request = readPageRequest(first, after)
    const rows = await listNotices(em, seat, request)
    return toConnection(
      rows.map((row) => new OutreachNotice(row)),
      request,
    )
  }

  @Query(() => OutreachTaskConnection, {
    description:
      '一个单位全部下级的报送情况，按地区排列；未报送的单位在此列明。What all below an authority owe: who is missing is named here.',
  })
  async outreachTasks(
    @Arg('campaignId', () => ID, campaignId) id: string,
    @Arg('authorityId', () => ID, ownWhereNone) authorityId: string | null,
    @Arg('kind', () => FilingKindEnum, { description: '材料种类。Which document.' }) kind: FilingKind,
    @Arg('filter', () => TaskFilterEnum, { nullable: true, description: '筛选。Which of them.' })
    filter: TaskFilter | null | undefined,
    @Arg('first', () => Int, page) first: number,
    @Arg('after', () => String, cursor) after: string | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<Connection<OutreachTask>> {
    const seat = await requireSeat(em, viewer, 'READ_OUTREACH')
    await requireCampaign(em, seat, id)
    const asked = await requireBelow(em, seat, authorityId)
    const request = readPageRequest(first, after)
    return toConnection(
      await tasksBelow(em, { campaignId: id, authorityId: asked, kind, filter: filter ?? null }, request),
      request,
    )
  }

  @Mutation(() => OutreachCampaign, { description: '拟定宣传推广活动。Drafts a campaign.' })
  async createOutreachCampaign(
    @Arg('input', () => OutreachCampaignInput, { description: '活动。The campaign.' })
    input: OutreachCampaignInput,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachCampaign> {
    return new OutreachCampaign(await createCampaign(context, input))
  }

  @Mutation(() => OutreachCampaign, { description: '修改拟定中的活动。Changes a draft.' })
  async changeOutreachCampaign(
    @Arg('id', () => ID, campaignId) id: string,
    @Arg('expectedVersion', () => Int, expectedVersion) version: number,
    @Arg('input', () => OutreachCampaignInput, { description: '活动。The campaign.' })
    input: OutreachCampaignInput,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachCampaign> {
    return new OutreachCampaign(await changeCampaign(context, { id, expectedVersion: version }, input))
  }

  @Mutation(() => OutreachCampaign, {
    description: '启动活动，向各级单位下达报送任务和期限。Opens it: everybody in it has its tasks and days.',
  })
  async openOutreachCampaign(
    @Arg('id', () => ID, campaignId) id: string,
    @Arg('expectedVersion', () => Int, expectedVersion) version: number,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachCampaign> {
    return new OutreachCampaign(await openCampaign(context, { id, expectedVersion: version }))
  }

  @Mutation(() => OutreachCampaign, { description: '结束活动，不再接收材料。Ends it.' })
  async closeOutreachCampaign(
    @Arg('id', () => ID, campaignId) id: string,
    @Arg('expectedVersion', () => Int, expectedVersion) version: number,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachCampaign> {
    return new OutreachCampaign(await closeCampaign(context, { id, expectedVersion: version }))
  }

  @Mutation(() => OutreachPlan, {
    description: '填写本单位的组织推动安排。States how the own authority organises its part.',
  })
  async setOutreachPlan(
    @Arg('campaignId', () => ID, campaignId) id: string,
    @Arg('expectedVersion', () => Int, { description: '所见版本；首次为 0。The version seen; 0 at first.' })
    version: number,
    @Arg('input', () => OutreachPlanInput, { description: '安排。The plan.' }) input: OutreachPlanInput,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachPlan> {
    const draft: PlanDraft = Object.assign({ taskForce: null }, input)
    return new OutreachPlan(await setPlan(context, { campaignId: id, expectedVersion: version, draft }))
  }

  @FieldResolver(() => OutreachPlan, {
    nullable: true,
    description: '一个单位的组织推动安排；本单位或下级。The plan of the own authority, or of one below.',
  })
  async plan(
    @Root() { id }: OutreachCampaign,
    @Arg('authorityId', () => ID, ownWhereNone) authorityId: string | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<OutreachPlan | null> {
    const seat = await requireSeat(em, viewer, 'READ_OUTREACH')
    const asked = await requireBelow(em, seat, authorityId)
    const found = await em.findOne(StoredPlan, { campaignId: id, authorityId: asked })
    return found === null ? null : new OutreachPlan(found)
  }
}
