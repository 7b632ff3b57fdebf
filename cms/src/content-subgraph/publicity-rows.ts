import type { Core } from '@strapi/strapi'
import type { OrderedPageOf, OrderedPlace } from './ordered-pages'
import { base, createPublicReader, isPublic, type Condition, type PageOf } from './public-page'
import { concerning, inSubtree } from './public-rows'
import { matchesOf, type SearchKind } from './search-words'

type Placed = { documentId: string; publishedAt: Date; position: string }
type OfRegion = { regionCode: string | null }
export type PolicyRow = Placed &
  OfRegion & {
    code: string
    version: number
    kind: string
    title: string
    summary: string | null
    body: unknown
    docNumber: string | null
    issuer: string | null
    issuedOn: string | null
  }
export type FaqRow = Placed & OrderedPlace & { question: string; answer: unknown; category: string }
export type EntryLinkRow = Placed &
  OrderedPlace &
  OfRegion & { title: string; authority: string; kind: string; address: string; source: string }
export type MediaRecordRow = Placed &
  OfRegion & {
    medium: string
    mediumName: string | null
    mediumType: string
    title: string
    columnName: string | null
    issuedOn: string
    link: string | null
    authority: string | null
    summary: string | null
  }
export type ActivityRecordRow = Placed & {
  regionCode: string
  kind: string
  title: string
  heldOn: string
  place: string | null
  authority: string | null
  participants: number | null
  brochures: number | null
  enterprisesCovered: number | null
  communitiesCovered: number | null
  summary: string | null
}
export type PosterTemplateRow = Placed & {
  title: string
  material: string
  paper: string
  orientation: string
  headline: string
  slogan: string | null
  lines: string | null
  footer: string | null
  accentColour: string | null
}
export type MatchRow = Placed & { kind: SearchKind; title: string; words: string }

/* As in public-rows.ts: published and 主动公开 is said once for each type, and nothing is read beside it. */
const open = (table: string, columns: string): string =>
  `(SELECT ${base('t')}, ${columns} FROM ${table} t WHERE ${isPublic(table, 't')}) AS row`
const region = `nullif(nullif(t.region_code, ''), '000000') AS "regionCode"`

const policies = open(
  'policies',
  `t.code, t.version, t.kind, t.title, t.summary, t.body, t.doc_number AS "docNumber", t.issuer,
   t.issued_on AS "issuedOn", ${region},
   t.version = max(t.version) OVER (PARTITION BY t.code) AS current`,
)
const faqs = open('faqs', 't.question, t.answer, t.category, coalesce(t.position, 9999) AS "order"')
const entryLinks = open(
  'entry_links',
  `t.title, t.authority, t.kind, t.address, t.source, coalesce(t.position, 9999) AS "order", ${region}`,
)
const mediaRecords = open(
  'media_records',
  `t.medium, t.medium_name AS "mediumName", t.medium_type AS "mediumType", t.title, t.column_name AS "columnName",
   t.issued_on AS "issuedOn", t.link, t.authority, t.summary, ${region}`,
)
const activityRecords = open(
  'activity_records',
  `t.kind, t.title, t.held_on AS "heldOn", t.place, t.authority, t.participants, t.brochures,
   t.enterprises_covered AS "enterprisesCovered", t.communities_covered AS "communitiesCovered", t.summary,
   t.region_code AS "regionCode"`,
)
const posterTemplates = open(
  'poster_templates',
  't.title, t.material, t.paper, t.orientation, t.headline, t.slogan, t.lines, t.footer, t.accent_colour AS "accentColour"',
)

const inDeskOrder = 'ORDER BY row."order", row."publishedAt" DESC, row."documentId" DESC'
const afterInDeskOrder = ({ order, position, documentId }: OrderedPlace): Condition => [
  '(row."order" > ? OR (row."order" = ? AND (row."publishedAt", row."documentId") < (?::timestamp, ?)))',
  order,
  order,
  position,
  documentId,
]
const equal = (column: string, value: string | null | undefined): Condition[] =>
  value == null ? [] : [[`row.${column} = ?`, value]]

export type PublicityRows = ReturnType<typeof createPublicityRows>

export function createPublicityRows(strapi: Core.Strapi) {
  const { select, page } = createPublicReader(strapi)
  const ordered = <Row>(
    source: string,
    narrowed: Condition[],
    { limit, after }: OrderedPageOf,
  ): Promise<Row[]> => {
    const conditions = [...narrowed, ...(after === undefined ? [] : [afterInDeskOrder(after)])]
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`
    const values = conditions.flatMap(([, ...given]) => given)
    return select<Row>(`SELECT * FROM ${source} ${where} ${inDeskOrder} LIMIT ?`, [...values, limit])
  }
  return {
    policies: (kind: string | null | undefined, code: string | undefined, request: PageOf) =>
      page<PolicyRow>(policies, [['row.current'], ...equal('kind', kind), ...concerning(code)], request),
    policy: async (code: string, version: number | null | undefined) =>
      (
        await select<PolicyRow>(
          `SELECT * FROM ${policies} WHERE row.code = ? AND (row.version = ? OR (?::int IS NULL AND row.current))`,
          [code, version ?? null, version ?? null],
        )
      )[0] ?? null,
    faqs: (category: string | null | undefined, request: OrderedPageOf) =>
      ordered<FaqRow>(faqs, equal('category', category), request),
    entryLinks: (kind: string | null | undefined, code: string | undefined, request: OrderedPageOf) =>
      ordered<EntryLinkRow>(entryLinks, [...equal('kind', kind), ...concerning(code)], request),
    mediaRecords: (medium: string | null | undefined, code: string | undefined, request: PageOf) =>
      page<MediaRecordRow>(mediaRecords, [...equal('medium', medium), ...inSubtree(code)], request),
    activityRecords: (kind: string | null | undefined, code: string | undefined, request: PageOf) =>
      page<ActivityRecordRow>(activityRecords, [...equal('kind', kind), ...inSubtree(code)], request),
    posterTemplates: (request: PageOf) => page<PosterTemplateRow>(posterTemplates, [], request),
    /** Names of what holds the words; whoever shows one reads it by its own public source. */
    matches: (kinds: readonly SearchKind[], text: string, pieces: readonly string[], request: PageOf) => {
      const values = kinds.flatMap(() => [text, pieces])
      const source = `(${kinds.map(matchesOf).join(' UNION ALL ')}) AS row`
      const { limit, after } = request
      const where =
        after === undefined ? '' : 'WHERE (row."publishedAt", row."documentId") < (?::timestamp, ?)'
      return select<MatchRow>(
        `SELECT * FROM ${source} ${where} ORDER BY row."publishedAt" DESC, row."documentId" DESC LIMIT ?`,
        [...values, ...(after === undefined ? [] : [after.position, after.documentId]), limit],
      )
    },
    byId: {
      POLICY: (ids: readonly string[]) =>
        select<PolicyRow>(`SELECT * FROM ${policies} WHERE row."documentId" = ANY(?::text[])`, [ids]),
      FAQ: (ids: readonly string[]) =>
        select<FaqRow>(`SELECT * FROM ${faqs} WHERE row."documentId" = ANY(?::text[])`, [ids]),
    },
  }
}
