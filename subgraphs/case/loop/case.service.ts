import type { EntityManager, FilterQuery } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
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
  reachOf,
  requireRegionCode,
  type StaffReach,
} from '../../shared/reach/reach.service.js'
import type { CaseState } from './case-state.js'
import { StoredCase } from './case.entity.js'
import { toCaseType, type Case } from './case.type.js'
import { maySee } from './standing.js'

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
  const named = filter.regionCode != null
  return pageWithin(em, { viewer: staff, reach, asked, named, state: filter.state ?? undefined }, request)
}

type Bounds = {
  viewer: StaffViewer
  reach: StaffReach
  asked: string | undefined
  /** Whether the region was named; if not, what the own authority handles elsewhere is listed too. */
  named: boolean
  state: CaseState | undefined
}

async function pageWithin(
  em: EntityManager,
  bounds: Bounds,
  request: PageRequest,
): Promise<Connection<Case>> {
  const { viewer, reach, state } = bounds
  const conditions: FilterQuery<StoredCase>[] = [
    { $not: { excludedAuthorityIds: { $overlap: [...reach.line] } } },
    { $not: { excludedOfficers: { $contains: [viewer.subject] } } },
    within(bounds),
  ]
  if (state !== undefined) conditions.push({ state })
  if (request.afterId !== undefined) conditions.push(await after(em, request.afterId, bounds))
  const rows = await em.find(
    StoredCase,
    { $and: conditions },
    { orderBy: { openedAt: 'desc', id: 'desc' }, limit: request.first + 1 },
  )
  return toConnection(rows.map(toCaseType), request)
}

function within({ viewer, reach, asked, named }: Bounds): FilterQuery<StoredCase> {
  const place: FilterQuery<StoredCase>[] =
    asked === undefined ? [] : [{ regionCode: { $like: `${prefixOf(asked)}%` } }]
  if (reach.regionCode === undefined)
    return { $and: [...place, { $or: [{ authorityId: [...reach.handledBy] }, ...handledWith(viewer)] }] }
  return named ? { $and: place } : { $or: [...place, ...handledWith(viewer)] }
}

/** A case of another place that was handed to the own authority, or in which it helps. */
function handledWith({ authorityId }: StaffViewer): FilterQuery<StoredCase>[] {
  return authorityId === null
    ? []
    : [{ authorityId }, { coHandlingAuthorityIds: { $contains: [authorityId] } }]
}

/** A cursor of another region is as unknown as one never given out: it would tell when a case elsewhere was opened. */
async function after(em: EntityManager, id: string, bounds: Bounds): Promise<FilterQuery<StoredCase>> {
  const { asked, named } = bounds
  const last = await em.findOne(StoredCase, { id })
  const isOfThisList =
    last !== null && maySee(bounds, last) && (!named || asked === undefined || covers(asked, last.regionCode))
  if (!isOfThisList) throw unknownCursor()
  return { $or: [{ openedAt: { $lt: last.openedAt } }, { openedAt: last.openedAt, id: { $lt: id } }] }
}

export function outOfReach(): AndonError {
  return new AndonError('FORBIDDEN', {
    zh: '该地区不在您的管辖范围内。',
    en: 'This region is not within your reach.',
  })
}
