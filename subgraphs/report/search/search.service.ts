import type { EntityManager } from '@mikro-orm/postgresql'
import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
  type PageRequest,
} from '../../shared/connection/connection.js'
import { addJob } from '../../shared/jobs/add-job.js'
import { prefixOf, reachOf, type StaffReach } from '../../shared/reach/reach.service.js'
import type { ReportAuditAction } from '../audit-actions.js'
import type { BlindIndex } from '../content/blind-index.js'
import type { ReportLoader } from '../intake/report.service.js'
import type { Report } from '../intake/report.type.js'
import { indexesOf, matches, matchValues, type Indexes, type SearchTerms } from './matching.js'

const limits = [
  { hours: 1, most: 30 },
  { hours: 24, most: 120 },
] as const

export type SearchMeans = {
  em: EntityManager
  viewer: Viewer
  reports: ReportLoader
  blindIndex: BlindIndex
}

/**
 * Reports within reach about the same unit or place, by keyed equality. What lies outside is looked for by a job that
 * runs after every search, found something or not: neither the answer nor its time tells of it. Each search is counted
 * and stands in the audit chain, its terms as a commitment only.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, RATE_LIMITED
 */
export async function searchReports(
  means: SearchMeans,
  terms: SearchTerms,
  page: { first: number; after: string | null },
): Promise<Connection<Report>> {
  const { em, blindIndex, reports } = means
  const viewer = requireStaff(means.viewer, 'SCREEN_REPORTS')
  const request = readPageRequest(page.first, page.after)
  const indexes = indexesOf(blindIndex, terms)
  if (Object.values(indexes).every((index) => index === null)) throw nothingToSearch()
  const reach = await reachOf(em, viewer)
  if (reach.line.length === 0) throw new AndonError('FORBIDDEN')
  await em.transactional((inner) => recordSearch(inner, viewer, indexes, terms))
  const ids = await pageOfMatches(em, reach, indexes, request)
  const loaded = await Promise.all(ids.map((id) => reports.load(id)))
  return toConnection(
    loaded.filter((report) => report !== null),
    request,
  )
}

async function recordSearch(
  em: EntityManager,
  viewer: StaffViewer,
  indexes: Indexes,
  terms: SearchTerms,
): Promise<void> {
  const { subject, authorityId } = viewer
  await em.execute('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', [`andon search ${subject}`])
  await refuseTooMany(em, subject)
  const id = randomUUID()
  const salt = randomBytes(32)
  const { unitIndex, creditCodeIndex, placeIndex } = indexes
  await em.execute(
    `INSERT INTO report.search (id, subject, authority_id, unit_index, credit_code_index, place_index, salt, searched_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, now())`,
    [id, subject, authorityId, unitIndex, creditCodeIndex, placeIndex, salt],
  )
  const by = Object.entries(indexes).flatMap(([name, index]) => (index === null ? [] : [name]))
  const commitment = createHmac('sha256', salt).update(JSON.stringify(terms)).digest('hex')
  await recordAudit<ReportAuditAction>(em, {
    actor: viewer,
    action: 'REPORTS_SEARCHED',
    thing: { kind: 'SEARCH', id },
    facts: { by, commitment },
  })
  await addJob(em, 'tellSuperiors', { searchId: id })
}

async function refuseTooMany(em: EntityManager, subject: string): Promise<void> {
  for (const { hours, most } of limits) {
    const [row] = await em.execute<{ searches: number; wait: number }[]>(
      `SELECT count(*)::int AS searches,
         ceil(extract(epoch FROM min(searched_at) + make_interval(hours => ?) - now()))::int AS wait
       FROM report.search WHERE subject = ? AND searched_at > now() - make_interval(hours => ?)`,
      [hours, subject, hours],
    )
    if (row !== undefined && row.searches >= most) throw tooManySearches(most, hours, row.wait)
  }
}

async function pageOfMatches(
  em: EntityManager,
  reach: StaffReach,
  indexes: Indexes,
  { first, afterId }: PageRequest,
): Promise<string[]> {
  const prefix = reach.regionCode === undefined ? null : `${prefixOf(reach.regionCode)}%`
  const within = `(r.region_code LIKE ? OR r.authority_id = ANY(?::uuid[])) AND NOT r.excluded_authority_ids && ?::uuid[]`
  const values = [...matchValues(indexes), prefix, toArray(reach.handledBy), toArray(reach.line)]
  const last =
    afterId === undefined ? undefined : await lastOf(em, `${matches} AND ${within}`, values, afterId)
  const rows = await em.execute<{ id: string }[]>(
    `SELECT r.id FROM report.report r WHERE ${matches} AND ${within}
       ${last === undefined ? '' : 'AND (r.submitted_at, r.id) < (?::timestamptz, ?::uuid)'}
     ORDER BY r.submitted_at DESC, r.id DESC LIMIT ?`,
    [...values, ...(last === undefined ? [] : [last, afterId]), first + 1],
  )
  return rows.map(({ id }) => id)
}

async function lastOf(em: EntityManager, where: string, values: unknown[], id: string): Promise<Date> {
  const [row] = await em.execute<{ submitted_at: Date }[]>(
    `SELECT r.submitted_at FROM report.report r WHERE ${where} AND r.id = ?::uuid`,
    [...values, id],
  )
  if (row === undefined) throw unknownCursor()
  return row.submitted_at
}

function toArray(ids: readonly string[]): string {
  return `{${ids.join(',')}}`
}

function nothingToSearch(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '请至少填写单位名称、统一社会信用代码或地点中的一项。',
      en: 'Give a unit, a credit code or a place to search for.',
    },
    { inputPath: 'unitName' },
  )
}

function tooManySearches(most: number, hours: number, retryAfterSeconds: number): AndonError {
  return new AndonError(
    'RATE_LIMITED',
    {
      zh: `每人每 ${String(hours)} 小时最多检索 ${String(most)} 次，请稍后再试。`,
      en: `At most ${String(most)} searches in ${String(hours)} hours: try again later.`,
    },
    { details: { retryAfterSeconds } },
  )
}
