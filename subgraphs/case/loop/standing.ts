import type { EntityManager } from '@mikro-orm/postgresql'
import type { StaffViewer } from '../../../platform/viewer/viewer.js'
import { reaches, reachOf, type StaffReach } from '../../shared/reach/reach.service.js'
import type { StoredCase } from './case.entity.js'
import type { Standing } from './table/step-rule.js'

/** What decides how a member of staff stands to cases; read once, asked of many. */
export type StaffStand = {
  viewer: StaffViewer
  reach: StaffReach
  /** By authority: those above it that are open, the nearest first. */
  above: ReadonlyMap<string, ReadonlySet<string>>
  /** The ministry, where it stands above one of them. */
  national: ReadonlySet<string>
}

export async function standOf(
  em: EntityManager,
  viewer: StaffViewer,
  cases: readonly StoredCase[],
): Promise<StaffStand> {
  const reach = await reachOf(em, viewer)
  const rows = await linesAbove(em, [...new Set(cases.map(({ authorityId }) => authorityId))])
  const national = new Set(rows.filter(({ level }) => level === 'NATIONAL').map(({ above }) => above))
  return { viewer, reach, above: grouped(rows), national }
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
  const { viewer, reach, above, national } = stand
  const over = above.get(stored.authorityId) ?? new Set()
  const isHandling = handles(viewer, reach, stored)
  const isLeading = isHandling && stored.authorityId === viewer.authorityId
  const isAbove = viewer.authorityId !== null && over.has(viewer.authorityId)
  switch (standing) {
    case 'WITHIN':
      return true
    case 'HANDLING':
      return isHandling
    case 'LEADING':
      return isLeading
    case 'ABOVE':
      return isAbove
    case 'LINE':
      return isLeading || isAbove
    case 'REVIEWER': {
      const reviewer = firstNotConcerned([...over], stored)
      return reviewer === undefined ? over.size === 0 && isLeading : reviewer === viewer.authorityId
    }
    case 'REEXAMINER': {
      const [next] = over
      const isTop = next === undefined || national.has(next)
      return isTop ? isLeading : firstNotConcerned([...over], stored) === viewer.authorityId
    }
  }
}

/** Whether an authority is the other one, or stands above it. */
export async function isAtOrAbove(em: EntityManager, authorityId: string, other: string): Promise<boolean> {
  const above = await authoritiesAbove(em, [other])
  return authorityId === other || above.get(other)?.has(authorityId) === true
}

/** The nearest of a line of authorities that the matter is not about; who is below one of those is concerned too. */
export function firstNotConcerned(
  line: readonly string[],
  { excludedAuthorityIds }: Pick<StoredCase, 'excludedAuthorityIds'>,
): string | undefined {
  return line.find((_, index) => !line.slice(index).some((id) => excludedAuthorityIds.includes(id)))
}

/** Those above each of the authorities, the nearest first, as far as they are open. */
export async function authoritiesAbove(em: EntityManager, ids: string[]): Promise<Map<string, Set<string>>> {
  return grouped(await linesAbove(em, ids))
}

type LineRow = { of: string; above: string; level: string | null }

async function linesAbove(em: EntityManager, ids: string[]): Promise<LineRow[]> {
  if (ids.length === 0) return []
  return em.execute<LineRow[]>(
    `WITH RECURSIVE line AS (
       SELECT authority_id AS of, parent_authority_id AS above, 1 AS height FROM "case".authority_reach
       WHERE authority_id IN (${ids.map(() => '?').join(', ')})
       UNION
       SELECT line.of, reach.parent_authority_id, line.height + 1 FROM line
       JOIN "case".authority_reach reach ON reach.authority_id = line.above
     )
     SELECT of, above, reach.level FROM line LEFT JOIN "case".authority_reach reach ON reach.authority_id = above
     WHERE above IS NOT NULL
       AND (reach.closed_on IS NULL OR reach.closed_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
     ORDER BY height`,
    ids,
  )
}

function grouped(rows: readonly LineRow[]): Map<string, Set<string>> {
  const lines = Map.groupBy(rows, ({ of }) => of)
  return new Map([...lines].map(([of, all]) => [of, new Set(all.map(({ above }) => above))]))
}
