import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Language } from '../../../platform/language.js'
import { requireStaff, type StaffViewer } from '../../../platform/viewer/viewer.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
} from '../../shared/connection/connection.js'
import { addDays, dayInChina } from '../../shared/day.js'
import { prefixOf, reachOf, type StaffReach } from '../../shared/reach/reach.service.js'
import { StoredCase } from '../loop/case.entity.js'
import { maySee } from '../loop/standing.js'
import { deadlineKinds, type DeadlineKind } from '../loop/table/deadline-kinds.js'
import type { CaseDesk } from '../loop/take-step.js'
import { running, StoredDeadline } from './deadline.entity.js'
import { toDeadlines } from './deadline.loader.js'
import type { Deadline } from './deadline.type.js'
import { endOfDay } from './working-days.js'

export type DueRequest = { withinDays: number; first: number; after: string | null }

const mostDays = 366
const ofAuthorities = (Object.keys(deadlineKinds) as DeadlineKind[]).filter(
  (kind) => deadlineKinds[kind].whose === 'AUTHORITY',
)

/**
 * What is due within so many days, or overdue, of the cases within reach; the most urgent first.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT for a wrong page or number of days
 */
export async function deadlinesDue(
  { em, viewer, clock, language }: CaseDesk & { language: Language },
  { withinDays, first, after }: DueRequest,
): Promise<Connection<Deadline>> {
  const staff = requireStaff(viewer, 'READ_CASES')
  requireDays(withinDays)
  const request = readPageRequest(first, after)
  const reach = await reachOf(em, staff)
  const last =
    request.afterId === undefined ? undefined : await requireSeen(em, request.afterId, { staff, reach })
  const until = endOfDay(addDays(dayInChina(clock()), withinDays))
  const ids = await dueIds(em, { staff, reach, until, last, limit: request.first + 1 })
  const found = await em.find(StoredDeadline, { id: ids }, { orderBy: { dueAt: 'asc', id: 'asc' } })
  return toConnection(await toDeadlines(em, found, { clock, language }), request)
}

function requireDays(withinDays: number): void {
  if (Number.isInteger(withinDays) && withinDays >= 0 && withinDays <= mostDays) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: `天数应为 0 到 ${String(mostDays)}。`, en: `Days are 0 to ${String(mostDays)}.` },
    { inputPath: 'withinDays' },
  )
}

type Within = { staff: StaffViewer; reach: StaffReach }

async function requireSeen(em: EntityManager, id: string, { staff, reach }: Within): Promise<StoredDeadline> {
  const last = await em.findOne(StoredDeadline, { id, ...running })
  const of = last === null ? null : await em.findOne(StoredCase, { id: last.caseId })
  if (last === null || of === null || !maySee({ viewer: staff, reach }, of)) throw unknownCursor()
  return last
}

async function dueIds(
  em: EntityManager,
  due: Within & { until: Date; last: StoredDeadline | undefined; limit: number },
): Promise<string[]> {
  const { staff, reach, until, last, limit } = due
  const kinds = ofAuthorities.map(() => '?').join(', ')
  const own = staff.authorityId !== null && reach.line.includes(staff.authorityId) ? staff.authorityId : null
  const place = reach.regionCode === undefined ? null : `${prefixOf(reach.regionCode)}%`
  const rows = await em.execute<{ id: string }[]>(
    `SELECT d.id FROM "case".deadline d JOIN "case"."case" c ON c.id = d.case_id
     WHERE d.met_at IS NULL AND d.cancelled_at IS NULL AND d.lapsed_at IS NULL AND d.due_at <= ?
       AND d.kind IN (${kinds}) AND NOT c.excluded_authority_ids && ?::uuid[] AND NOT ? = ANY (c.excluded_officers)
       AND (c.region_code LIKE ? OR c.authority_id = ANY (?::uuid[]) OR ?::uuid = ANY (c.co_handling_authority_ids))
       ${last === undefined ? '' : 'AND (d.due_at, d.id) > (?, ?)'}
     ORDER BY d.due_at, d.id LIMIT ${String(limit)}`,
    [
      until,
      ...ofAuthorities,
      `{${reach.line.join(',')}}`,
      staff.subject,
      place,
      `{${[...reach.handledBy, ...(own === null ? [] : [own])].join(',')}}`,
      own,
      ...(last === undefined ? [] : [last.dueAt, last.id]),
    ],
  )
  return rows.map(({ id }) => id)
}
