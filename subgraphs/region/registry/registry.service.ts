import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { AndonError } from '../../../platform/errors.js'
import { isStaffWho, requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { dayInChina, startOfDay } from '../../shared/day.js'
import { covers, prefixOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import { recordChanges } from '../audit/audit.service.js'
import { requireManager, requireWithin } from '../authority/management-reach.js'
import type { RegionContext } from '../context.js'
import type { Division } from '../division/division-tree.js'
import { requireRegionCode } from '../division/region-code.js'
import { StoredRegistryCount } from './registry-count.entity.js'
import { StoredRegistryEntry } from './registry-entry.entity.js'
import { RegistryEntry, type RegionRegistry } from './registry.type.js'
import { rollUp, type OwnCount } from './roll-up.js'

export type RegistryLoader = DataLoader<Division, RegionRegistry>

/** One query for however many regions; what lies below is added up in memory. */
export function createRegistryLoader(em: EntityManager): RegistryLoader {
  return new DataLoader(async (divisions) => {
    const prefixes = [...new Set(divisions.map(({ code }) => prefixOf(code)))]
    const rows = await em.find(StoredRegistryCount, {
      $or: prefixes.map((prefix) => ({ regionCode: { $like: `${prefix}%` } })),
    })
    const own = new Map<string, OwnCount>(
      rows.map(({ regionCode, enterprises, communities, statedEnterprises, statedCommunities, asOf }) => [
        regionCode,
        {
          enterprises,
          communities,
          statedEnterprises: statedEnterprises ?? null,
          statedCommunities: statedCommunities ?? null,
          asOf,
        },
      ]),
    )
    return divisions.map((division) => {
      const { asOf, ...counts } = rollUp(division, own)
      return { ...counts, asOf: asOf === null ? null : startOfDay(asOf) }
    })
  })
}

const [shortestText, longestText, mostHits] = [2, 50, 50]

/**
 * Enterprises by a part of their name or their whole credit code, for staff within reach.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function searchEnterprises(
  context: RegionContext,
  text: string,
  regionCode: string,
  first: number,
): Promise<RegistryEntry[]> {
  const staff = requireReader(context.viewer)
  const place = requireRegionCode(regionCode, 'regionCode')
  const own = staff.authorityId === null ? null : await context.authorities.byId.load(staff.authorityId)
  if (!covers(own?.regionCode ?? undefined, place)) throw outOfReach()
  const words = text.trim()
  if (words.length < shortestText || words.length > longestText)
    throw refused('text', '搜索内容应为 2 到 50 字。', 'Search for 2 to 50 characters.')
  if (first < 1 || first > mostHits) throw refused('first', '条数应为 1 到 50。', 'first must be 1 to 50.')
  const found = await context.em.find(
    StoredRegistryEntry,
    {
      kind: 'ENTERPRISE',
      regionCode: { $like: `${prefixOf(place)}%` },
      $or: [
        { name: { $like: `%${words.replace(/[%_\\]/g, '\\$&')}%` } },
        { creditCode: words.toUpperCase() },
      ],
    },
    { orderBy: { name: 'asc', id: 'asc' }, limit: first },
  )
  return found.map((entry) => new RegistryEntry(entry))
}

/** Officers look a unit up for a case, publicity staff for a placement. */
function requireReader(viewer: Viewer): StaffViewer {
  return isStaffWho(viewer, 'READ_OUTREACH') ? viewer : requireStaff(viewer, 'READ_CASES')
}

/** An entry somebody else names, for staff within reach; null for everyone else, as if there were none. */
export async function findEntry(context: RegionContext, id: string): Promise<RegistryEntry | null> {
  const { viewer, authorities, entries } = context
  const reads = (['READ_CASES', 'READ_OUTREACH', 'READ_EXACT_COUNTS'] as const).some((one) =>
    isStaffWho(viewer, one),
  )
  if (!reads || viewer.kind !== 'STAFF' || viewer.authorityId === null || !isUuid(id)) return null
  const own = await authorities.byId.load(viewer.authorityId)
  // Bureaus for mines and 兵团 answer for matters, not for a place.
  const acts = own?.kind === 'EMERGENCY_MANAGEMENT' && (own.closedOn ?? '9999') > dayInChina()
  const entry = acts ? await entries.load(id) : null
  return entry !== null && covers(own?.regionCode ?? undefined, entry.regionCode)
    ? new RegistryEntry(entry)
    : null
}

export type EntryLoader = DataLoader<string, StoredRegistryEntry | null>

export function createEntryLoader(em: EntityManager): EntryLoader {
  return new DataLoader(async (ids) => {
    const found = await em.find(StoredRegistryEntry, { id: [...ids] })
    return ids.map((id) => found.find((entry) => entry.id === id) ?? null)
  })
}

export type StatedCounts = { enterprises?: number | null; communities?: number | null; asOf: string }

/** States a published figure for a division and all below it; null takes it back. */
export async function stateCounts(
  context: RegionContext,
  regionCode: string,
  stated: StatedCounts,
): Promise<void> {
  const reach = await requireManager(context)
  const place = requireRegionCode(regionCode, 'regionCode')
  requireWithin(reach, place)
  if (context.divisions().tree.get(place) === undefined)
    throw refused('regionCode', '没有这个区划代码。', 'No region has this code.')
  const { enterprises = null, communities = null, asOf } = stated
  for (const [name, count] of Object.entries({ enterprises, communities }))
    if (count !== null && count < 0) throw refused(name, '数量不能为负。', 'A count is not negative.')
  if (asOf > dayInChina())
    throw refused('asOf', '数据日期不能晚于今天。', 'The day of the figures has not come.')
  await context.em.transactional(async (em) => {
    await em.execute(stateCount, [place, enterprises, communities, asOf])
    await recordChanges(em, reach.staff.subject, [
      {
        thing: 'REGISTRY',
        thingId: place,
        action: 'CHANGED',
        before: null,
        after: { enterprises, communities, asOf },
      },
    ])
  })
}

const stateCount = `
  INSERT INTO region.registry_count (region_code, stated_enterprises, stated_communities, as_of) VALUES (?, ?, ?, ?)
  ON CONFLICT (region_code) DO UPDATE SET stated_enterprises = excluded.stated_enterprises,
    stated_communities = excluded.stated_communities, as_of = excluded.as_of`

function outOfReach(): AndonError {
  return new AndonError('FORBIDDEN', {
    zh: '该地区不在您的管辖范围内。',
    en: 'This region is not within your reach.',
  })
}

function refused(inputPath: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}
