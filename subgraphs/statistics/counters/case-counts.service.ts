import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import { covers, regionOfViewer, requireRegionCode } from '../../shared/reach/reach.service.js'
import { Watch, type Versioned } from '../../shared/watch.js'
import { RegionCount } from './counter.entities.js'

/** The counts of a region at one moment; `row` is undefined while nothing has happened there. */
export type CountsNow = Versioned & { regionCode: string; row: RegionCount | undefined }

const minIntervalMs = 250

/** Counts that somebody watches: one query for all of them after each fold, four changes a second at most. */
export function createCountsWatch(orm: MikroORM): Watch<CountsNow> {
  return new Watch<CountsNow>({ minIntervalMs, load: (codes) => loadCounts(orm.em.fork(), codes) })
}

export async function loadCounts(em: EntityManager, codes: string[]): Promise<Map<string, CountsNow>> {
  const rows = await em.find(RegionCount, { regionCode: codes })
  const byCode = new Map(rows.map((row) => [row.regionCode, row]))
  return new Map(
    codes.map((regionCode) => {
      const row = byCode.get(regionCode)
      return [regionCode, { regionCode, row, version: row?.version ?? 0n }]
    }),
  )
}

/**
 * Exact counts are for signed-in staff and dashboard accounts, of their own region and below.
 *
 * @throws AndonError BAD_USER_INPUT for a malformed code, UNAUTHENTICATED, FORBIDDEN
 */
export async function requireReach(em: EntityManager, viewer: Viewer, regionCode: string): Promise<void> {
  const staff = requireStaff(viewer, 'READ_EXACT_COUNTS')
  requireRegionCode(regionCode)
  if (!covers(await regionOfViewer(em, staff), regionCode)) {
    throw new AndonError('FORBIDDEN', {
      zh: '该地区不在您的管辖范围内。',
      en: 'This region is not within your reach.',
    })
  }
}
