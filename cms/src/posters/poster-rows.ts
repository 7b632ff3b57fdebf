import type { Core } from '@strapi/strapi'
import { isPublic } from '../content-subgraph/public-page'
import type { Orientation, Paper } from './layout'
import type { PlacementWords, TemplateWords } from './words'

export type PosterTemplate = TemplateWords & {
  documentId: string
  paper: Paper
  orientation: Orientation
  publicPdf: boolean
}
export type Placement = PlacementWords & {
  documentId: string
  placeType: string
  latitude: number | null
  longitude: number | null
}
type Instructed = { registerVersion: number | null; useVersion: number | null; manageVersion: number | null }
/** A placement and the template that goes there, where one is public. */
export type PublicPoster = { placement: Placement; template: (PosterTemplate & Instructed) | null }

const templateColumns = (t: string): string => `'documentId', ${t}.document_id, 'title', ${t}.title,
  'headline', ${t}.headline, 'slogan', ${t}.slogan, 'lines', ${t}.lines, 'steps', ${t}.steps, 'privacy', ${t}.privacy,
  'reward', ${t}.reward, 'phone', ${t}.phone, 'authority', ${t}.authority, 'footer', ${t}.footer,
  'accentColour', ${t}.accent_colour, 'paper', ${t}.paper, 'orientation', ${t}.orientation,
  'publicPdf', coalesce(${t}.public_pdf, false), 'registerVersion', ${t}.register_version,
  'useVersion', ${t}.use_version, 'manageVersion', ${t}.manage_version`
const placementColumns = `'documentId', q.document_id, 'code', q.code, 'unit', q.unit, 'regionCode', q.region_code,
  'placeType', q.place_type, 'latitude', q.latitude, 'longitude', q.longitude`

/** One template for each kind of place: the one made for it, or for all; the newest of several. */
const templateOf = `SELECT json_build_object(${templateColumns('t')}) AS template FROM poster_templates t
  WHERE ${isPublic('poster_templates', 't')} AND coalesce(t.place_type, q.place_type) = q.place_type
  ORDER BY (t.place_type IS NULL), t.published_at DESC, t.document_id DESC LIMIT 1`

export type PosterRows = ReturnType<typeof createPosterRows>

/** What posters are made from. Only what is published is printed: signs hang for years, and were read by two people. */
export function createPosterRows(strapi: Core.Strapi) {
  const select = async <Row>(sql: string, values: unknown[]): Promise<Row[]> => {
    const answer = await strapi.db.connection.raw<{ rows: Row[] }>(sql, values as never)
    return answer.rows
  }
  return {
    /** Posters of published placements, in the order asked for. */
    publicPosters: async (placementIds: readonly string[]): Promise<(PublicPoster | null)[]> => {
      const rows = await select<PublicPoster>(
        `SELECT json_build_object(${placementColumns}) AS placement, found.template
           FROM qr_placements q LEFT JOIN LATERAL (${templateOf}) AS found ON true
          WHERE q.published_at IS NOT NULL AND q.code IS NOT NULL AND q.document_id = ANY(?::text[])`,
        [placementIds],
      )
      const known = new Map(rows.map((row) => [row.placement.documentId, row]))
      return placementIds.map((id) => known.get(id) ?? null)
    },
    /** What may be printed: published and 主动公开, since a sign is there for everybody to read. */
    templates: async () =>
      (
        await select<{ template: PosterTemplate & Instructed }>(
          `SELECT json_build_object(${templateColumns('t')}) AS template FROM poster_templates t
            WHERE ${isPublic('poster_templates', 't')} ORDER BY t.published_at DESC, t.document_id DESC LIMIT 200`,
          [],
        )
      ).map(({ template }) => template),
    draftTemplate: async (documentId: string) =>
      (
        await select<{ template: PosterTemplate }>(
          `SELECT json_build_object(${templateColumns('t')}) AS template FROM poster_templates t
            WHERE t.document_id = ? AND t.published_at IS NULL`,
          [documentId],
        )
      )[0]?.template,
    /** The instructions in the versions a template names. */
    instructions: ({ registerVersion, useVersion, manageVersion }: Instructed) =>
      select<{ title: string; preface: string | null; clauses: unknown }>(
        `SELECT i.title, i.preface, (SELECT coalesce(json_agg(json_build_object('number', c.number, 'title', c.title, 'text', c.text)
              ORDER BY part."order"), '[]')
             FROM instructions_cmps part JOIN components_notice_clauses c ON c.id = part.cmp_id
            WHERE part.entity_id = i.id AND part.field = 'clauses') AS clauses
           FROM instructions i
          WHERE i.published_at IS NOT NULL AND i.disclosure = 'ACTIVE'
            AND (i.kind, i.version) IN (('REGISTER', ?::int), ('USE', ?::int), ('MANAGE', ?::int))
          ORDER BY array_position(ARRAY['REGISTER', 'USE', 'MANAGE'], i.kind::text)`,
        [registerVersion, useVersion, manageVersion],
      ),
  }
}
