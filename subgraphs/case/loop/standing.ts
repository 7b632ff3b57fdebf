import type { EntityManager } from '@mikro-orm/postgresql'
import type { StaffViewer } from '../../../platform/viewer/viewer.js'
import { reaches, reachOf, type StaffReach } from '../../shared/reach/reach.service.js'
import type { StoredCase } from './case.entity.js'
import type { Standing } from './table/step-rule.js'

/** What decides how a member of staff stands to cases; read once, asked of many. */
export type StaffStand = {
  viewer: StaffViewer
  reach: StaffReach
  /** By authority: those above it, up to the top. */
  above: ReadonlyMap<string, ReadonlySet<string>>
}

export async function standOf(
  em: EntityManager,
  viewer: StaffViewer,
  cases: readonly StoredCase[],
): Promise<StaffStand> {
  const reach = await reachOf(em, viewer)
  const above = await authoritiesAbove(em, [...new Set(cases.map(({ authorityId }) => authorityId))])
  return { viewer, reach, above }
}

/**
 * Whether a member of staff may know of a case: within reach or handling it, not about the own authority, and without
 * a tie to the reported unit.
 */
export function maySee({ viewer, reach }: Pick<StaffStand, 'viewer' | 'reach'>, stored: StoredCase): boolean {
  if (stored.excludedOfficers.includes(viewer.subject)) return false
  if (reaches(reach, stored)) return true
  const about = stored.excludedAuthorityIds.some((id) => reach.line.includes(id))
  return !about && handles(viewer, reach, stored)
}

/** An authority that was closed handles nothing any more; its staff have an empty line. */
function handles(viewer: StaffViewer, reach: StaffReach, stored: StoredCase): boolean {
  const { authorityId } = viewer
  if (authorityId === null || !reach.line.includes(authorityId)) return false
  return stored.authorityId === authorityId || stored.coHandlingAuthorityIds.includes(authorityId)
}

/** Whether the viewer stands so to the case, which it may see. */
export function stands(stand: StaffStand, stored: StoredCase, standing: Standing): boolean {
  const { viewer, reach, above } = stand
  const over = above.get(stored.authorityId) ?? new Set()
  const isHandling = handles(viewer, reach, stored)
  const isAbove = viewer.authorityId !== null && over.has(viewer.authorityId)
  switch (standing) {
    case 'WITHIN':
      return true
    case 'HANDLING':
      return isHandling
    case 'ABOVE':
      return isAbove
    case 'LINE':
      return isHandling || isAbove
    case 'REVIEWER':
      return isAbove || (over.size === 0 && viewer.authorityId === stored.authorityId)
  }
}

/** Whether an authority is the other one, or stands above it. */
export async function isAtOrAbove(em: EntityManager, authorityId: string, other: string): Promise<boolean> {
  const above = await authoritiesAbove(em, [other])
  return authorityId === other || above.get(other)?.has(authorityId) === true
}

async function authoritiesAbove(em: EntityManager, ids: string[]): Promise<Map<string, Set<string>>> {
  if (ids.length === 0) return new Map()
  const rows = await em.execute<{ of: string; above: string }[]>(
    `WITH RECURSIVE line AS (
       SELECT authority_id AS of, parent_authority_id AS above FROM "case".authority_reach
       WHERE authority_id IN (${ids.map(() => '?').join(', ')})
       UNION
       SELECT line.of, reach.parent_authority_id FROM line
       JOIN "case".authority_reach reach ON reach.authority_id = line.above
     )
     SELECT of, above FROM line WHERE above IS NOT NULL`,
    ids,
  )
  const grouped = Map.groupBy(rows, ({ of }) => of)
  return new Map([...grouped].map(([of, all]) => [of, new Set(all.map(({ above }) => above))]))
}
