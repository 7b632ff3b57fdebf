import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { addDays, dayInChina, startOfDay } from '../../shared/day.js'
import type { StoredCase } from '../loop/case.entity.js'
import { deadlineKinds, type DeadlineKind } from '../loop/table/deadline-kinds.js'
import { loadCalendar } from './calendar.service.js'
import { ruleFor } from './deadline-rule.service.js'
import { running, StoredDeadline } from './deadline.entity.js'
import { endOfDay, reckon } from './working-days.js'

/** What a term runs for. */
export type Bearer = { proceedingId: string | null; reportId: string | null }

const forTheCase: Bearer = { proceedingId: null, reportId: null }
/** Officers are reminded when they come to work. */
const remindAtHour = 9

/**
 * Starts a term by the rule of the place and day, or up to a day somebody set. One that runs already for the same is
 * not started again; with a day set it is moved there, and told anew.
 *
 * @param dueOn the last day, where it was set
 */
export async function openDeadline(
  em: EntityManager,
  stored: Pick<StoredCase, 'id' | 'regionPath'>,
  term: { kind: DeadlineKind; at: Date; bearer?: Bearer; dueOn?: string | undefined },
): Promise<void> {
  const { kind, at, bearer = forTheCase, dueOn } = term
  const open = await em.findOne(StoredDeadline, { ...running, caseId: stored.id, kind, ...bearer })
  if (open !== null && dueOn === undefined) return
  const rule = await ruleFor(em, kind, stored.regionPath, at)
  const byRule = () => loadCalendar(em).then((calendar) => reckon(calendar, dayInChina(at), rule))
  const { lastDay, provisional } =
    dueOn === undefined ? await byRule() : { lastDay: dueOn, provisional: false }
  const end = {
    dueAt: endOfDay(lastDay),
    provisional,
    given: dueOn !== undefined,
    remindAt: reminderOf(lastDay, rule.remindDaysBefore, at),
    remindedAt: null,
    escalatedAt: null,
  }
  if (open !== null) em.assign(open, end)
  else {
    const row = {
      id: randomUUID(),
      caseId: stored.id,
      kind,
      ...bearer,
      startedAt: at,
      ruleId: rule.id,
      ...end,
    }
    em.persist(em.create(StoredDeadline, row))
  }
}

function reminderOf(lastDay: string, daysBefore: number, startedAt: Date): Date | null {
  if (daysBefore === 0) return null
  const morning = startOfDay(addDays(lastDay, -daysBefore)).getTime() + remindAtHour * 3_600_000
  return morning > startedAt.getTime() ? new Date(morning) : null
}

/**
 * Ends terms: those of the proceedings that moved; of others of the case those for the same report, or all where the
 * step is about none.
 *
 * @returns those it has ended
 */
export async function endDeadlines(
  em: EntityManager,
  caseId: string,
  ending: { kinds: readonly DeadlineKind[]; moved: readonly Bearer[]; as: 'metAt' | 'cancelledAt'; at: Date },
): Promise<StoredDeadline[]> {
  const { kinds, moved, as, at } = ending
  if (kinds.length === 0) return []
  const open = await em.find(StoredDeadline, { ...running, caseId, kind: [...kinds] })
  const ended = open.filter((deadline) => concerns(deadline, moved))
  for (const deadline of ended) deadline[as] = at
  return ended
}

function concerns(deadline: StoredDeadline, moved: readonly Bearer[]): boolean {
  if (deadlineKinds[deadline.kind].of === 'CASE' || moved.length === 0) return true
  const isItsOwn = moved.some(({ proceedingId }) => proceedingId === deadline.proceedingId)
  const ofReports = moved.flatMap(({ reportId }) => (reportId === null ? [] : [reportId]))
  const isOfItsReport = deadline.reportId != null && ofReports.includes(deadline.reportId)
  return isItsOwn || isOfItsReport
}
