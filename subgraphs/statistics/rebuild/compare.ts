import type { EntityManager } from '@mikro-orm/postgresql'

/** The tables that are folded, and what names a row of them. */
export const countsTables = [
  { name: 'counted_authority', key: ['authority_id'] },
  { name: 'counted_case', key: ['case_id'] },
  { name: 'counted_report', key: ['report_id'] },
  { name: 'counted_region', key: ['region_code'] },
  {
    name: 'count_now',
    key: ['region_code', 'matter_type', 'industry_code', 'channel', 'measure'],
    cell: true,
  },
  { name: 'count_by_day', key: ['region_code', 'dimension', 'value', 'measure', 'day'], cell: true },
] as const

/** A row that is not what the events come to. `null` where there is none. */
export type Difference = {
  table: (typeof countsTables)[number]['name']
  key: string
  live: string | null
  rebuilt: string | null
  /** How many rows of the table differ. */
  rows: number
}

/** The first row of the first table in which the live tables and those beside them differ. */
export async function firstDifference(
  em: EntityManager,
): Promise<{ rows: number; difference: Difference | undefined }> {
  let rows = 0
  for (const table of countsTables) {
    const { name } = table
    const isCell = 'cell' in table
    const [found] = await em.execute<Compared[]>(compareQuery(name, table.key, isCell))
    rows += Number(found?.compared ?? 0)
    if (found?.key == null) continue
    const { key, live, rebuilt, different } = found
    return { rows, difference: { table: name, key, live, rebuilt, rows: Number(different) } }
  }
  return { rows, difference: undefined }
}

type Compared = {
  compared: string
  different: string
  key: string | null
  live: string | null
  rebuilt: string | null
}

/** A cell of zero is as none: it may stand where something was counted once. */
function compareQuery(name: string, key: readonly string[], isCell: boolean): string {
  const shown = isCell ? 'n::text' : `(to_jsonb(t) - '${key[0] ?? ''}')::text`
  const side = (schema: string) =>
    `SELECT concat_ws('/', ${key.join(', ')}) AS key, ${shown} AS value FROM ${schema}.${name} t ${isCell ? 'WHERE n <> 0' : ''}`
  return `
    WITH both_sides AS MATERIALIZED (
      SELECT key, live.value AS live, rebuilt.value AS rebuilt
      FROM (${side('statistics')}) live FULL JOIN (${side('pg_temp')}) rebuilt USING (key)
    ), different AS MATERIALIZED (SELECT * FROM both_sides WHERE live IS DISTINCT FROM rebuilt)
    SELECT (SELECT count(*) FROM both_sides) AS compared, (SELECT count(*) FROM different) AS different,
      first.key, first.live, first.rebuilt
    FROM (SELECT 1) one LEFT JOIN (SELECT * FROM different ORDER BY key LIMIT 1) first ON true`
}
