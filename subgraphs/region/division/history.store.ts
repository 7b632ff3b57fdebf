import type { EntityManager } from '@mikro-orm/postgresql'
import type pg from 'pg'
import type { DivisionPeriod, HistoryRecord, PublishedList } from './history-list.js'

/** Replaces what is stored of the history. */
export async function storeHistory(em: EntityManager, history: HistoryRecord): Promise<void> {
  await em.execute('DELETE FROM region.division_period')
  await em.execute('DELETE FROM region.division_list')
  await em.execute('DELETE FROM region.zone_place')
  await addPeriods(em, history.periods)
  await addLists(em, history.lists)
  const places = history.zones.flatMap(({ zone, liesIn }) => liesIn.map((code) => ({ zone, code })))
  await em.execute(
    `INSERT INTO region.zone_place (zone, code)
     SELECT zone, code FROM jsonb_to_recordset(?::jsonb) AS row (zone text, code text)`,
    [JSON.stringify(places)],
  )
}

export async function addPeriods(em: EntityManager, periods: readonly DivisionPeriod[]): Promise<void> {
  const rows = periods.map(({ code, name, kind, parentCode, from, to, successors }) => ({
    code,
    name,
    kind,
    parent_code: parentCode,
    from_earliest: from?.earliest ?? null,
    from_latest: from?.latest ?? null,
    to_earliest: to?.earliest ?? null,
    to_latest: to?.latest ?? null,
    successors: successors?.codes ?? null,
    basis: successors?.basis ?? null,
  }))
  await em.execute(
    `INSERT INTO region.division_period
       (code, name, kind, parent_code, from_earliest, from_latest, to_earliest, to_latest, successors, basis)
     SELECT code, name, kind, parent_code, from_earliest, from_latest, to_earliest, to_latest, successors, basis
     FROM jsonb_to_recordset(?::jsonb)
       AS row (code text, name text, kind text, parent_code text, from_earliest date, from_latest date,
               to_earliest date, to_latest date, successors varchar(9)[], basis text)`,
    [JSON.stringify(rows)],
  )
}

export async function addLists(em: EntityManager, lists: readonly PublishedList[]): Promise<void> {
  await em.execute(
    `INSERT INTO region.division_list (scope, day, source)
     SELECT scope, day, source FROM jsonb_to_recordset(?::jsonb) AS row (scope text, day date, source text)`,
    [JSON.stringify(lists)],
  )
}

/** What is stored of the history, read in the snapshot the caller has opened. */
export async function readHistory(client: Pick<pg.Client, 'query'>): Promise<HistoryRecord> {
  const periods = await client.query<DivisionPeriod>(`
    SELECT code, name, kind, parent_code AS "parentCode",
           ${bounds('from')} AS "from", ${bounds('to')} AS "to",
           CASE WHEN successors IS NOT NULL
                THEN jsonb_build_object('codes', to_jsonb(successors), 'basis', basis) END AS successors
    FROM region.division_period
    ORDER BY code COLLATE "C", from_latest NULLS FIRST, to_latest NULLS LAST`)
  const lists = await client.query<PublishedList>(
    `SELECT scope, to_char(day, 'YYYY-MM-DD') AS day, source FROM region.division_list ORDER BY day`,
  )
  const zones = await client.query<{ zone: string; liesIn: string[] }>(
    `SELECT zone, array_agg(code ORDER BY code) AS "liesIn" FROM region.zone_place GROUP BY zone`,
  )
  return { periods: periods.rows, lists: lists.rows, zones: zones.rows }
}

function bounds(end: 'from' | 'to'): string {
  return `CASE WHEN ${end}_latest IS NOT NULL THEN jsonb_build_object(
            'earliest', to_char(${end}_earliest, 'YYYY-MM-DD'), 'latest', to_char(${end}_latest, 'YYYY-MM-DD')) END`
}
