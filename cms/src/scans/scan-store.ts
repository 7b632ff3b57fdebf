import type { Core } from '@strapi/strapi'
import { subtreePrefix } from '../content-subgraph/region-codes'
import { periodsOf, type Day } from './scan-periods'

/*
 * All that is ever kept of a scan is that a number of a placement and a day went up by one: no address, no person, no
 * report, no moment. Days become stretches of five scans or more, and then their own numbers go.
 */
export async function createScanTables(strapi: Core.Strapi): Promise<void> {
  for (const sql of [
    `CREATE TABLE IF NOT EXISTS placement_scan_days (
       code text, day date, scans integer NOT NULL CHECK (scans > 0), PRIMARY KEY (code, day))`,
    `CREATE TABLE IF NOT EXISTS placement_scan_periods (
       code text NOT NULL, from_day date NOT NULL, to_day date NOT NULL, scans integer NOT NULL)`,
    'CREATE INDEX IF NOT EXISTS placement_scan_periods_idx ON placement_scan_periods (code, to_day)',
  ])
    await strapi.db.connection.raw(sql)
}

export type CountedScan = { code: string; day: string; scans: number }
export type ScanRow = {
  code: string
  unit: string
  scans: number
  periods: { from: string; to: string; scans: number }[]
}
export type ScanStore = ReturnType<typeof createScanStore>

type Asked = { code?: string | undefined; regionCode?: string | undefined; from: string; to: string }

export function createScanStore(strapi: Core.Strapi) {
  type Connection = { raw: (sql: string, values?: unknown[]) => Promise<{ rows: unknown[] }> }
  const select = async <Row>(sql: string, values: unknown[] = [], on?: Connection): Promise<Row[]> =>
    (await (on ?? (strapi.db.connection as unknown as Connection)).raw(sql, values)).rows as Row[]
  return {
    /** Codes of no published placement are passed over. */
    add: (counted: readonly CountedScan[]) =>
      select(
        `INSERT INTO placement_scan_days AS known (code, day, scans)
         SELECT given.code, given.day, given.scans
           FROM json_to_recordset(?::json) AS given(code text, day date, scans integer)
          WHERE EXISTS (SELECT 1 FROM qr_placements q WHERE q.code = given.code AND q.published_at IS NOT NULL)
          ORDER BY given.code, given.day
         ON CONFLICT (code, day) DO UPDATE SET scans = known.scans + excluded.scans`,
        [JSON.stringify(counted)],
      ),
    /** Joins the days before today to stretches. Replicas take turns. */
    closeDays: async (today: string): Promise<void> => {
      const [open] = await select('SELECT 1 FROM placement_scan_days WHERE day < ? LIMIT 1', [today])
      if (open === undefined) return
      await strapi.db.transaction(async (current: { trx: unknown }) => {
        const trx = current.trx as Connection
        await select(`SELECT pg_advisory_xact_lock(hashtext('placement scans'))`, [], trx)
        const rows = await select<Day & { code: string }>(
          'SELECT code, day::text, scans FROM placement_scan_days WHERE day < ? ORDER BY code, day',
          [today],
          trx,
        )
        const closed = [...Map.groupBy(rows, ({ code }) => code)].flatMap(([code, days]) =>
          periodsOf(days).map((period) => ({ code, ...period })),
        )
        const given = `json_to_recordset(?::json) AS given(code text, "from" date, "to" date, scans integer)`
        await select(
          `INSERT INTO placement_scan_periods (code, from_day, to_day, scans) SELECT * FROM ${given}`,
          [JSON.stringify(closed)],
          trx,
        )
        await select(
          `DELETE FROM placement_scan_days d USING ${given}
            WHERE d.code = given.code AND d.day BETWEEN given."from" AND given."to"`,
          [JSON.stringify(closed)],
          trx,
        )
      })
    },
    /** Stretches that ended in those days, of one placement or of those in a region; most scanned first. */
    told: ({ code, regionCode, from, to }: Asked, limit: number) =>
      select<ScanRow>(
        `SELECT q.code, q.unit, coalesce(sum(p.scans), 0)::int AS scans,
                coalesce(json_agg(json_build_object('from', p.from_day::text, 'to', p.to_day::text, 'scans', p.scans)
                  ORDER BY p.to_day) FILTER (WHERE p.code IS NOT NULL), '[]'::json) AS periods
           FROM qr_placements q
           LEFT JOIN placement_scan_periods p ON p.code = q.code AND p.to_day BETWEEN ?::date AND ?::date
          WHERE q.published_at IS NOT NULL AND (?::text IS NULL OR q.code = ?) AND (?::text IS NULL OR starts_with(q.region_code, ?))
          GROUP BY q.code, q.unit ORDER BY 3 DESC, q.code LIMIT ?`,
        [
          from,
          to,
          code ?? null,
          code ?? null,
          regionCode ?? null,
          regionCode === undefined ? null : subtreePrefix(regionCode),
          limit,
        ],
      ),
    total: async ({ code, regionCode, from, to }: Asked): Promise<number> => {
      const [row] = await select<{ scans: number }>(
        `SELECT coalesce(sum(p.scans), 0)::int AS scans FROM placement_scan_periods p
           JOIN qr_placements q ON q.code = p.code AND q.published_at IS NOT NULL
          WHERE p.to_day BETWEEN ?::date AND ?::date AND (?::text IS NULL OR q.code = ?)
            AND (?::text IS NULL OR starts_with(q.region_code, ?))`,
        [
          from,
          to,
          code ?? null,
          code ?? null,
          regionCode ?? null,
          regionCode === undefined ? null : subtreePrefix(regionCode),
        ],
      )
      return row?.scans ?? 0
    },
  }
}
