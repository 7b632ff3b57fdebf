import type { FilterQuery } from '@mikro-orm/postgresql'
import { isStaffWho } from '../../../platform/viewer/viewer.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
} from '../../shared/connection/connection.js'
import { findAuthority } from '../authority/authority.service.js'
import { noSuchAuthority } from '../authority/management.service.js'
import { requireManager, requireWithin } from '../authority/management-reach.js'
import type { RegionContext } from '../context.js'
import { ChangeRecord } from './change-record.entity.js'
import { AuthorityChange } from './change-record.type.js'

/**
 * What became of an authority, newest first; for audit administrators, and for region managers within reach.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND, BAD_USER_INPUT
 */
export async function pageOfHistory(
  context: RegionContext,
  asked: { authorityId: string; first: number; after?: string | null | undefined },
): Promise<Connection<AuthorityChange>> {
  const reach = isStaffWho(context.viewer, 'READ_AUDIT') ? undefined : await requireManager(context)
  const request = readPageRequest(asked.first, asked.after)
  const authority = await findAuthority(context, asked.authorityId)
  if (authority === null) throw noSuchAuthority('authorityId')
  if (reach !== undefined) requireWithin(reach, authority.stored.regionCode ?? null)
  const ofIt: FilterQuery<ChangeRecord> = { thing: 'AUTHORITY', thingId: authority.id }
  const conditions: FilterQuery<ChangeRecord>[] = [ofIt]
  if (request.afterId !== undefined) {
    const last = await context.em.findOne(ChangeRecord, { id: request.afterId, ...ofIt })
    if (last === null) throw unknownCursor()
    conditions.push({ sequence: { $lt: last.sequence } })
  }
  const rows = await context.em.find(
    ChangeRecord,
    { $and: conditions },
    { orderBy: { sequence: 'desc' }, limit: request.first + 1 },
  )
  return toConnection(
    rows.map((row) => new AuthorityChange(row)),
    request,
  )
}
