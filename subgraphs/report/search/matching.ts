import type { EntityManager } from '@mikro-orm/postgresql'
import type { BlindIndex } from '../content/blind-index.js'
import { MatchedBy } from './search.type.js'

/** What is looked for, as keyed hashes; null is not looked for. */
export type Indexes = {
  unitIndex: Buffer | null
  creditCodeIndex: Buffer | null
  placeIndex: Buffer | null
}

export type SearchTerms = {
  unitName: string | null
  creditCode: string | null
  place: { regionCode: string; address: string } | null
}

export function indexesOf(blindIndex: BlindIndex, { unitName, creditCode, place }: SearchTerms): Indexes {
  const index = (kind: Parameters<BlindIndex>[0], text: string | null): Buffer | null =>
    text === null ? null : (blindIndex(kind, text) ?? null)
  return {
    unitIndex: index('unit name', unitName),
    creditCodeIndex: index('credit code', creditCode),
    placeIndex: index('place', place && `${place.regionCode}${place.address}`),
  }
}

/** Whether report `r` has any of them; its parameters are those of `matchValues`. */
export const matches = `(r.unit_index = ?::bytea OR r.credit_code_index = ?::bytea OR r.place_index = ?::bytea
  OR EXISTS (SELECT FROM report.unit_alias a WHERE a.report_id = r.id AND a.name_index = ?::bytea))`

export function matchValues({ unitIndex, creditCodeIndex, placeIndex }: Indexes): (Buffer | null)[] {
  return [unitIndex, creditCodeIndex, placeIndex, unitIndex]
}

type MatchRow = {
  id: string
  authority_id: string
  region_code: string
  excluded_authority_ids: string[]
  by_unit: boolean | null
  by_code: boolean | null
  by_place: boolean | null
}

export type Match = {
  reportId: string
  regionCode: string
  authorityId: string
  excludedAuthorityIds: string[]
  matchedBy: MatchedBy[]
}

const mostMatches = 500

/** Every report that has any of the indexes, wherever it is; newest first. */
export async function allMatches(em: EntityManager, indexes: Indexes): Promise<Match[]> {
  const { unitIndex, creditCodeIndex, placeIndex } = indexes
  const rows = await em.execute<MatchRow[]>(
    `SELECT r.id, r.authority_id, r.region_code, r.excluded_authority_ids,
       (r.unit_index = ?::bytea
         OR EXISTS (SELECT FROM report.unit_alias b WHERE b.report_id = r.id AND b.name_index = ?::bytea)) AS by_unit,
       r.credit_code_index = ?::bytea AS by_code, r.place_index = ?::bytea AS by_place
     FROM report.report r WHERE ${matches} ORDER BY r.submitted_at DESC, r.id DESC LIMIT ${String(mostMatches)}`,
    [unitIndex, unitIndex, creditCodeIndex, placeIndex, ...matchValues(indexes)],
  )
  return rows.map((row) => ({
    reportId: row.id,
    regionCode: row.region_code,
    authorityId: row.authority_id,
    excludedAuthorityIds: row.excluded_authority_ids,
    matchedBy: [
      ...(row.by_unit ? [MatchedBy.UNIT_NAME] : []),
      ...(row.by_code ? [MatchedBy.CREDIT_CODE] : []),
      ...(row.by_place ? [MatchedBy.PLACE] : []),
    ],
  }))
}
