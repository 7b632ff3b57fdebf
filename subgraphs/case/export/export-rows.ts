import type { EntityManager } from '@mikro-orm/postgresql'
import { reachOf } from '../../shared/reach/reach.service.js'
import { streamRows } from '../../shared/stream-rows.js'
import { listOf } from '../desk/case-list.js'
import type { Fetched } from './case-export.service.js'
import { columns, type ExportRow } from './columns.js'

/**
 * The rows of an export, a few at a time, in a transaction that says who looks.
 *
 * @param em a fork of its own, for the viewer
 */
export async function* exportRows(
  em: EntityManager,
  { viewer, filter }: Fetched,
  now: Date,
): AsyncGenerator<string[][], void, void> {
  const { parts } = listOf(viewer, await reachOf(em, viewer), filter, now)
  const named = columns.map(({ sql }, at) => `${sql} AS c${String(at)}`).join(', ')
  const branches = parts.map(
    ({ text }) => `SELECT ${named}, c.opened_at AS at FROM "case"."case" c WHERE ${text}`,
  )
  const sql = `${branches.join(' UNION ALL ')} ORDER BY at DESC`
  const values = parts.flatMap(({ values: given }) => [...given])
  for await (const rows of streamRows<ExportRow>(em, sql, values)) yield rows.map(toCells)
}

function toCells(row: ExportRow): string[] {
  return columns.map(({ show }, at) => show(row[`c${String(at)}`] ?? null))
}
