import chineseDays from 'chinese-days'
import { addDays } from '../../shared/day.js'
import { isWeekend, type CalendarYear } from './working-days.js'

const earliest = 2020
const latest = 2100

/** The years of 国务院办公厅's calendar that the library has; what it has not published is missing. */
export function publishedYears(): CalendarYear[] {
  const years: CalendarYear[] = []
  for (let year = earliest; year <= latest; year += 1) {
    const published = readYear(year)
    // Every published year has holidays on weekdays; one without is not published yet.
    if (published.holidays.size === 0) break
    years.push(published)
  }
  return years
}

function readYear(year: number): CalendarYear {
  const [holidays, workdays] = [new Set<string>(), new Set<string>()]
  for (let day = `${String(year)}-01-01`; day < `${String(year + 1)}-01-01`; day = addDays(day, 1)) {
    const { work } = chineseDays.getDayDetail(day)
    if (work && isWeekend(day)) workdays.add(day)
    if (!work && !isWeekend(day)) holidays.add(day)
  }
  return { year, holidays, workdays }
}
