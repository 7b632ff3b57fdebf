import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
  type PageRequest,
} from '../../shared/connection/connection.js'
import { covers, prefixOf, regionOfViewer, requireRegionCode } from '../../shared/reach/reach.service.js'
import type { CaseState } from './case-state.js'
import { StoredCase } from './case.entity.js'
import { toCaseType, type Case } from './case.type.js'

export type CaseFilter = {
  regionCode?: string | null
  state?: CaseState | null
  first: number
  after?: string | null
}

/**
 * A page of the cases within the viewer's reach, newest first.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN where the region is out of reach, BAD_USER_INPUT for a wrong page or a
 *   malformed code
 */
export async function pageOfCases(
  em: EntityManager,
  viewer: Viewer,
  filter: CaseFilter,
): Promise<Connection<Case>> {
  const staff = requireStaff(viewer, 'READ_CASES')
  if (filter.regionCode != null) requireRegionCode(filter.regionCode)
  const request = readPageRequest(filter.first, filter.after)
  const ownRegion = await regionOfViewer(em, staff)
  const asked = filter.regionCode ?? ownRegion
  if (asked === undefined || !covers(ownRegion, asked)) throw outOfReach()
  return pageWithin(em, asked, request, filter.state ?? undefined)
}

async function pageWithin(
  em: EntityManager,
  regionCode: string,
  request: PageRequest,
  state: CaseState | undefined,
): Promise<Connection<Case>> {
  const conditions: FilterQuery<StoredCase>[] = [{ regionCode: { $like: `${prefixOf(regionCode)}%` } }]
  if (state !== undefined) conditions.push({ state })
  if (request.afterId !== undefined) conditions.push(await after(em, request.afterId, regionCode))
  const rows = await em.find(
    StoredCase,
    { $and: conditions },
    { orderBy: { openedAt: 'desc', id: 'desc' }, limit: request.first + 1 },
  )
  return toConnection(rows.map(toCaseType), request)
}

/** A cursor of another region is as unknown as one never given out: it would tell when a case elsewhere was opened. */
async function after(em: EntityManager, id: string, regionCode: string): Promise<FilterQuery<StoredCase>> {
  const last = await em.findOne(StoredCase, { id })
  if (last === null || !covers(regionCode, last.regionCode)) throw unknownCursor()
  return { $or: [{ openedAt: { $lt: last.openedAt } }, { openedAt: last.openedAt, id: { $lt: id } }] }
}

export function outOfReach(): AndonError {
  return new AndonError('FORBIDDEN', {
    zh: '该地区不在您的管辖范围内。',
    en: 'This region is not within your reach.',
  })
}
