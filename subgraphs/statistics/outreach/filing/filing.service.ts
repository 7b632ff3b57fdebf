import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../../platform/errors.js'
import type { Viewer } from '../../../../platform/viewer/viewer.js'
import type { Clock } from '../../../shared/clock.js'
import { AuthorityReach } from '../../../shared/reach/authority-reach.entity.js'
import { isUuid } from '../../../shared/uuid.js'
import { StoredCampaign, StoredTask } from '../campaign/campaign.entity.js'
import { requireText } from '../problem.js'
import { isInLine, requireSeat, type Seat } from '../seat.js'
import { StoredFiling, StoredFilingStep, type FilingKind } from './filing.entity.js'
import { FilingState, filingSteps, FilingStep, type StepRule } from './filing-table.js'

export type OutreachDesk = { em: EntityManager; viewer: Viewer; clock: Clock }

export type StepRequest = { filingId: string; step: FilingStep; expectedVersion: number; reason?: string }

/** What a step finds when it may be taken, inside its transaction. */
export type FilingScene = {
  em: EntityManager
  filing: StoredFiling
  campaign: StoredCampaign
  seat: Seat
  now: Date
}

/**
 * Takes a step of a filing: who, from where to where and with which needs stands in the table.
 *
 * @param effect what else happens, before the state changes
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT, BAD_USER_INPUT
 */
export async function takeFilingStep(
  desk: OutreachDesk,
  request: StepRequest,
  effect: (scene: FilingScene) => Promise<void> | void = () => undefined,
): Promise<StoredFiling> {
  const { step, reason } = request
  const rule = filingSteps[step]
  return desk.em.transactional(async (em) => {
    const scene = await admitStep({ ...desk, em }, request)
    const { filing, seat, now } = scene
    const given = rule.reasoned
      ? requireText(reason ?? '', { path: 'reason', name: '理由', min: 2, max: 500 })
      : null
    await effect(scene)
    if (rule.to !== 'SAME') filing.state = rule.to
    filing.version += 1
    recordStep(em, { filing, step, seat, at: now, reason: given })
    return filing
  })
}

/** Looks whether the step may be taken, and holds the filing until the transaction ends. */
export async function admitStep(
  { em, viewer, clock }: OutreachDesk,
  { filingId, step, expectedVersion }: StepRequest,
): Promise<FilingScene> {
  const rule = filingSteps[step]
  const seat = await requireSeat(em, viewer, rule.permission)
  const filing = await lockFiling(em, seat, filingId)
  const campaign = await em.findOneOrFail(StoredCampaign, { id: filing.campaignId })
  await requireSide(em, rule, { filing, seat })
  requireStanding(rule, { filing, campaign, seat, expectedVersion })
  return { em, filing, campaign, seat, now: clock() }
}

async function lockFiling(em: EntityManager, seat: Seat, filingId: string): Promise<StoredFiling> {
  const found = isUuid(filingId)
    ? await em.findOne(
        StoredFiling,
        { id: filingId },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      )
    : null
  if (found === null || !(await isInLine(em, found.authorityId, seat.authorityId)))
    throw new AndonError('NOT_FOUND')
  return found
}

async function requireSide(
  em: EntityManager,
  { by }: StepRule,
  { filing, seat }: { filing: StoredFiling; seat: Seat },
): Promise<void> {
  const own = filing.authorityId === seat.authorityId
  const { parentAuthorityId } = await em.findOneOrFail(AuthorityReach, { authorityId: filing.authorityId })
  if (by === 'OWN' ? own : !own && parentAuthorityId === seat.authorityId) return
  throw new AndonError('FORBIDDEN', {
    zh: by === 'OWN' ? '只能办理本单位的材料。' : '只能由直接接收材料的上级单位退回。',
    en: by === 'OWN' ? 'This is for its own authority.' : 'This is for the authority it was submitted to.',
  })
}

function requireStanding(
  rule: StepRule,
  given: { filing: StoredFiling; campaign: StoredCampaign; seat: Seat; expectedVersion: number },
): void {
  const { filing, campaign, seat, expectedVersion } = given
  requireOpen(campaign)
  if (filing.version !== expectedVersion) throw changedMeanwhile(filing.version)
  if (!rule.from.includes(filing.state)) {
    throw new AndonError(
      'CONFLICT',
      { zh: '材料的当前状态不能进行此操作。', en: 'Not in the present state of this document.' },
      { details: { state: filing.state } },
    )
  }
  if (rule.anotherPerson === true && filing.editedBy.includes(seat.subject)) {
    throw new AndonError('FORBIDDEN', {
      zh: '填报人不能审核自己填写的材料，请由他人审核。',
      en: 'Somebody who wrote nothing in it has to check it.',
    })
  }
}

