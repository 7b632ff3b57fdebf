import { addDays, startOfDay, type Day } from '../../shared/day.js'

/** The days of one year that are not what their weekday says: 国务院办公厅 publishes them each autumn for the next. */
export type CalendarYear = { year: number; holidays: ReadonlySet<Day>; workdays: ReadonlySet<Day> }

export type WorkCalendar = ReadonlyMap<number, CalendarYear>

export type Term = {
  days: number
  /** Natural days 自然日, or working days 工作日. */
  unit: 'NATURAL' | 'WORKING'
  /** Whether it ends on the next working day where its last day is a holiday: 民法典 第二百零三条. */
  rollsOver: boolean
}

export type Reckoned = {
  /** The last day of the term. */
  lastDay: Day
  /** It goes beyond the published calendar: a year taken by its weekdays alone. */
  provisional: boolean
}

/** A term that begins on a day; that day itself is not counted: 民法典 第二百零一条. */
export function reckon(calendar: WorkCalendar, begins: Day, { days, unit, rollsOver }: Term): Reckoned {
  const asked = new Set<number>()
  const works = (day: Day): boolean => {
    asked.add(yearOf(day))
    return isWorkingDay(calendar, day)
  }
  let lastDay = begins
  for (let counted = 0; counted < days;) {
    lastDay = addDays(lastDay, 1)
    if (unit === 'NATURAL' || works(lastDay)) counted += 1
  }
  while (rollsOver && !works(lastDay)) lastDay = addDays(lastDay, 1)
  return { lastDay, provisional: [...asked].some((year) => !calendar.has(year)) }
}

export function isWorkingDay(calendar: WorkCalendar, day: Day): boolean {
  const year = calendar.get(yearOf(day))
  if (year?.workdays.has(day) === true) return true
  if (year?.holidays.has(day) === true) return false
  return !isWeekend(day)
}

export function isWeekend(day: Day): boolean {
  return [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
}

/** The last moment of a day in China. */
export function endOfDay(day: Day): Date {
  return new Date(startOfDay(addDays(day, 1)).getTime() - 1)
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4))
}
