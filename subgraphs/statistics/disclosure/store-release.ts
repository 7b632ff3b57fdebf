import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import type { AuditReport } from './audit.js'
import { isWithheld, type Cell } from './cell.js'
import { keyOf } from './month.js'
import type { RegionTree } from './region-tree.js'
import { hashOf, type ReleasedRow, type ReleaseHead } from './released.js'
import { definitionsVersion } from './tables.js'

/** Adds a release to those before it: its head, its rows, and a hash over both and the hash of the one before. */
export async function storeRelease(
  em: EntityManager,
  release: {
    head: Omit<ReleaseHead, 'definitions'>
    /** Hash of the release before; empty before the first. */
    previous: string
    cells: readonly Cell[]
    report: AuditReport
    tree: RegionTree
  },
): Promise<void> {
  const { previous, cells, report, tree } = release
  const head = { ...release.head, definitions: definitionsVersion }
  const rows = cells.map((cell) => toRow(cell, tree))
  await em.execute(
    `INSERT INTO statistics.public_release (number, id, closing_day, released_at, k, root_code, definitions, cells,
       withheld, by_exchange, by_programme, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, decode(?, 'hex'))`,
    [
      ...[
        head.number,
        randomUUID(),
        head.closingDay,
        head.releasedAt,
        head.k,
        head.rootCode,
        head.definitions,
      ],
      ...[rows.length, cells.filter(isWithheld).length, report.byExchange, report.byProgramme],
      hashOf({ previous, head, rows }),
    ],
    'run',
  )
  await em.execute(insertCells, [head.number, JSON.stringify(rows)], 'run')
}

const insertCells = `
  INSERT INTO statistics.public_cell (release_number, table_code, region_code, category, period, parent_code, mark, value, k)
  SELECT ?, "table", "regionCode", category, period, "parentCode", mark, value, k
  FROM jsonb_to_recordset(?::jsonb) AS r("table" text, "regionCode" text, category text, period text, "parentCode" text,
    mark text, value bigint, k integer)`

function toRow({ id, mark, value, k }: Cell, tree: RegionTree): ReleasedRow {
  const key = keyOf(id)
  const parentCode = tree.parentOf(key.regionCode) ?? null
  return { ...key, parentCode, mark, value: mark === 'VALUE' ? value : null, k }
}
