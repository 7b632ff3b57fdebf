import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { StatisticsContext } from '../../context.js'
import { OutreachPlan } from '../campaign/campaign.type.js'
import { requireCampaign } from '../campaign/campaign.service.js'
import { describeActivities } from '../records/prefill.js'
import { requireBelow, requireSeat } from '../seat.js'
import { figureNames } from './figures.js'
import { shortcomingsOfView } from './freeze.js'
import { saveSummary } from './summary.service.js'
import { OutreachShortcoming, OutreachSummary, OutreachSummaryInput } from './summary.type.js'
import type { SummaryChange } from './summary-content.js'

@Resolver(() => OutreachSummary)
export class OutreachSummaryResolver {
  @Query(() => OutreachSummary, {
    nullable: true,
    description:
      '一个单位在一次活动中的汇总表：本单位的含草稿，下级的为最近一次报送的。The annex form of the own authority, or of one below as it was last submitted.',
  })
  async outreachSummary(
    @Arg('campaignId', () => ID, { description: '活动编号。Id of the campaign.' }) campaignId: string,
    @Arg('authorityId', () => ID, {
      nullable: true,
      description: '单位编号；不填为本单位。The own authority where none is named.',
    })
    authorityId: string | null,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachSummary | null> {
    const { em, viewer, outreach } = context
    const seat = await requireSeat(em, viewer, 'READ_OUTREACH')
    const campaign = await requireCampaign(em, seat, campaignId)
    const asked = await requireBelow(em, seat, authorityId)
    const view = await outreach.summaries.views.load({
      campaign,
      authorityId: asked,
      ownId: seat.authorityId,
    })
    return view?.task == null ? null : new OutreachSummary(view, seat.authorityId)
  }

  @Mutation(() => OutreachSummary, {
    description:
      '保存本单位的汇总表；两人同时填写时后保存者会得到提示。Keeps what was written in the own form; of two who edit, the later is told.',
  })
  async saveOutreachSummary(
    @Arg('campaignId', () => ID, { description: '活动编号。Id of the campaign.' }) campaignId: string,
    @Arg('expectedVersion', () => Int, { description: '所见版本；首次为 0。The version seen; 0 at first.' })
    expectedVersion: number,
    @Arg('input', () => OutreachSummaryInput, { description: '修改。The changes.' })
    input: OutreachSummaryInput,
    @Ctx() context: StatisticsContext,
  ): Promise<OutreachSummary> {
    const { authorityId } = await saveSummary(context, {
      campaignId,
      expectedVersion,
      change: toChange(input),
    })
    const saved = await this.outreachSummary(campaignId, authorityId, { ...context, em: context.em.fork() })
    if (saved === null) throw new Error('what was saved is there')
    return saved
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      '联系电话，加密保存；本单位和上级经办人员可见。The telephone, kept sealed; for those who work on the form, here and above.',
  })
  phone(@Root() { view: { filing } }: OutreachSummary, @Ctx() { phones }: StatisticsContext): string | null {
    return filing?.sealedPhone == null ? null : phones.open(filing.id, filing.sealedPhone)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: '按活动记录拟出的“具体活动形式”，供采用。A proposal for the note, from the records.',
  })
  otherActivitiesNoteProposed(@Root() { view }: OutreachSummary): string | null {
    return describeActivities(view.prefill)
  }

  @FieldResolver(() => OutreachPlan, {
    nullable: true,
    description:
      '本次活动的组织推动安排，是“加强领导”部分的依据。The plan behind it: evidence for section LEADERSHIP.',
  })
  async plan(
    @Root() { view }: OutreachSummary,
    @Ctx() { outreach }: StatisticsContext,
  ): Promise<OutreachPlan | null> {
    const { campaign, authority } = view
    const plan = await outreach.plans.load({ campaignId: campaign.id, authorityId: authority.authorityId })
    return plan === null ? null : new OutreachPlan(plan)
  }

  @FieldResolver(() => [OutreachShortcoming], {
    description: '提交审核前还缺的内容。What is missing before it can be checked.',
  })
  shortcomings(
    @Root() { view }: OutreachSummary,
    @Ctx() { language }: StatisticsContext,
  ): OutreachShortcoming[] {
    return shortcomingsOfView(view).map(({ inputPath, ...message }) => ({
      inputPath,
      message: message[language],
    }))
  }

  @FieldResolver(() => [OutreachSummary], {
    description:
      '直接下级的汇总表，可逐级下钻；未报送的没有办理情况。Those directly below; one that submitted nothing has no filing.',
  })
  async children(
    @Root() { view, ownId }: OutreachSummary,
    @Ctx() { outreach }: StatisticsContext,
  ): Promise<OutreachSummary[]> {
    const { campaign, authority } = view
    const { authorityId } = authority
    const ids = await outreach.summaries.children.load({ campaignId: campaign.id, authorityId })
    const views = await Promise.all(
      ids.map((id) => outreach.summaries.views.load({ campaign, authorityId: id, ownId })),
    )
    return views.flatMap((one) => (one === null ? [] : [new OutreachSummary(one, ownId)]))
  }
}

function toChange(input: OutreachSummaryInput): SummaryChange {
  const { overview, phone, organisation, otherActivitiesNote, remark, filledBy } = input
  const figures: SummaryChange['figures'] = {}
  for (const figure of figureNames) {
    const given = input[figure]
    if (given !== undefined) figures[figure] = given
  }
  const texts = { organisation, otherActivitiesNote, remark, filledBy, phone }
  const given = Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined))
  return {
    ...given,
    figures,
    overview: Object.fromEntries((overview ?? []).map(({ section, text }) => [section, text])),
  }
}
