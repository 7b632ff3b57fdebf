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
import {
  covers,
  prefixOf,
  reaches,
  reachOf,
  requireRegionCode,
  type StaffReach,
} from '../../shared/reach/reach.service.js'
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
  const reach = await reachOf(em, staff)
  const asked = filter.regionCode ?? reach.regionCode
  const mayAsk = reach.handledBy.length > 0 || (asked !== undefined && covers(reach.regionCode, asked))
  if (!mayAsk) throw outOfReach()
  return pageWithin(em, { reach, asked, state: filter.state ?? undefined }, request)
}

type Bounds = { reach: StaffReach; asked: string | undefined; state: CaseState | undefined }

async function pageWithin(
  em: EntityManager,
  bounds: Bounds,
  request: PageRequest,
): Promise<Connection<Case>> {
  const { reach, asked, state } = bounds
  const conditions: FilterQuery<StoredCase>[] = [
    { $not: { excludedAuthorityIds: { $overlap: [...reach.line] } } },
  ]
  if (asked !== undefined) conditions.push({ regionCode: { $like: `${prefixOf(asked)}%` } })
  if (reach.regionCode === undefined) conditions.push({ authorityId: [...reach.handledBy] })
  if (state !== undefined) conditions.push({ state })
  if (request.afterId !== undefined) conditions.push(await after(em, request.afterId, bounds))
  const rows = await em.find(
    StoredCase,
    { $and: conditions },
    { orderBy: { openedAt: 'desc', id: 'desc' }, limit: request.first + 1 },
  )
  return toConnection(rows.map(toCaseType), request)
}

/** A cursor of another region is as unknown as one never given out: it would tell when a case elsewhere was opened. */
async function after(
  em: EntityManager,
  id: string,
  { reach, asked }: Bounds,
): Promise<FilterQuery<StoredCase>> {
  const last = await em.findOne(StoredCase, { id })
  const isOfThisList =
    last !== null && reaches(reach, last) && (asked === undefined || covers(asked, last.regionCode))
  if (!isOfThisList) throw unknownCursor()
  return { $or: [{ openedAt: { $lt: last.openedAt } }, { openedAt: last.openedAt, id: { $lt: id } }] }
}

export function outOfReach(): AndonError {
  return new AndonError('FORBIDDEN', {
    zh: '该地区不在您的管辖范围内。',
    en: 'This region is not within your reach.',
  })
}
