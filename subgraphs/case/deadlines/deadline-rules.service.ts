import { UniqueConstraintViolationException, type EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { dayInChina } from '../../shared/day.js'
import { covers, reachOf } from '../../shared/reach/reach.service.js'
import type { CaseAuditAction } from '../audit-actions.js'
import { continueForPlatform } from '../desk/row-security.js'
import type { CaseDesk } from '../loop/take-step.js'
import { keepYear, reckonAnew } from './calendar.service.js'
import { StoredCalendarYear } from './calendar-year.entity.js'
import { StoredDeadlineRule } from './deadline-rule.entity.js'
import type { CalendarYearEntry, DeadlineRule, DeadlineRuleInput } from './deadline-rules.type.js'
import { isWeekend } from './working-days.js'

/** @throws AndonError UNAUTHENTICATED, FORBIDDEN */
export async function deadlineRules({
  em,
  viewer,
}: Pick<CaseDesk, 'em' | 'viewer'>): Promise<DeadlineRule[]> {
  requireStaff(viewer, 'READ_CASES')
  return em.find(
    StoredDeadlineRule,
    {},
    { orderBy: { kind: 'asc', regionCode: 'asc', effectiveFrom: 'asc' } },
  )
}

const ruleShape = z.object({
  regionCode: z.string().regex(/^\d{6}(\d{3})?$/),
  effectiveFrom: z.iso.date(),
  days: z.number().int().min(1).max(3_660),
  remindDaysBefore: z.number().int().min(0).max(365),
  legalReference: z.string().trim().min(2).max(300),
})

/**
 * Adds a rule from a day on; what began under an earlier one keeps it.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN for a region out of reach, BAD_USER_INPUT, CONFLICT where the day has
 *   one already
 */
export async function addDeadlineRule(desk: CaseDesk, input: DeadlineRuleInput): Promise<DeadlineRule> {
  const { em, viewer, clock } = desk
  const staff = requireStaff(viewer, 'APPROVE_CASES')
  const parsed = ruleShape.safeParse(input)
  if (!parsed.success) throw badInput(`input.${String(parsed.error.issues[0]?.path[0] ?? 'days')}`)
  if (!covers((await reachOf(em, staff)).regionCode, input.regionCode)) throw new AndonError('FORBIDDEN')
  if (input.effectiveFrom < dayInChina(clock())) throw badInput('input.effectiveFrom')
  const { kind, unit, rollsOver } = input
  const row = { id: randomUUID(), kind, unit, rollsOver, ...parsed.data, confirmed: true }
  try {
    return await em.transactional(async (inner) => {
      const added = inner.create(StoredDeadlineRule, row)
      await inner.persist(added).flush()
      await record(inner, desk, 'DEADLINE_RULE_ADDED', { kind: 'DEADLINE_RULE', id: row.id })
      return added
    })
  } catch (error) {
    if (error instanceof UniqueConstraintViolationException) throw twice()
    throw error
  }
}

/** @throws AndonError UNAUTHENTICATED, FORBIDDEN */
export async function calendarYears({
  em,
  viewer,
}: Pick<CaseDesk, 'em' | 'viewer'>): Promise<CalendarYearEntry[]> {
  requireStaff(viewer, 'READ_CASES')
  return em.find(StoredCalendarYear, {}, { orderBy: { year: 'asc' } })
}

/**
 * Takes a year as it was published, in place of what was there; provisional ends are reckoned anew.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT for a day of another year, or off on a weekend
 */
export async function importCalendarYear(
  desk: CaseDesk,
  given: CalendarYearEntry,
): Promise<CalendarYearEntry> {
  requireStaff(desk.viewer, 'MANAGE_SYSTEM')
  const { year, source } = given
  requireYear(given)
  const holidays = new Set(given.holidays)
  const workdays = new Set(given.workdays)
  await desk.em.transactional(async (em) => {
    // Whoever imports it may see none of the cases whose terms move.
    await continueForPlatform(em)
    await keepYear(em, { year, holidays, workdays }, source.trim(), desk.clock())
    const moved = await reckonAnew(em)
    await record(em, desk, 'CALENDAR_IMPORTED', { kind: 'CALENDAR_YEAR', id: String(year) }, { moved })
  })
  return { year, holidays: [...holidays].sort(), workdays: [...workdays].sort(), source: source.trim() }
}

function requireYear({ year, holidays, workdays, source }: CalendarYearEntry): void {
  if (!Number.isInteger(year) || year < 2020 || year > 2100) throw badInput('year')
  const isOfYear = (day: string) => z.iso.date().safeParse(day).success && Number(day.slice(0, 4)) === year
  if (holidays.length === 0 || holidays.some((day) => !isOfYear(day) || isWeekend(day)))
    throw badInput('holidays')
  if (workdays.some((day) => !isOfYear(day) || !isWeekend(day))) throw badInput('workdays')
  if (source.trim().length < 2 || source.trim().length > 200) throw badInput('source')
}

async function record(
  em: EntityManager,
  { viewer }: CaseDesk,
  action: CaseAuditAction,
  thing: { kind: string; id: string },
  facts: Record<string, number> = {},
): Promise<void> {
  await recordAudit<CaseAuditAction>(em, { actor: viewer, action, thing, facts })
}

function badInput(inputPath: string): AndonError {
  return new AndonError('BAD_USER_INPUT', undefined, { inputPath })
}

function twice(): AndonError {
  return new AndonError(
    'CONFLICT',
    { zh: '该地区自这一天起已有规则。', en: 'The region has a rule from that day on.' },
    { inputPath: 'input.effectiveFrom' },
  )
}
