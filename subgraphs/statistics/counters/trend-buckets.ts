import { addDays, type Day } from '../../shared/day.js'
import type { Period } from './period.js'

export type TrendUnit = 'DAY' | 'WEEK' | 'MONTH'

/** Days, weeks and months of a period, without a gap. The first and the last end where the period does. */
export type Bucket = Period & {
  /** Its first day were it whole: what the days in it have in common. */
  start: Day
  /** 2026-03-01, 2026-W09 or 2026-03. */
  label: string
}

/** No chart shows more: a year of days, of weeks more than three, ten of months. */
export const mostDaysOf: Readonly<Record<TrendUnit, number>> = { DAY: 366, WEEK: 1_098, MONTH: 3_660 }

export function bucketsOf({ from, to }: Period, unit: TrendUnit): Bucket[] {
  const buckets: Bucket[] = []
  for (let start = startOf(from, unit); start <= to; start = startAfter(start, unit)) {
    const last = addDays(startAfter(start, unit), -1)
    buckets.push({
      start,
      from: start < from ? from : start,
      to: last > to ? to : last,
      label: labelOf(start, unit),
    })
  }
  return buckets
}

function startOf(day: Day, unit: TrendUnit): Day {
  if (unit === 'DAY') return day
  return unit === 'MONTH' ? `${day.slice(0, 7)}-01` : addDays(day, -weekday(day))
}

function startAfter(start: Day, unit: TrendUnit): Day {
  if (unit !== 'MONTH') return addDays(start, unit === 'DAY' ? 1 : 7)
  return startOf(addDays(start, 31), 'MONTH')
}

/** 0 is Monday. */
function weekday(day: Day): number {
  return (new Date(day).getUTCDay() + 6) % 7
}

/** A week belongs to the year of its Thursday: ISO 8601, GB/T 7408. */
function labelOf(start: Day, unit: TrendUnit): string {
  if (unit === 'DAY') return start
  if (unit === 'MONTH') return start.slice(0, 7)
  const thursday = addDays(start, 3)
  const year = thursday.slice(0, 4)
  const week = Math.floor((Date.parse(thursday) - Date.parse(`${year}-01-01`)) / 604_800_000) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}
