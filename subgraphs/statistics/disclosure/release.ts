import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { Log } from '../../../platform/log.js'
import type { Clock } from '../../shared/clock.js'
import { dayInChina, type Day } from '../../shared/day.js'
import type { AuditReport } from './audit.js'
import type { Cell, CellSystem } from './cell.js'
import { daysToldWithMonth, markOfDay } from './days.js'
import { buildMonth, idOf, keyOf } from './month.js'
import { CannotBeProtected, protect } from './protect.js'
import { lockDays, readFacts, sumDays } from './public-facts.js'
import { createRegionTree, type RegionTree } from './region-tree.js'
import { readReleasedDays } from './released.js'
import type { Solver } from './solver.js'
import { storeRelease } from './store-release.js'
import { allCategories, PublicTable } from './tables.js'

export type ReleaseMeans = {
  orm: MikroORM
  clock: Clock
  solver: Solver
  /** For months that begin from now on. */
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
    if (day === undefined || day >= dayInChina(clock())) return false
    if (last !== undefined && last.rootCode !== rootCode) {
      log.error({ root: last.rootCode }, 'PUBLIC_COUNTS_REGION is not what was released before: nothing is')
      throw new Error('the whole of public figures cannot be changed')
    }
    const k = (await readThresholdOf(em, day)) ?? means.k
    const prepared = await prepare(em, { ...means, day, k })
    const number = (last?.number ?? 0) + 1
    const head = { number, closingDay: day, releasedAt: clock().toISOString(), k, rootCode }
    await storeRelease(em, { head, previous: last?.hash ?? '', ...prepared })
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

/** The k a month was begun with holds for all of it: days of one and a sum of another would narrow each other. */
async function readThresholdOf(em: EntityManager, day: Day): Promise<number | undefined> {
  const [first] = await em.execute<{ k: number }[]>(
    'SELECT k FROM statistics.public_release WHERE closing_day BETWEEN ? AND ? ORDER BY number LIMIT 1',
    [`${day.slice(0, 7)}-01`, day],
  )
  return first?.k
}

/** The first of the month of the oldest fact, so that every month that is told is whole; none before there is one. */
async function readFirstDay(em: EntityManager, now: Date): Promise<Day | undefined> {
  const today = dayInChina(now)
  const oldest = new Date(`${today.slice(0, 7)}-01T00:00:00Z`)
  oldest.setUTCMonth(oldest.getUTCMonth() - mostMonthsBack)
  const [first] = await em.execute<{ day: Day | null }[]>(
    'SELECT min(day)::text AS day FROM statistics.public_fact WHERE day BETWEEN ? AND ?',
    [oldest.toISOString().slice(0, 10), today],
  )
  return first?.day == null ? undefined : `${first.day.slice(0, 7)}-01`
}

type Prepared = { cells: Cell[]; report: AuditReport; tree: RegionTree }

/** The new cells of a day: the day itself or, with the last of a month, its last days and its tables. */
async function prepare(em: EntityManager, means: ReleaseMeans & { day: Day }): Promise<Prepared> {
  const { day, k, rootCode, solver, log } = means
  const month = day.slice(0, 7)
  const tree = createRegionTree(rootCode, await divisionsOf(em, month))
  const days = await readDaysOfMonth(em, { day, k, tree })
  const isLastOfMonth = day === lastDayOf(month)
  const system: CellSystem = isLastOfMonth
    ? buildMonth({ month, k, tree, facts: await readFacts(em, `${month}-01`, day), days })
    : { cells: days.filter(({ released }) => released), relations: [] }
  try {
    const report = protect(system, solver)
    return { cells: system.cells.filter((cell) => !cell.released || isOf(cell, day)), report, tree }
  } catch (error) {
    if (error instanceof CannotBeProtected)
      log.error(
        { day, exposed: error.exposed.map(({ id }) => id) },
        'a release cannot be protected: none is made',
      )
    throw error
  }
}

function isOf({ id }: Cell, day: Day): boolean {
  return keyOf(id).period === day
}

function lastDayOf(month: string): Day {
  const first = addDays(`${month}-28`, 4)
  return addDays(`${first.slice(0, 7)}-01`, -1)
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
  if (list === undefined || list.codes.length === 0)
    throw new Error('no region is known yet: released when there are some')
  return list.codes
}

/**
 * The days of the month up to this one: those before as they were told, this one marked, both fixed from here on; and
 * the last of the month, which wait for it.
 */
async function readDaysOfMonth(
  em: EntityManager,
  { day, k, tree }: { day: Day; k: number; tree: RegionTree },
): Promise<Cell[]> {
  const month = day.slice(0, 7)
  const days: Cell[] = []
  const told = await readReleasedDays(em, month)
  const sums = await sumDays(em, { first: `${month}-01`, last: day, tree })
  const lastAtOnce = addDays(lastDayOf(month), -daysToldWithMonth)
  for (let one = `${month}-01`; one <= day; one = addDays(one, 1)) {
    const value = sums.get(one) ?? 0
    const table = PublicTable.REPORTS_BY_DAY
    const id = idOf({ table, regionCode: tree.root, category: allCategories, period: one })
    const cell = { id, value, k: told.get(one)?.k ?? k, order: days.length, released: one <= lastAtOnce }
    const mark = cell.released ? (told.get(one)?.mark ?? markOfDay(cell, days)) : 'VALUE'
    days.push({ ...cell, mark })
  }
  return days
}

function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
