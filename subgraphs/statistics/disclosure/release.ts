import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import type { Log } from '../../../platform/log.js'
import type { Clock } from '../../shared/clock.js'
import { dayInChina, type Day } from '../../shared/day.js'
import type { AuditReport } from './audit.js'
import { isWithheld, type Cell, type CellSystem } from './cell.js'
import { markOfDay } from './days.js'
import { buildMonth, idOf, keyOf } from './month.js'
import { CannotBeProtected, protect } from './protect.js'
import { lockDays, readFacts, sumDays } from './public-facts.js'
import { createRegionTree, type RegionTree } from './region-tree.js'
import { hashOf, readReleasedDays, type ReleasedRow } from './released.js'
import type { Solver } from './solver.js'
import { allCategories, definitionsVersion, PublicTable } from './tables.js'

export type ReleaseMeans = {
  orm: MikroORM
  clock: Clock
  solver: Solver
  k: number
  /** The whole that the tables are about: the country, or one province with what lies below it. */
  rootCode: string
  /** Whether every fact up to now has been counted. */
  isCaughtUp: () => Promise<boolean>
  log: Log
}

/** Days that are counted before the first release are told too, as far back as this; older ones are not. */
const mostMonthsBack = 24

/**
 * Releases every day that has ended and was not released yet, one after the other, each in a transaction of its own:
 * all of a release is there or nothing. Replicas wait for each other, and the second finds nothing to do.
 */
export async function releaseDue(means: ReleaseMeans): Promise<void> {
  if (!(await means.isCaughtUp())) throw new Error('facts are still being counted: released later')
  while (await releaseNext(means));
}

/** @returns whether a day was released */
export function releaseNext(means: ReleaseMeans): Promise<boolean> {
  const { orm, clock, rootCode, log } = means
  return orm.em.fork().transactional(async (em) => {
    await lockDays(em, 'alone')
    const last = await readLast(em)
    const day = last === undefined ? await readFirstDay(em, clock()) : addDays(last.closingDay, 1)
    if (day >= dayInChina(clock())) return false
    if (last !== undefined && last.rootCode !== rootCode) {
      log.error({ root: last.rootCode }, 'PUBLIC_COUNTS_REGION is not what was released before: nothing is')
      throw new Error('the whole of public figures cannot be changed')
    }
    const prepared = await prepare(em, { ...means, day })
    await store(em, { means, last, day, ...prepared })
    log.info({ day, cells: prepared.cells.length }, 'public figures released')
    return true
  })
}

type Last = { number: number; closingDay: Day; rootCode: string; hash: string }

async function readLast(em: EntityManager): Promise<Last | undefined> {
  const [last] = await em.execute<Last[]>(
    `SELECT number, closing_day::text AS "closingDay", root_code AS "rootCode", encode(hash, 'hex') AS hash
     FROM statistics.public_release ORDER BY number DESC LIMIT 1`,
  )
  return last
}

/** The first of the month of the oldest fact, so that every month that is told is whole. */
async function readFirstDay(em: EntityManager, now: Date): Promise<Day> {
  const today = dayInChina(now)
  const oldest = new Date(`${today.slice(0, 7)}-01T00:00:00Z`)
  oldest.setUTCMonth(oldest.getUTCMonth() - mostMonthsBack)
  const [first] = await em.execute<{ day: Day | null }[]>(
    'SELECT min(day)::text AS day FROM statistics.public_fact WHERE day BETWEEN ? AND ?',
    [oldest.toISOString().slice(0, 10), today],
  )
  return `${(first?.day ?? today).slice(0, 7)}-01`
}

