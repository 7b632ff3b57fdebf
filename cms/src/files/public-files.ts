import type { Core } from '@strapi/strapi'
import { isPublic } from '../content-subgraph/public-page'

type Format = { hash?: unknown; ext?: unknown; width?: unknown; height?: unknown }
export type FileRow = {
  ownerId: string
  fileId: string
  hash: string
  ext: string
  mime: string
  width: number | null
  height: number | null
  sizeBytes: number
  /** JSON, as Strapi's connection leaves it. */
  formats: string | null
}
export type PictureRow = FileRow & { alternativeText: string }
export type WithPictures = 'notices' | 'media_records' | 'activity_records' | 'poster_templates'

const columns = `f.document_id AS "fileId", f.hash, f.ext, f.mime, f.width, f.height, f.formats,
  round(f.size * 1024)::int AS "sizeBytes"`

/* The only ways from a file to the public: a picture or an annex of something published and 主动公开. */
const pictures = (table: WithPictures): string => `SELECT owner.document_id AS "ownerId",
    picture.alternative_text AS "alternativeText", part."order" AS place, ${columns}
  FROM ${table} owner
  JOIN ${table}_cmps part ON part.entity_id = owner.id AND part.field = 'pictures'
  JOIN components_media_pictures picture ON picture.id = part.cmp_id
  JOIN files_related_mph link
    ON link.related_id = picture.id AND link.related_type = 'media.picture' AND link.field = 'image'
  JOIN files f ON f.id = link.file_id
  WHERE ${isPublic(table, 'owner')}`
const annexFiles = `SELECT annex.id::text AS "ownerId", '' AS "alternativeText", part."order" AS place, ${columns}
  FROM notices owner
  JOIN notices_cmps part ON part.entity_id = owner.id AND part.field = 'annexes'
  JOIN components_notice_annexes annex ON annex.id = part.cmp_id
  JOIN files_related_mph link
    ON link.related_id = annex.id AND link.related_type = 'notice.annex' AND link.field = 'file'
  JOIN files f ON f.id = link.file_id
  WHERE ${isPublic('notices', 'owner')}`
/** Where rich text stands; pictures in it are told by the name of their bytes. */
export const richTexts = {
  notices: 'body',
  case_publications: 'body',
  policies: 'body',
  faqs: 'answer',
} as const
const textImages = (table: keyof typeof richTexts): string => `SELECT owner.document_id AS "ownerId",
    '' AS "alternativeText", 0 AS place, ${columns}
  FROM files f JOIN ${table} owner ON andon_images(owner.${richTexts[table]}) @> ARRAY[f.hash]::text[]
  WHERE ${isPublic(table, 'owner')}`
const everyFile = [
  ...(Object.keys(richTexts) as (keyof typeof richTexts)[]).map(textImages),
  ...(['notices', 'media_records', 'activity_records', 'poster_templates'] as const).map(pictures),
  annexFiles,
].join(' UNION ALL ')

export type PublicFiles = ReturnType<typeof createPublicFiles>

export function createPublicFiles(strapi: Core.Strapi) {
  const select = async <Row>(sql: string, values: unknown[]): Promise<Row[]> => {
    const answer = await strapi.db.connection.raw<{ rows: Row[] }>(sql, values as never)
    return answer.rows
  }
  return {
    picturesOf: (table: WithPictures, ids: readonly string[]) =>
      select<PictureRow>(
        `SELECT * FROM (${pictures(table)}) AS row WHERE row."ownerId" = ANY(?::text[]) ORDER BY row.place`,
        [ids],
      ),
    annexFilesOf: (annexIds: readonly string[]) =>
      select<FileRow>(`SELECT * FROM (${annexFiles}) AS row WHERE row."ownerId" = ANY(?::text[])`, [
        annexIds,
      ]),
    /** Pictures that a public text names. What is no picture has no size, and is none in a text either. */
    textImages: (hashes: readonly string[]) =>
      select<FileRow>(
        `SELECT '' AS "ownerId", ${columns} FROM files f
          WHERE f.hash = ANY(?::text[]) AND f.mime LIKE 'image/%' AND f.width > 0 AND f.height > 0`,
        [hashes],
      ),
    /** The file by its id, or undefined when the public may not have it. */
    openFile: async (fileId: string) =>
      (
        await select<FileRow>(`SELECT * FROM (${everyFile}) AS row WHERE row."fileId" = ? LIMIT 1`, [fileId])
      )[0],
  }
}

/** Where a file is fetched: on the gateway, so that browsers need no other origin than that of the graph. */
export const addressOf = ({ fileId }: FileRow, size?: string): string =>
  `/files/${fileId}${size === undefined ? '' : `/${size}`}`

/** Names of the files in rich text, for indexes and for the question who uses a file. */
export const imagesFunction = `CREATE OR REPLACE FUNCTION andon_images(blocks jsonb) RETURNS text[]
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(array_agg(DISTINCT node #>> '{image,hash}'), '{}')
      FROM jsonb_array_elements(CASE jsonb_typeof(blocks) WHEN 'array' THEN blocks ELSE '[]' END) AS node
     WHERE node ->> 'type' = 'image' AND node #>> '{image,hash}' IS NOT NULL $$`
export const imageIndexes = Object.entries(richTexts).map(
  ([table, text]) =>
    `CREATE INDEX IF NOT EXISTS ${table}_images_idx ON ${table} USING gin (andon_images(${text}))`,
)
/** Whether any text, public or not, shows the file whose name is asked for. */
export const isInText = Object.entries(richTexts)
  .map(([table, text]) => `SELECT 1 FROM ${table} WHERE andon_images(${text}) @> ARRAY[?]::text[]`)
  .join(' UNION ALL ')

export type StoredSize = { size: string; name: string; width: number; height: number }

/** The sizes Strapi has drawn of a picture, smallest first. */
export function sizesOf({ formats }: FileRow): StoredSize[] {
  const drawn = (formats === null ? null : JSON.parse(formats)) as Record<string, Format> | null
  return Object.entries(drawn ?? {})
    .flatMap(([size, { hash, ext, width, height }]) =>
      typeof width === 'number' && typeof height === 'number' && /^[a-z]{1,20}$/.test(size)
        ? [{ size, name: `${String(hash)}${String(ext)}`, width, height }]
        : [],
    )
    .sort((one, other) => one.width - other.width)
}
