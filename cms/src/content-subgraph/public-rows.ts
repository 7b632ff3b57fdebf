import type { Core } from '@strapi/strapi'
import { base, createPublicReader, isPublic, newestFirst, type Condition, type PageOf } from './public-page'
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
  addressees: string | null
  contact: string | null
  phone: string | null
  email: string | null
  forwardsId: string | null
  publishedAt: Date
  position: string
}
export type AnnexRow = { noticeId: string; annexId: string; title: string; text: string | null }
export type CasePublicationRow = {
  documentId: string
  title: string
  summary: string | null
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
  installation: string | null
  prominent: boolean
  verified: boolean
  publishedAt: Date
  position: string
}

/*
 * The only ways from a table to the graph. Published, 主动公开 and not expired is said here, once for each type, and every door
 * (lists, references, fields of other subgraphs, subscriptions) reads through these three; other types lie beside
 * them in publicity-rows.ts.
 */
const notices = `(SELECT ${base('n')}, n.title, n.summary, n.body, n.doc_number AS "docNumber", n.issuer,
    n.issued_on AS "issuedOn", nullif(nullif(n.region_code, ''), '000000') AS "regionCode",
    n.addressees, n.contact, n.phone, n.email,
    (SELECT target.document_id FROM notices_forwards_lnk link JOIN notices target ON target.id = link.inv_notice_id
      WHERE link.notice_id = n.id LIMIT 1) AS "forwardsId"
  FROM notices n WHERE ${isPublic('notices', 'n')}) AS row`
const annexes = `(SELECT n.document_id AS "noticeId", annex.id::text AS "annexId", annex.title, annex.text
  FROM notices n JOIN notices_cmps part ON part.entity_id = n.id AND part.field = 'annexes'
  JOIN components_notice_annexes annex ON annex.id = part.cmp_id
  WHERE ${isPublic('notices', 'n')} AND n.document_id = ANY(?::text[])
  ORDER BY n.document_id, part."order") AS row`
const casePublications = `(SELECT ${base('p')}, p.title, p.summary, p.body, p.region_code AS "regionCode",
    p.summary_id AS "summaryId", p.case_id AS "caseId", p.published_on AS "publishedOn"
  FROM case_publications p WHERE ${isPublic('case_publications', 'p')}) AS row`
const placements = `(SELECT ${base('q')}, q.code, q.place_type AS "placeType", q.unit, q.region_code AS "regionCode",
    q.latitude, q.longitude, q.installed_on AS "installedOn", q.installation,
    coalesce(q.prominent, false) AS prominent, coalesce(q.verified, false) AS verified
  FROM qr_placements q WHERE q.published_at IS NOT NULL AND q.code IS NOT NULL) AS row`

const concernsCodes = '(row."regionCode" IS NULL OR row."regionCode" = ANY(?::text[]))'

/** Of the region and of those below it. */
export const inSubtree = (code: string | undefined): Condition[] =>
  code === undefined ? [] : [['starts_with(row."regionCode", ?)', subtreePrefix(code)]]
/** Of the region, of those above it and of the whole country. */
export const concerning = (code: string | undefined): Condition[] =>
  code === undefined ? [] : [[concernsCodes, coveringCodes(code)]]

export type PublicRows = ReturnType<typeof createPublicRows>

/** Reads what the public may see, and nothing else, straight by SQL: one statement for each call. */
export function createPublicRows(strapi: Core.Strapi) {
  const { select, page } = createPublicReader(strapi)
  return {
    notices: (code: string | undefined, filter: readonly Condition[], request: PageOf) =>
      page<NoticeRow>(notices, [...concerning(code), ...filter], request),
    annexesOf: (ids: readonly string[]) => select<AnnexRow>(`SELECT * FROM ${annexes}`, [ids]),
    casePublications: (code: string | undefined, filter: readonly Condition[], request: PageOf) =>
      page<CasePublicationRow>(casePublications, [...inSubtree(code), ...filter], request),
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