/** The new cells of a day: the day itself and, with the last of a month, its tables. */
async function prepare(
  em: EntityManager,
  { day, k, rootCode, solver, log }: ReleaseMeans & { day: Day },
): Promise<{ cells: Cell[]; report: AuditReport; tree: RegionTree }> {
  const tree = createRegionTree(rootCode, await divisionsOf(em, day.slice(0, 7)))
  const days = await readDaysOfMonth(em, { day, k, tree })
  const isLastOfMonth = addDays(day, 1).slice(0, 7) !== day.slice(0, 7)
  const system: CellSystem = isLastOfMonth
    ? buildMonth({
        month: day.slice(0, 7),
        k,
        tree,
        facts: await readFacts(em, `${day.slice(0, 7)}-01`, day),
        days,
      })
    : { cells: days, relations: [] }
  try {
    const report = protect(system, solver)
    const told = (cell: Cell): boolean => keyOf(cell.id).period === day || !cell.released
    return { cells: system.cells.filter(told), report, tree }
  } catch (error) {
    if (error instanceof CannotBeProtected)
      log.error(
        { day, exposed: error.exposed.map(({ id }) => id) },
        'a release cannot be protected: none is made',
      )
    throw error
  }
}

/**
 * Codes of the public list of divisions, as far as emergency-management departments are told for them; the list of the
 * first release in a month holds for the whole of it, so that its days and its sum are about the same places.
 */
async function divisionsOf(em: EntityManager, month: string): Promise<string[]> {
  await em.execute(
    `INSERT INTO statistics.public_division (month, codes)
     SELECT ?, coalesce(array_agg(DISTINCT region_code ORDER BY region_code), '{}')
     FROM statistics.authority_reach WHERE kind = 'EMERGENCY_MANAGEMENT' AND region_code IS NOT NULL
     ON CONFLICT (month) DO NOTHING`,
    [month],
    'run',
  )
  const [list] = await em.execute<{ codes: string[] }[]>(
    'SELECT codes FROM statistics.public_division WHERE month = ?',
    [month],
  )
  return list?.codes ?? []
}

/** The days of the month up to this one: those before as they were told, this one marked. All are fixed from here on. */
async function readDaysOfMonth(
  em: EntityManager,
  { day, k, tree }: { day: Day; k: number; tree: RegionTree },
): Promise<Cell[]> {
  const month = day.slice(0, 7)
  const days: Cell[] = []
  const told = await readReleasedDays(em, month)
  const sums = await sumDays(em, { first: `${month}-01`, last: day, tree })
  for (let one = `${month}-01`; one <= day; one = addDays(one, 1)) {
    const value = sums.get(one) ?? 0
    const before = told.get(one)
    const table = PublicTable.REPORTS_BY_DAY
    const id = idOf({ table, regionCode: tree.root, category: allCategories, period: one })
    const mark = before?.mark ?? markOfDay({ value, k }, days)
    days.push({ id, value, k: before?.k ?? k, order: 0, released: true, mark })
  }
  return days
}

async function store(
  em: EntityManager,
  release: {
    means: ReleaseMeans
    last: Last | undefined
    day: Day
    cells: Cell[]
    report: AuditReport
    tree: RegionTree
  },
): Promise<void> {
  const { means, last, day, cells, report, tree } = release
  const number = (last?.number ?? 0) + 1
  const rows = cells.map((cell) => toRow(cell, tree))
  const releasedAt = means.clock().toISOString()
  const head = {
    number,
    closingDay: day,
    releasedAt,
    k: means.k,
    rootCode: means.rootCode,
    definitions: definitionsVersion,
  }
  const hash = hashOf({ previous: last?.hash ?? '', head, rows })
  await em.execute(
    `INSERT INTO statistics.public_release (number, id, closing_day, released_at, k, root_code, definitions, cells,
       withheld, by_exchange, by_programme, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, decode(?, 'hex'))`,
    [
      ...[number, randomUUID(), day, releasedAt, means.k, means.rootCode, definitionsVersion, rows.length],
      ...[cells.filter(isWithheld).length, report.byExchange, report.byProgramme, hash],
    ],
    'run',
  )
  await em.execute(insertCells, [number, JSON.stringify(rows)], 'run')
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

function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
