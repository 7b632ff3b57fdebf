import type { EntityManager } from '@mikro-orm/postgresql'
import { reachOf } from '../../shared/reach/reach.service.js'
import { listOf } from '../desk/case-list.js'
import type { Fetched } from './case-export.service.js'
import { columns, type ExportRow } from './columns.js'

const atOnce = 500

/**
 * The rows of an export, a few at a time, from one look at the database: a cursor in a transaction that says who looks.
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
  await em.begin()
  try {
    await em.execute(
      `DECLARE exported NO SCROLL CURSOR FOR ${branches.join(' UNION ALL ')} ORDER BY at DESC`,
      parts.flatMap(({ values }) => [...values]),
    )
    for (;;) {
      const rows = await em.execute<ExportRow[]>(`FETCH ${String(atOnce)} FROM exported`)
      if (rows.length > 0) yield rows.map(toCells)
      if (rows.length < atOnce) return
    }
  } finally {
    // Nothing was written; whoever breaks off ends here too.
    await em.rollback()
  }
}

function toCells(row: ExportRow): string[] {
  return columns.map(({ show }, at) => show(row[`c${String(at)}`] ?? null))
}
