import type { EntityManager } from '@mikro-orm/postgresql'
import { createHash } from 'node:crypto'
import type { Day } from '../../shared/day.js'
import type { CellMark } from './cell.js'
import { allCategories, PublicTable } from './tables.js'

// What the public gets is read here, from two tables of released rows; no number that was withheld stands in them.

/** A released cell as it stands in the table. */
export type ReleasedRow = {
  table: PublicTable
  regionCode: string
  category: string
  period: string
  parentCode: string | null
  mark: CellMark
  value: number | null
  k: number
}

export type ReleasedCell = ReleasedRow & { releasedAt: Date }

export type Release = {
  id: string
  number: number
  closingDay: Day
  releasedAt: Date
  k: number
  rootCode: string
  cells: number
  withheld: number
  hash: string
}

const cellColumns = `c.table_code AS "table", c.region_code AS "regionCode", c.category, c.period,
  c.parent_code AS "parentCode", c.mark, c.value::float AS value, c.k, r.released_at AS "releasedAt"`
const releasedCells = `FROM statistics.public_cell c JOIN statistics.public_release r ON r.number = c.release_number`

/** A region and those directly below it in one period; or the whole by category. */
export function readCells(
  em: EntityManager,
  { table, regionCode, period }: { table: PublicTable; regionCode: string; period: string },
): Promise<ReleasedCell[]> {
  return em.execute<ReleasedCell[]>(
    `SELECT ${cellColumns} ${releasedCells}
     WHERE c.table_code = ? AND c.period = ? AND (c.region_code = ? OR c.parent_code = ?)
     ORDER BY c.region_code, c.category`,
    [table, period, regionCode, regionCode],
  )
}

/** One cell from period to period, the newest first. */
export function readSeries(
  em: EntityManager,
  series: { table: PublicTable; regionCode: string; category: string; before: string; first: number },
): Promise<ReleasedCell[]> {
  const { table, regionCode, category, before, first } = series
  return em.execute<ReleasedCell[]>(
    `SELECT ${cellColumns} ${releasedCells}
     WHERE c.table_code = ? AND c.region_code = ? AND c.category = ? AND c.period <= ?
     ORDER BY c.period DESC LIMIT ?`,
    [table, regionCode, category, before, first],
  )
}

/** The newest period of a table, and the whole it is about. */
export async function readNewestPeriod(
  em: EntityManager,
  table: PublicTable,
): Promise<{ period: string; rootCode: string } | undefined> {
  const [newest] = await em.execute<{ period: string; rootCode: string }[]>(
    `SELECT c.period, r.root_code AS "rootCode" ${releasedCells}
     WHERE c.table_code = ? ORDER BY c.period DESC LIMIT 1`,
    [table],
  )
  return newest
}

/** The newest first; of those after `afterId`. */
export function readReleases(
  em: EntityManager,
  { first, afterId }: { first: number; afterId: string | undefined },
): Promise<Release[]> {
  return em.execute<Release[]>(
    `SELECT id, number, closing_day::text AS "closingDay", released_at AS "releasedAt", k, root_code AS "rootCode",
       cells, withheld, encode(hash, 'hex') AS hash
     FROM statistics.public_release
     WHERE ?::uuid IS NULL OR number < (SELECT number FROM statistics.public_release WHERE id = ?::uuid)
     ORDER BY number DESC LIMIT ?`,
    [afterId ?? null, afterId ?? null, first],
  )
}

export async function readReleasedDays(
  em: EntityManager,
  month: string,
): Promise<Map<Day, { mark: CellMark; k: number }>> {
  const rows = await em.execute<{ period: Day; mark: CellMark; k: number }[]>(
    `SELECT period, mark, k FROM statistics.public_cell
     WHERE table_code = ? AND category = ? AND period BETWEEN ? AND ?`,
    [PublicTable.REPORTS_BY_DAY, allCategories, `${month}-01`, `${month}-31`],
  )
  return new Map(rows.map(({ period, mark, k }) => [period, { mark, k }]))
}

export type ReleaseHead = {
  number: number
  closingDay: Day
  releasedAt: string
  k: number
  rootCode: string
  definitions: number
}

/** Of a release with the hash of the one before it in it, so that none can be changed without all that follow. */
export function hashOf(release: {
  previous: string
  head: ReleaseHead
  rows: readonly ReleasedRow[]
}): string {
  const { previous, head, rows } = release
  const lines = rows.map(({ table, regionCode, category, period, parentCode, mark, value, k }) =>
    JSON.stringify([table, regionCode, category, period, parentCode, mark, value, k]),
  )
  const { number, closingDay, releasedAt, k, rootCode, definitions } = head
  return createHash('sha256')
    .update(JSON.stringify([previous, number, closingDay, releasedAt, k, rootCode, definitions]))
    .update(lines.toSorted().join('\n'))
    .digest('hex')
}
