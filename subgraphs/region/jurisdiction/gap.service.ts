import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
} from '../../shared/connection/connection.js'
import { MatterType } from '../../shared/dictionary/matter.js'
import { covers, prefixOf } from '../../shared/reach/reach.service.js'
import { requireManager, requireWithin } from '../authority/management-reach.js'
import type { RegionContext } from '../context.js'
import { findRegion } from '../division/region.service.js'
import { requireRegionCode } from '../division/region-code.js'
import { decide } from './decision.js'
import { StoredGap } from './gap.entity.js'
import type { JurisdictionGap } from './gap.type.js'
import { NoAuthority, type NoAuthorityReason } from './located.type.js'
import { readQuestion, type LocateQuestion } from './question.js'
import type { RuleIndex } from './rule-index.js'

const quietMs = 60_000

/** When a gap was written last: a stranger who asks in a loop writes one row a minute, not one a request. */
const writtenAtMs = new WeakMap<RegionContext['rules'], Map<string, number>>()

/** Records that nobody answered, once for each different question, with how often it was asked. */
export async function recordGap(
  context: RegionContext,
  question: LocateQuestion,
  reason: NoAuthorityReason,
): Promise<void> {
  const { division, industryCode, matterTypes, accidentLevel, against } = question
  const terms = [
    division.code,
    industryCode ?? '',
    [...matterTypes].sort().join(' '),
    accidentLevel ?? '',
    against?.id ?? '',
    reason,
  ]
  if (!isDue(context.rules, terms.join('\n'))) return
  await context.em.execute(upsertGap, [randomUUID(), ...terms])
}

const upsertGap = `
  INSERT INTO region.jurisdiction_gap (id, region_code, industry_code, matter_types, accident_level,
    against_authority_id, reason, asked_count, first_asked_at, last_asked_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, 1, now(), now())
  ON CONFLICT (region_code, industry_code, matter_types, accident_level, against_authority_id, reason)
    WHERE fixed_at IS NULL
  DO UPDATE SET asked_count = jurisdiction_gap.asked_count + 1, last_asked_at = excluded.last_asked_at`

function isDue(rules: RegionContext['rules'], key: string): boolean {
  const written = writtenAtMs.get(rules) ?? new Map<string, number>()
  writtenAtMs.set(rules, written)
  const nowMs = Date.now()
  if ((written.get(key) ?? 0) > nowMs - quietMs) return false
  if (written.size > 10_000) written.clear()
  written.set(key, nowMs)
  return true
}

/**
 * The questions nobody answers for yet, by place.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function pageOfGaps(
  context: RegionContext,
  filter: { regionCode: string; first: number; after?: string | null | undefined },
): Promise<Connection<JurisdictionGap>> {
  const reach = await requireManager(context)
  requireWithin(reach, requireRegionCode(filter.regionCode, 'regionCode'))
  const request = readPageRequest(filter.first, filter.after)
  const conditions: FilterQuery<StoredGap>[] = [
    { regionCode: { $like: `${prefixOf(filter.regionCode)}%` }, fixedAt: null },
  ]
  if (request.afterId !== undefined)
    conditions.push(await after(context.em, request.afterId, filter.regionCode))
  const rows = await context.em.find(
    StoredGap,
    { $and: conditions },
    { orderBy: { regionCode: 'asc', id: 'asc' }, limit: request.first + 1 },
  )
  return toConnection(
    rows.map((row) => toGapType(context, row)),
    request,
  )
}

async function after(em: EntityManager, id: string, regionCode: string): Promise<FilterQuery<StoredGap>> {
  const last = await em.findOne(StoredGap, { id })
  if (last === null || !covers(regionCode, last.regionCode)) throw unknownCursor()
  return { $or: [{ regionCode: { $gt: last.regionCode } }, { regionCode: last.regionCode, id: { $gt: id } }] }
}

function toGapType({ divisions }: RegionContext, gap: StoredGap): JurisdictionGap {
  const { id, industryCode, reason, askedCount, firstAskedAt, lastAskedAt } = gap
  return {
    id,
    region: findRegion(divisions(), gap.regionCode),
    industryCode: industryCode === '' ? null : industryCode,
    matterTypes: matterTypesOf(gap),
    reason,
    askedCount,
    firstAskedAt,
    lastAskedAt,
  }
}

function matterTypesOf({ matterTypes }: StoredGap): MatterType[] {
  const asked = matterTypes.split(' ')
  return Object.values(MatterType).filter((type) => asked.includes(type))
}

/** Takes off the list what is answered since a rule or an authority was entered: the question is asked again. */
export async function closeGaps(context: RegionContext, rules: RuleIndex, regionCode: string): Promise<void> {
  const open = await context.em.find(
    StoredGap,
    { regionCode: { $like: `${prefixOf(regionCode)}%` }, fixedAt: null },
    { limit: 10_000 },
  )
  for (const gap of open) {
    const question = await readQuestion(context, {
      regionCode: gap.regionCode,
      industryCode: gap.industryCode || null,
      matterTypes: matterTypesOf(gap),
      accidentLevel: gap.accidentLevel || null,
      againstAuthorityId: gap.againstAuthorityId || null,
    }).catch(() => undefined)
    // A place that is no more is nobody's to mend.
    const isAnswered =
      question === undefined || !((await decide(context, rules, question)) instanceof NoAuthority)
    if (isAnswered) gap.fixedAt = new Date()
  }
  await context.em.flush()
}
