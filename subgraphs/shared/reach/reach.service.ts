import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { StaffViewer } from '../../../platform/viewer/viewer.js'
import type { EventHandlers } from '../events/consumer.js'
import type { EventPayload } from '../events/catalogue.js'
import { AuthorityReach } from './authority-reach.entity.js'

/** Keeps the authority tree. */
export const reachHandlers: Pick<
  EventHandlers,
  'AuthorityRegistered' | 'AuthorityChanged' | 'AuthorityClosed'
> = {
  AuthorityRegistered: (em, { payload }) => keepAuthority(em, payload),
  AuthorityChanged: (em, { payload }) => keepAuthority(em, payload),
  AuthorityClosed: async (em, { payload }) => {
    await em.nativeUpdate(
      AuthorityReach,
      { authorityId: payload.authorityId },
      { closedOn: payload.effectiveOn },
    )
  },
}

async function keepAuthority(em: EntityManager, payload: EventPayload<'AuthorityRegistered'>): Promise<void> {
  const { authorityId, kind, regionCode, level, parentAuthorityId } = payload
  await em.upsert(AuthorityReach, { authorityId, kind, regionCode, level, parentAuthorityId })
}

/**
 * The code of the region a member of staff answers for; the reach by place is that region and all below it.
 * Undefined where the authority is unknown or closed, and where it answers for matters, not for places.
 */
export async function regionOfViewer(em: EntityManager, viewer: StaffViewer): Promise<string | undefined> {
  return (await reachOf(em, viewer)).regionCode
}

/** How far a member of staff may look. */
export type StaffReach = {
  /** Everything in this region and below it: the reach of an emergency-management department. */
  regionCode: string | undefined
  /**
   * The matters of these authorities, wherever they are: a mine bureau has no business with the other matters of its
   * province, 兵团 has no division. Itself and all below it; empty for who answers for a place.
   */
  handledBy: readonly string[]
  /** Itself and all above it: it may not read what is about one of these. */
  line: readonly string[]
}

const nothing: StaffReach = { regionCode: undefined, handledBy: [], line: [] }

export async function reachOf(em: EntityManager, viewer: StaffViewer): Promise<StaffReach> {
  if (viewer.authorityId === null) return nothing
  const [found] = await em.execute<{ region_code: string | null; below: string[]; line: string[] }[]>(
    reachQuery(em.config.get('schema')),
    [viewer.authorityId],
  )
  if (found === undefined) return nothing
  return { regionCode: found.region_code ?? undefined, handledBy: found.below, line: found.line }
}

const reachQuery = (schema: string) => `
  WITH RECURSIVE own AS (
    SELECT authority_id, parent_authority_id, (kind = 'EMERGENCY_MANAGEMENT' AND region_code IS NOT NULL) AS by_place,
      region_code
    FROM "${schema}".authority_reach
    WHERE authority_id = ?
      AND (closed_on IS NULL OR closed_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
  ), line AS (
    SELECT authority_id, parent_authority_id FROM own
    UNION
    SELECT above.authority_id, above.parent_authority_id
    FROM "${schema}".authority_reach above JOIN line ON above.authority_id = line.parent_authority_id
  ), below AS (
    SELECT authority_id FROM own WHERE NOT by_place
    UNION
    SELECT child.authority_id FROM "${schema}".authority_reach child JOIN below ON child.parent_authority_id = below.authority_id
  )
  SELECT CASE WHEN by_place THEN region_code END AS region_code,
    ARRAY(SELECT authority_id::text FROM line) AS line, ARRAY(SELECT authority_id::text FROM below) AS below
  FROM own`

/** What decides who may read a matter. */
export type Reachable = {
  regionCode: string
  authorityId: string
  excludedAuthorityIds: readonly string[]
}

/**
 * Whether the matter is within reach. One that is about an authority is hidden from it and from all below it,
 * wherever it lies; those above it see it.
 */
export function reaches(reach: StaffReach, matter: Reachable): boolean {
  if (matter.excludedAuthorityIds.some((id) => reach.line.includes(id))) return false
  return covers(reach.regionCode, matter.regionCode) || reach.handledBy.includes(matter.authorityId)
}

/**
 * The digits all codes of a region and everything below it begin with: GB/T 2260 writes province, city and county as
 * pairs, a town adds three. `000000` is the country; 省直辖 counties (419001) and functional zones (410173) follow
 * the same order, so that a subtree is one range of codes.
 */
export function prefixOf(regionCode: string): string {
  if (regionCode.length > 6) return regionCode
  if (regionCode === '000000') return ''
  return regionCode.endsWith('0000')
    ? regionCode.slice(0, 2)
    : regionCode.endsWith('00')
      ? regionCode.slice(0, 4)
      : regionCode
}

/** @throws AndonError BAD_USER_INPUT where it cannot be the code of a region */
export function requireRegionCode(regionCode: string): void {
  if (/^\d{6}(\d{3})?$/.test(regionCode)) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '地区代码应为 6 位或 9 位数字。', en: 'A region code has six or nine digits.' },
    { inputPath: 'regionCode' },
  )
}

/** Whether the place lies in the region or below it; nothing lies in an unknown region. */
export function covers(ownRegion: string | undefined, regionCode: string): boolean {
  return ownRegion !== undefined && regionCode.startsWith(prefixOf(ownRegion))
}
