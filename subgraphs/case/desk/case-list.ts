import type { StaffViewer } from '../../../platform/viewer/viewer.js'
import { AndonError } from '../../../platform/errors.js'
import { covers, requireRegionCode, type StaffReach } from '../../shared/reach/reach.service.js'
import { conditionsOf, inRegion } from './case-conditions.js'
import type { CaseFilter } from './case-filter.input.js'
import { allOf, arrayOf, sql, type Sql } from './sql.js'

/** The cases somebody asks for, as disjoint parts that an index serves each by itself. */
export type CaseList = {
  viewer: StaffViewer
  reach: StaffReach
  regionCode: string | undefined
  parts: Sql[]
}

/**
 * What a filter asks for, within the viewer’s reach. Where no region is named, that is also what the own authority
 * handles elsewhere, or helps with.
 *
 * @throws AndonError FORBIDDEN where the region is out of reach, BAD_USER_INPUT for what is malformed
 */
export function listOf(viewer: StaffViewer, reach: StaffReach, filter: CaseFilter, now: Date): CaseList {
  const named = filter.regionCode ?? undefined
  if (named !== undefined) requireRegionCode(named)
  const asked = named ?? reach.regionCode
  const mayAsk = reach.handledBy.length > 0 || (asked !== undefined && covers(reach.regionCode, asked))
  if (!mayAsk) throw outOfReach()
  const conditions = [
    sql('NOT c.excluded_authority_ids && ?::uuid[]', arrayOf(reach.line)),
    sql('? <> ALL(c.excluded_officers)', viewer.subject),
    ...conditionsOf(filter, { subject: viewer.subject, now }),
  ]
  const parts =
    reach.regionCode === undefined ? byMatter(viewer, reach, named) : byPlace(viewer, reach.regionCode, named)
  return { viewer, reach, regionCode: named, parts: parts.map((part) => allOf([...part, ...conditions])) }
}

function byPlace(viewer: StaffViewer, own: string, named: string | undefined): Sql[][] {
  const within = inRegion(named ?? own)
  if (named !== undefined || within.length === 0) return [within]
  const { text, values } = allOf(within)
  return [within, ...handledWith(viewer).map((part) => [sql(`NOT (${text})`, ...values), part])]
}

/** Who answers for matters, wherever they are: itself, all below it, and what it helps with. */
function byMatter(viewer: StaffViewer, reach: StaffReach, named: string | undefined): Sql[][] {
  const place = named === undefined ? [] : inRegion(named)
  const own = arrayOf(reach.handledBy)
  const helps = viewer.authorityId === null ? [] : [helped]
  return [
    [...place, sql('c.authority_id = ANY(?::uuid[])', own)],
    ...helps.map((part) => [...place, sql('c.authority_id <> ALL(?::uuid[])', own), part]),
  ]
}

/** A case of another place that was handed to the own authority, or in which it helps. */
function handledWith({ authorityId }: StaffViewer): Sql[] {
  if (authorityId === null) return []
  return [
    sql('c.authority_id = ?::uuid', authorityId),
    sql(`c.authority_id <> ?::uuid AND ${helped.text}`, authorityId),
  ]
}

/** The database knows from the settings of the transaction whose it is. */
const helped = sql('c.id = ANY ((SELECT "case".viewer_helps())::uuid[])')

export function outOfReach(): AndonError {
  return new AndonError('FORBIDDEN', {
    zh: '该地区不在您的管辖范围内。',
    en: 'This region is not within your reach.',
  })
}
