import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AndonError } from '../../../../platform/errors.js'
import { AuthorityReach } from '../../../shared/reach/authority-reach.entity.js'
import { covers } from '../../../shared/reach/reach.service.js'
import { isUuid } from '../../../shared/uuid.js'
import { changedMeanwhile, type OutreachDesk } from '../filing/filing.service.js'
import { refused, requireText } from '../problem.js'
import { requireSeat, type Seat } from '../seat.js'
import { StoredCampaign, StoredTask, type CampaignState } from './campaign.entity.js'
import { completeDueDays, levelOutOfOrder, levels, type DueDays, type Level } from './due-days.js'
import { assignTasks } from './participants.js'

export type CampaignDraft = {
  title: string
  goal: string
  startsOn: string
  endsOn: string
  regionCodes: string[]
  dueOn: { level: Level; day: string }[]
}

/**
 * Drafts a campaign of the own authority and everything below it.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function createCampaign(
  { em, viewer, clock }: OutreachDesk,
  draft: CampaignDraft,
): Promise<StoredCampaign> {
  return em.transactional(async (inner) => {
    const seat = await requireSeat(inner, viewer, 'MANAGE_CAMPAIGNS')
    const campaign = inner.create(StoredCampaign, {
      ...(await readDraft(inner, seat, draft)),
      id: randomUUID(),
      authorityId: seat.authorityId,
      state: 'DRAFT',
      version: 1,
      createdBy: seat.subject,
      createdAt: clock(),
    })
    inner.persist(campaign)
    return campaign
  })
}

type OnCampaign = { id: string; expectedVersion: number }

/** Changes a draft. @throws AndonError as `createCampaign`, NOT_FOUND, CONFLICT */
export function changeCampaign(
  desk: OutreachDesk,
  on: OnCampaign,
  draft: CampaignDraft,
): Promise<StoredCampaign> {
  return withCampaign(desk, on, 'DRAFT', async (em, seat, campaign) => {
    em.assign(campaign, await readDraft(em, seat, draft))
  })
}

/** Opens it: everybody in it has its tasks and days from now on. @throws AndonError as `changeCampaign` */
export function openCampaign(desk: OutreachDesk, on: OnCampaign): Promise<StoredCampaign> {
  return withCampaign(desk, on, 'DRAFT', async (em, _seat, campaign) => {
    campaign.state = 'OPEN'
    campaign.openedAt = desk.clock()
    await em.flush()
    await assignTasks(em, campaign)
  })
}

/** Ends it: nothing more is taken in. @throws AndonError as `changeCampaign` */
export function closeCampaign(desk: OutreachDesk, on: OnCampaign): Promise<StoredCampaign> {
  return withCampaign(desk, on, 'OPEN', (_em, _seat, campaign) => {
    campaign.state = 'CLOSED'
    campaign.closedAt = desk.clock()
    return Promise.resolve()
  })
}

async function withCampaign(
  { em, viewer }: OutreachDesk,
  { id, expectedVersion }: OnCampaign,
  state: CampaignState,
  change: (em: EntityManager, seat: Seat, campaign: StoredCampaign) => Promise<void>,
): Promise<StoredCampaign> {
  return em.transactional(async (inner) => {
    const seat = await requireSeat(inner, viewer, 'MANAGE_CAMPAIGNS')
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true } as const
    const campaign = isUuid(id) ? await inner.findOne(StoredCampaign, { id }, lock) : null
    if (campaign === null || campaign.authorityId !== seat.authorityId) throw new AndonError('NOT_FOUND')
    if (campaign.version !== expectedVersion) throw changedMeanwhile(campaign.version)
    if (campaign.state !== state)
      throw new AndonError('CONFLICT', undefined, { details: { state: campaign.state } })
    await change(inner, seat, campaign)
    campaign.version += 1
    return campaign
  })
}

async function readDraft(em: EntityManager, seat: Seat, draft: CampaignDraft) {
  const title = requireText(draft.title, { path: 'input.title', name: '活动名称', min: 2, max: 100 })
  const goal = requireText(draft.goal, { path: 'input.goal', name: '活动目标', min: 2, max: 2_000 })
  const startsOn = requireDay(draft.startsOn, 'input.startsOn')
  const endsOn = requireDay(draft.endsOn, 'input.endsOn')
  if (endsOn < startsOn)
    throw refused('input.endsOn', '结束日期不能早于开始日期。', 'It does not end before it begins.')
  const own = await em.findOneOrFail(AuthorityReach, { authorityId: seat.authorityId })
  return {
    ...{ title, goal, startsOn, endsOn },
    regionCodes: readRegions(draft.regionCodes, own),
    dueOn: readDueDays(draft.dueOn, own),
  }
}

function requireDay(text: string, path: string): string {
  if (z.iso.date().safeParse(text).success) return text
  throw refused(path, '日期应为“年-月-日”，如 2026-12-21。', 'A day such as 2026-12-21.')
}

function readRegions(codes: readonly string[], own: AuthorityReach): string[] {
  const distinct = [...new Set(codes)]
  if (distinct.length > 100) throw refused('input.regionCodes', '最多 100 个地区。', 'At most 100 regions.')
  for (const code of distinct)
    if (!/^\d{6}(\d{3})?$/.test(code) || !covers(own.regionCode ?? undefined, code))
      throw refused(
        'input.regionCodes',
        '地区代码无效或不在本单位的管辖范围内。',
        'A region that is not within reach.',
      )
  return distinct
}

function readDueDays(given: CampaignDraft['dueOn'], own: AuthorityReach): DueDays {
  const ofLevel = own.level as Level
  const stated: DueDays = {}
  for (const { level, day } of given) {
    if (levels.indexOf(level) <= levels.indexOf(ofLevel) || stated[level] !== undefined)
      throw refused(
        'input.dueOn',
        '报送期限应逐级填写，且只包括本级以下各级。',
        'One day for each level below the own one.',
      )
    stated[level] = requireDay(day, 'input.dueOn')
  }
  const days = completeDueDays(stated, ofLevel)
  const wrong = levelOutOfOrder(days)
  if (wrong !== undefined)
    throw refused('input.dueOn', '下级的报送期限应早于上级。', 'Those below report before those above.')
  if (ofLevel !== 'COUNTY' && Object.keys(days).length === 0)
    throw refused('input.dueOn', '请填写至少一级的报送期限。', 'At least one level needs its day.')
  return days
}

/**
 * A campaign the own authority takes part in, or called for.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN; NOT_FOUND for any other
 */
export async function requireCampaign(em: EntityManager, seat: Seat, id: string): Promise<StoredCampaign> {
  const campaign = isUuid(id) ? await em.findOne(StoredCampaign, { id }) : null
  if (campaign === null) throw new AndonError('NOT_FOUND')
  const own = campaign.authorityId === seat.authorityId
  if (own || (await em.count(StoredTask, { campaignId: id, authorityId: seat.authorityId })) > 0)
    return campaign
  throw new AndonError('NOT_FOUND')
}
