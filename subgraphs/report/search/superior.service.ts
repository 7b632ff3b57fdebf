import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type Viewer } from '../../../platform/viewer/viewer.js'
import {
  readPageRequest,
  toConnection,
  unknownCursor,
  type Connection,
} from '../../shared/connection/connection.js'
import { reaches, reachOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import { UnitAlias } from '../content/unit-alias.entity.js'
import { StoredReport } from '../intake/report.entity.js'
import type { ReportLoader } from '../intake/report.service.js'
import { allMatches, type Match } from './matching.js'
import type { MatchedBy, ReportMatch, SuperiorMatch } from './search.type.js'

type SearchRow = {
  authority_id: string
  unit_index: Buffer | null
  credit_code_index: Buffer | null
  place_index: Buffer | null
}

/** Looks for what a search did not reach, and tells the lowest authority above both sides. Again, it changes nothing. */
export async function tellSuperiors(orm: MikroORM, searchId: string): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const [search] = await em.execute<SearchRow[]>(
      'SELECT authority_id, unit_index, credit_code_index, place_index FROM report.search WHERE id = ?',
      [searchId],
    )
    if (search === undefined) return
    const { authority_id: authorityId } = search
    const reach = await reachOf(em, { kind: 'STAFF', subject: 'search', roles: [], authorityId })
    const found = await allMatches(em, {
      unitIndex: search.unit_index,
      creditCodeIndex: search.credit_code_index,
      placeIndex: search.place_index,
    })
    for (const match of found.filter((one) => !reaches(reach, one))) await tell(em, authorityId, match)
  })
}

async function tell(em: EntityManager, searching: string, match: Match): Promise<void> {
  const { authorityId, excludedAuthorityIds, reportId, matchedBy } = match
  const [superior] = await em.execute<{ authority_id: string }[]>(commonSuperior, [
    searching,
    authorityId,
    toArray(excludedAuthorityIds),
  ])
  if (superior === undefined) return
  await em.execute(
    `INSERT INTO report.superior_match
       (id, superior_authority_id, searching_authority_id, report_id, matched_by, found_at)
     VALUES (?, ?, ?, ?, ?::text[], now()) ON CONFLICT DO NOTHING`,
    [randomUUID(), superior.authority_id, searching, reportId, toArray(matchedBy)],
  )
}

/** The lowest authority above both that may know of the report: not one it is about, nor one below such a one. */
const commonSuperior = `
  WITH RECURSIVE seeker AS (
    SELECT authority_id, parent_authority_id, 0 AS height FROM report.authority_reach WHERE authority_id = ?
    UNION ALL
    SELECT above.authority_id, above.parent_authority_id, seeker.height + 1
    FROM report.authority_reach above JOIN seeker ON above.authority_id = seeker.parent_authority_id
  ), handler AS (
    SELECT authority_id, parent_authority_id FROM report.authority_reach WHERE authority_id = ?
    UNION ALL
    SELECT above.authority_id, above.parent_authority_id
    FROM report.authority_reach above JOIN handler ON above.authority_id = handler.parent_authority_id
  ), common AS (
    SELECT seeker.authority_id, seeker.height FROM seeker JOIN handler USING (authority_id) WHERE seeker.height > 0
  )
  SELECT common.authority_id FROM common
  WHERE NOT EXISTS (
    SELECT FROM seeker one WHERE one.height >= common.height AND one.authority_id = ANY(?::uuid[])
  )
  ORDER BY common.height LIMIT 1`

/**
 * What the officers below have searched for without reaching it, newest first: for officers of the superior itself.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function matchesForSuperior(
  { em, viewer, reports }: { em: EntityManager; viewer: Viewer; reports: ReportLoader },
  page: { first: number; after: string | null },
): Promise<Connection<SuperiorMatch>> {
  const { authorityId } = requireStaff(viewer, 'SCREEN_REPORTS')
  const { first, afterId } = readPageRequest(page.first, page.after)
  if (authorityId === null) throw new AndonError('FORBIDDEN')
  const last = afterId === undefined ? undefined : await lastMatch(em, authorityId, afterId)
  const rows = await em.execute<MatchRow[]>(
    `SELECT id, report_id, searching_authority_id, matched_by, found_at FROM report.superior_match
     WHERE superior_authority_id = ? ${last === undefined ? '' : 'AND (found_at, id) < (?::timestamptz, ?::uuid)'}
     ORDER BY found_at DESC, id DESC LIMIT ?`,
    [authorityId, ...(last === undefined ? [] : [last, afterId]), first + 1],
  )
  const nodes = await Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      report: await reports.load(row.report_id),
      reportId: row.report_id,
      searchingAuthorityId: row.searching_authority_id,
      matchedBy: row.matched_by,
      foundAt: new Date(row.found_at),
    })),
  )
  return toConnection(nodes, { first, afterId })
}

type MatchRow = {
  id: string
  report_id: string
  searching_authority_id: string
  matched_by: MatchedBy[]
  found_at: Date
}

async function lastMatch(em: EntityManager, authorityId: string, id: string): Promise<Date> {
  const [row] = await em.execute<{ found_at: Date }[]>(
    'SELECT found_at FROM report.superior_match WHERE superior_authority_id = ? AND id = ?::uuid',
    [authorityId, id],
  )
  if (row === undefined) throw unknownCursor()
  return row.found_at
}

/**
 * Reports that may be about the same as one, wherever they are: for the case subgraph itself, which decides who of
 * staff may be told.
 *
 * @throws AndonError FORBIDDEN for everybody else, NOT_FOUND
 */
export async function reportMatches(
  em: EntityManager,
  viewer: Viewer,
  reportId: string,
): Promise<ReportMatch[]> {
  if (viewer.kind !== 'SERVICE' || viewer.service !== 'case') throw new AndonError('FORBIDDEN')
  const report = isUuid(reportId) ? await em.findOne(StoredReport, { id: reportId }) : null
  if (report === null) throw new AndonError('NOT_FOUND')
  const found = await allMatches(em, {
    unitIndex: toBuffer(report.unitIndex),
    creditCodeIndex: toBuffer(report.creditCodeIndex),
    placeIndex: toBuffer(report.placeIndex),
  })
  const byOtherNames = await matchesOfAliases(em, report.id)
  const byId = Map.groupBy([...found, ...byOtherNames], (match) => match.reportId)
  byId.delete(report.id)
  return [...byId].map(([id, matches]) => ({
    reportId: id,
    matchedBy: [...new Set(matches.flatMap(({ matchedBy }) => matchedBy))],
  }))
}

/** A unit goes by any of its names, whichever of them the other report has. */
async function matchesOfAliases(em: EntityManager, reportId: string): Promise<Match[]> {
  const found: Match[] = []
  for (const { nameIndex } of await em.find(UnitAlias, { reportId })) {
    const indexes = { unitIndex: toBuffer(nameIndex), creditCodeIndex: null, placeIndex: null }
    found.push(...(await allMatches(em, indexes)))
  }
  return found
}

function toBuffer(bytes: Uint8Array | null | undefined): Buffer | null {
  return bytes ? Buffer.from(bytes) : null
}

function toArray(items: readonly string[]): string {
  return `{${items.join(',')}}`
}
