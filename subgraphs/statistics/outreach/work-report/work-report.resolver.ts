import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql'
import { readPageRequest, toConnection, type Connection } from '../../../shared/connection/connection.js'
import type { StatisticsContext } from '../../context.js'
import { requireCampaign } from '../campaign/campaign.service.js'
import { StoredFiling } from '../filing/filing.entity.js'
import { countingStates } from '../filing/filing-table.js'
import { requireBelow, requireSeat } from '../seat.js'
import { suggestionsBelow } from './suggestions.js'
import { saveWorkReport, type SuggestionTarget } from './work-report.service.js'
import {
  type OutreachSuggestion,
  OutreachSuggestionConnection,
  SuggestionTargetEnum,
  WorkReport,
  WorkReportInput,
} from './work-report.type.js'

@Resolver(() => WorkReport)
export class WorkReportResolver {
  @Query(() => WorkReport, {
    description:
      '一个单位的工作情况报告：本单位的含草稿，下级的为最近一次报送的。The work report of the own authority, or of one below as it was last submitted.',
  })
  async outreachWorkReport(
    @Arg('campaignId', () => ID, { description: '活动编号。Id of the campaign.' }) campaignId: string,
    @Arg('authorityId', () => ID, {
      nullable: true,
      description: '单位编号；不填为本单位。The own authority where none is named.',
    })
    authorityId: string | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<WorkReport> {
    const seat = await requireSeat(em, viewer, 'READ_OUTREACH')
    const campaign = await requireCampaign(em, seat, campaignId)
    const asked = await requireBelow(em, seat, authorityId)
    const own = asked === seat.authorityId
    const filing = await em.findOne(
      StoredFiling,
      {
        campaignId,
        authorityId: asked,
        kind: 'WORK_REPORT',
        ...(own ? {} : { state: [...countingStates] }),
      },
      { orderBy: { edition: 'desc' } },
    )
    return new WorkReport(campaign, asked, filing)
  }

  @Mutation(() => WorkReport, {
    description: '保存本单位的工作情况报告。Keeps what was written in the own work report.',
  })
  async saveOutreachWorkReport(
    @Arg('campaignId', () => ID, { description: '活动编号。Id of the campaign.' }) campaignId: string,
    @Arg('expectedVersion', () => Int, { description: '所见版本；首次为 0。The version seen; 0 at first.' })
    expectedVersion: number,
    @Arg('input', () => WorkReportInput, { description: '修改。The changes.' }) input: WorkReportInput,
    @Ctx() context: StatisticsContext,
  ): Promise<WorkReport> {
    const change = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
    if (change['suggestions'] === null) change['suggestions'] = []
    const filing = await saveWorkReport(context, {
      campaignId,
      expectedVersion,
      change: change,
    })
    return this.outreachWorkReport(campaignId, filing.authorityId, { ...context, em: context.em.fork() })
  }

  @Query(() => OutreachSuggestionConnection, {
    description:
      '一个单位及其全部下级已报送的意见建议，按类汇总。Suggestions of an authority and all below it, as submitted.',
  })
  async outreachSuggestions(
    @Arg('campaignId', () => ID, { description: '活动编号。Id of the campaign.' }) campaignId: string,
    @Arg('authorityId', () => ID, {
      nullable: true,
      description: '单位编号；不填为本单位。The own authority where none is named.',
    })
    authorityId: string | null,
    @Arg('target', () => SuggestionTargetEnum, {
      nullable: true,
      description: '类别；不填为两类。Of one kind, or both.',
    })
    target: SuggestionTarget | null | undefined,
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: '上一页末条游标。Cursor of the page before.' })
    after: string | null,
    @Ctx() { em, viewer }: StatisticsContext,
  ): Promise<Connection<OutreachSuggestion>> {
    const seat = await requireSeat(em, viewer, 'READ_OUTREACH')
    await requireCampaign(em, seat, campaignId)
    const asked = await requireBelow(em, seat, authorityId)
    const page = readPageRequest(first, after)
    return toConnection(
      await suggestionsBelow(em, { campaignId, authorityId: asked, target: target ?? null }, page),
      page,
    )
  }
}