export function requireOpen({ state }: StoredCampaign): void {
  if (state === 'OPEN') return
  throw new AndonError('CONFLICT', {
    zh: state === 'DRAFT' ? '活动尚未启动。' : '活动已结束，不再接收材料。',
    en: state === 'DRAFT' ? 'The campaign has not been opened.' : 'The campaign is over.',
  })
}

export function changedMeanwhile(version: number): AndonError {
  return new AndonError(
    'CONFLICT',
    {
      zh: '内容已被他人修改，请刷新后核对再保存。',
      en: 'Somebody has changed it meanwhile: reload and look again.',
    },
    { inputPath: 'expectedVersion', details: { version } },
  )
}

export function recordStep(
  em: EntityManager,
  {
    filing,
    step,
    seat,
    at,
    reason = null,
  }: {
    filing: StoredFiling
    step: FilingStep
    seat: Seat
    at: Date
    reason?: string | null
  },
): void {
  const { subject, authorityId } = seat
  em.persist(
    em.create(StoredFilingStep, {
      id: randomUUID(),
      filingId: filing.id,
      step,
      subject,
      authorityId,
      at,
      reason,
    }),
  )
}

type Save = { campaignId: string; kind: FilingKind; expectedVersion: number }

/**
 * Opens the own filing for writing, making its first edition where there is none, and keeps what was written.
 *
 * @param write gets the filing under a lock, and changes it
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, CONFLICT
 */
export async function saveFiling(
  desk: OutreachDesk,
  { campaignId, kind, expectedVersion }: Save,
  write: (scene: FilingScene) => Promise<void>,
): Promise<StoredFiling> {
  const rule = filingSteps[FilingStep.SAVED]
  return desk.em.transactional(async (em) => {
    const seat = await requireSeat(em, desk.viewer, rule.permission)
    const { authorityId } = seat
    const campaign = await requireTask(em, { campaignId, authorityId })
    // Two who begin at once take turns; the second finds what the first has made.
    const lock = `andon outreach ${campaignId} ${authorityId} ${kind}`
    await em.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [lock])
    const now = desk.clock()
    const found = await latestFiling(em, { campaignId, authorityId, kind })
    const filing = found ?? firstEdition(em, { campaignId, authorityId, kind, now })
    requireStanding(rule, { filing, campaign, seat, expectedVersion })
    if (found === null) await em.flush()
    await write({ em, filing, campaign, seat, now })
    filing.version += 1
    if (!filing.editedBy.includes(seat.subject)) filing.editedBy = [...filing.editedBy, seat.subject]
    recordStep(em, { filing, step: FilingStep.SAVED, seat, at: now })
    return filing
  })
}

async function requireTask(
  em: EntityManager,
  { campaignId, authorityId }: { campaignId: string; authorityId: string },
): Promise<StoredCampaign> {
  const campaign = isUuid(campaignId) ? await em.findOne(StoredCampaign, { id: campaignId }) : null
  if (campaign === null) throw new AndonError('NOT_FOUND')
  requireOpen(campaign)
  if ((await em.count(StoredTask, { campaignId, authorityId })) === 0) throw new AndonError('NOT_FOUND')
  return campaign
}

export function latestFiling(
  em: EntityManager,
  of: { campaignId: string; authorityId: string; kind: FilingKind },
): Promise<StoredFiling | null> {
  return em.findOne(StoredFiling, of, { orderBy: { edition: 'desc' } })
}

function firstEdition(
  em: EntityManager,
  { now, ...of }: { campaignId: string; authorityId: string; kind: FilingKind; now: Date },
): StoredFiling {
  const filing = em.create(StoredFiling, {
    ...of,
    id: randomUUID(),
    edition: 1,
    state: FilingState.DRAFT,
    version: 0,
    content: {},
    editedBy: [],
    included: [],
    createdAt: now,
  })
  em.persist(filing)
  return filing
}
