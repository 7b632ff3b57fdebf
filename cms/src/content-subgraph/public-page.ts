import type { Core } from '@strapi/strapi'
import { fourEyesTypes, versionedTexts } from '../publication/governed-types'

export type PageOf = { limit: number; after: { position: string; documentId: string } | undefined }
export type Condition = [sql: string, ...values: unknown[]]
export type PublicReader = ReturnType<typeof createPublicReader>

/** Texts people rely on stay readable for ever; everything else may end by itself. */
const lasting = new Set(['policies', 'instructions'])

/** What the public may see of a table. Moments of the desk are kept without a zone, in UTC. */
export function isPublic(table: string, alias: string): string {
  const open = `${alias}.published_at IS NOT NULL AND ${alias}.disclosure = 'ACTIVE'`
  if (lasting.has(table)) return open
  return `${open} AND (${alias}.expires_at IS NULL OR ${alias}.expires_at > now() AT TIME ZONE 'UTC')`
}

const versioned = new Set<string>(Object.values(versionedTexts).map(({ table }) => table))

/** The next moment at which something public ends by itself, as SQL. */
export const nextExpiry = `SELECT min(expires_at) FROM (${Object.values(fourEyesTypes)
  .filter(({ table }) => !versioned.has(table))
  .map(
    ({ table }) =>
      `SELECT expires_at FROM ${table} WHERE published_at IS NOT NULL AND expires_at > now() AT TIME ZONE 'UTC'`,
  )
  .join(' UNION ALL ')}) AS ending`

/** What a public source selects of every row: its name, its place in the order, and that to the microsecond. */
export const base = (
  alias: string,
): string => `${alias}.document_id AS "documentId", ${alias}.published_at AS "publishedAt",
  to_char(${alias}.published_at, 'YYYY-MM-DD"T"HH24:MI:SS.US') AS position`

export const newestFirst = 'ORDER BY row."publishedAt" DESC, row."documentId" DESC'

/** Reads straight by SQL: one statement for each call. */
export function createPublicReader(strapi: Core.Strapi) {
  const select = async <Row>(sql: string, values: unknown[]): Promise<Row[]> => {
    const answer = await strapi.db.connection.raw<{ rows: Row[] }>(sql, values as never)
    return answer.rows
  }
  const page = <Row>(
    source: string,
    conditions: readonly Condition[],
    { limit, after }: PageOf,
  ): Promise<Row[]> => {
    const all: Condition[] = [...conditions]
    if (after !== undefined)
      all.push([
        '(row."publishedAt", row."documentId") < (?::timestamp, ?)',
        after.position,
        after.documentId,
      ])
    const where = all.length === 0 ? '' : `WHERE ${all.map(([sql]) => sql).join(' AND ')}`
    const values = all.flatMap(([, ...given]) => given)
    return select<Row>(`SELECT * FROM ${source} ${where} ${newestFirst} LIMIT ?`, [...values, limit])
  }
  return { select, page }
}
