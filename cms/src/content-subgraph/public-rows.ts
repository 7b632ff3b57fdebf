import type { Core } from '@strapi/strapi'
import { coveringCodes, subtreePrefix } from './region-codes'

export type NoticeRow = {
  documentId: string
  title: string
  summary: string | null
  body: unknown
  regionCode: string | null
  docNumber: string | null
  issuer: string | null
  issuedOn: string | null
  publishedAt: Date
  position: string
}
export type CasePublicationRow = {
  documentId: string
  title: string
  body: unknown
  regionCode: string
  summaryId: string | null
  caseId: string | null
  publishedOn: string | null
  publishedAt: Date
  position: string
}
export type PlacementRow = {
  documentId: string
  code: string
  placeType: string
  unit: string
  regionCode: string
  latitude: number | null
  longitude: number | null
  installedOn: string | null
  verified: boolean
  publishedAt: Date
  position: string
}
export type PageOf = { limit: number; after: { position: string; documentId: string } | undefined }

const base = (
  alias: string,
): string => `${alias}.document_id AS "documentId", ${alias}.published_at AS "publishedAt",
  to_char(${alias}.published_at, 'YYYY-MM-DD"T"HH24:MI:SS.US') AS position`

/*
 * The only ways from a table to the graph. Published and 主动公开 is said here, once for each type, and every door
 * (lists, references, fields of other subgraphs, subscriptions) reads through these three.
 */
const notices = `(SELECT ${base('n')}, n.title, n.summary, n.body, n.doc_number AS "docNumber", n.issuer,
    n.issued_on AS "issuedOn", nullif(nullif(n.region_code, ''), '000000') AS "regionCode"
  FROM notices n WHERE n.published_at IS NOT NULL AND n.disclosure = 'ACTIVE') AS row`
const casePublications = `(SELECT ${base('p')}, p.title, p.body, p.region_code AS "regionCode",
    p.summary_id AS "summaryId", p.case_id AS "caseId", p.published_on AS "publishedOn"
  FROM case_publications p WHERE p.published_at IS NOT NULL AND p.disclosure = 'ACTIVE') AS row`
const placements = `(SELECT ${base('q')}, q.code, q.place_type AS "placeType", q.unit, q.region_code AS "regionCode",
    q.latitude, q.longitude, q.installed_on AS "installedOn", coalesce(q.verified, false) AS verified
  FROM qr_placements q WHERE q.published_at IS NOT NULL AND q.code IS NOT NULL) AS row`

const newestFirst = 'ORDER BY row."publishedAt" DESC, row."documentId" DESC'
const concernsCodes = '(row."regionCode" IS NULL OR row."regionCode" = ANY(?::text[]))'

export type PublicRows = ReturnType<typeof createPublicRows>

/** Reads what the public may see, and nothing else, straight by SQL: one statement for each call. */
export function createPublicRows(strapi: Core.Strapi) {
  const select = async <Row>(sql: string, values: unknown[]): Promise<Row[]> => {
    const answer = await strapi.db.connection.raw<{ rows: Row[] }>(sql, values as never)
    return answer.rows
  }
  const page = <Row>(
    source: string,
    conditions: [sql: string, value: unknown][],
    { limit, after }: PageOf,
  ) => {
    const all = [...conditions]
    const values = all.map(([, value]) => value)
    const where = all.map(([sql]) => sql)
    if (after !== undefined) {
      where.push('(row."publishedAt", row."documentId") < (?::timestamp, ?)')
      values.push(after.position, after.documentId)
    }
    const condition = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`
    return select<Row>(`SELECT * FROM ${source} ${condition} ${newestFirst} LIMIT ?`, [...values, limit])
  }
  const inSubtree = (code: string | undefined): [string, unknown][] =>
    code === undefined ? [] : [['starts_with(row."regionCode", ?)', subtreePrefix(code)]]
  return {
    notices: (code: string | undefined, request: PageOf) =>
      page<NoticeRow>(notices, code === undefined ? [] : [[concernsCodes, coveringCodes(code)]], request),
    casePublications: (code: string | undefined, request: PageOf) =>
      page<CasePublicationRow>(casePublications, inSubtree(code), request),
    placements: (code: string | undefined, request: PageOf) =>
      page<PlacementRow>(placements, inSubtree(code), request),
    placementByCode: async (code: string) =>
      (await select<PlacementRow>(`SELECT * FROM ${placements} WHERE row.code = ?`, [code]))[0],
    noticesById: (ids: readonly string[]) =>
      select<NoticeRow>(`SELECT * FROM ${notices} WHERE row."documentId" = ANY(?::text[])`, [ids]),
    casePublicationsById: (ids: readonly string[]) =>
      select<CasePublicationRow>(
        `SELECT * FROM ${casePublications} WHERE row."documentId" = ANY(?::text[])`,
        [ids],
      ),
    casePublicationsByCase: (caseIds: readonly string[]) =>
      select<CasePublicationRow>(
        `SELECT DISTINCT ON (row."caseId") * FROM ${casePublications} WHERE row."caseId" = ANY(?::text[])
         ORDER BY row."caseId", row."publishedAt" DESC, row."documentId" DESC`,
        [caseIds],
      ),
    noticesSince: (moment: Date) =>
      select<NoticeRow>(
        `SELECT * FROM ${notices} WHERE row."publishedAt" >= ? ORDER BY row."publishedAt", row."documentId"`,
        [moment],
      ),
    /** The newest of each region, for many regions in one statement. */
    newestNoticesOfRegions: (codes: readonly string[], limit: number) =>
      select<NoticeRow & { asked: string }>(
        `SELECT asked.code AS asked, newest.*
           FROM json_to_recordset(?::json) AS asked(code text, covering text[])
           CROSS JOIN LATERAL (
             SELECT * FROM ${notices} WHERE row."regionCode" IS NULL OR row."regionCode" = ANY(asked.covering)
             ${newestFirst} LIMIT ?) AS newest`,
        [JSON.stringify(codes.map((code) => ({ code, covering: coveringCodes(code) }))), limit],
      ),
  }
}
