import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { Log } from '../../../platform/log.js'
import type { Clock } from '../../shared/clock.js'
import { dayInChina } from '../../shared/day.js'
import { StoredCalendarYear } from './calendar-year.entity.js'
import { StoredDeadlineRule } from './deadline-rule.entity.js'
import { running, StoredDeadline } from './deadline.entity.js'
import { publishedYears } from './published-calendar.js'
import { endOfDay, reckon, type CalendarYear, type WorkCalendar } from './working-days.js'

export async function loadCalendar(em: EntityManager): Promise<WorkCalendar> {
  const years = await em.find(StoredCalendarYear, {})
  return new Map(
    years.map(({ year, holidays, workdays }) => [
      year,
      { year, holidays: new Set(holidays), workdays: new Set(workdays) },
    ]),
  )
}

/** Brings the years the library knows into the table; a year somebody imported stays as it was imported. */
export async function importPublishedYears(
  orm: MikroORM,
  { clock, log }: { clock: Clock; log: Log },
): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    const known = new Set((await em.find(StoredCalendarYear, {})).map(({ year }) => year))
    const missing = publishedYears().filter(({ year }) => !known.has(year))
    if (missing.length === 0) return
    for (const year of missing) await keepYear(em, year, 'chinese-days', clock())
    const moved = await reckonAnew(em)
    log.info({ years: missing.map(({ year }) => year), moved }, 'calendar imported')
  })
}

export async function keepYear(
  em: EntityManager,
  { year, holidays, workdays }: CalendarYear,
  source: string,
  importedAt: Date,
): Promise<void> {
  const days = { holidays: [...holidays].sort(), workdays: [...workdays].sort() }
  await em.upsert(StoredCalendarYear, { year, ...days, source, importedAt })
}

/**
 * Reckons what runs and was provisional with the calendar as it is now. What was told stays told: nobody is reminded
 * twice.
 *
 * @returns how many ends moved
 */
export async function reckonAnew(em: EntityManager): Promise<number> {
  const provisional = await em.find(StoredDeadline, { ...running, provisional: true, given: false })
  const rules = await em.find(StoredDeadlineRule, { id: provisional.map(({ ruleId }) => ruleId) })
  const byId = new Map(rules.map((rule) => [rule.id, rule]))
  const calendar = await loadCalendar(em)
  let moved = 0
  for (const deadline of provisional) {
    const rule = byId.get(deadline.ruleId)
    if (rule === undefined) continue
    const { lastDay, provisional: still } = reckon(calendar, dayInChina(deadline.startedAt), rule)
    const dueAt = endOfDay(lastDay)
    if (dueAt.getTime() !== deadline.dueAt.getTime()) moved += 1
    Object.assign(deadline, { dueAt, provisional: still })
  }
  await em.flush()
  return moved
}
