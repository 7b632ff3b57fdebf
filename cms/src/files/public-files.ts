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
const everyFile = [
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
    /** The file by its id, or undefined when the public may not have it. */
    openFile: async (fileId: string) =>
      (
        await select<FileRow>(`SELECT * FROM (${everyFile}) AS row WHERE row."fileId" = ? LIMIT 1`, [fileId])
      )[0],
  }
}

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
