import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Permission } from '../../../platform/viewer/roles.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { reachOf } from '../../shared/reach/reach.service.js'

export type Seat = StaffViewer & { authorityId: string }

/**
 * The member of staff and the authority spoken for.
 *
 * @throws AndonError UNAUTHENTICATED; FORBIDDEN without the permission, and for an authority that is unknown or closed
 */
export async function requireSeat(em: EntityManager, viewer: Viewer, permission: Permission): Promise<Seat> {
  const staff = requireStaff(viewer, permission)
  const { authorityId } = staff
  const { line } = await reachOf(em, staff)
  if (authorityId === null || !line.includes(authorityId)) throw new AndonError('FORBIDDEN')
  return { ...staff, authorityId }
}

/** Whether `above` is the authority itself or stands anywhere above it: documents go up this line and no other. */
export async function isInLine(em: EntityManager, authorityId: string, above: string): Promise<boolean> {
  if (authorityId === above) return true
  const [found] = await em.execute<{ found: boolean }[]>(
    `WITH RECURSIVE line AS (
       SELECT authority_id, parent_authority_id FROM statistics.authority_reach WHERE authority_id = ?
       UNION
       SELECT up.authority_id, up.parent_authority_id
       FROM statistics.authority_reach up JOIN line ON up.authority_id = line.parent_authority_id
     ) SELECT EXISTS (SELECT FROM line WHERE authority_id = ?) AS found`,
    [authorityId, above],
  )
  return found?.found === true
}

/**
 * The authority somebody asks about: the own one where none is named, otherwise one below it.
 *
 * @throws AndonError NOT_FOUND for any other: whether it has something is not told
 */
export async function requireBelow(
  em: EntityManager,
  seat: Seat,
  authorityId: string | null | undefined,
): Promise<string> {
  const asked = authorityId ?? seat.authorityId
  if (!(await isInLine(em, asked, seat.authorityId))) throw new AndonError('NOT_FOUND')
  return asked
}
