import { startOfDay, type Day } from '../../../shared/day.js'

export const levels = ['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY'] as const
export type Level = (typeof levels)[number]

/** The last day for each level that reports to the one above it. */
export type DueDays = Partial<Record<Level, Day>>

/** What lies between the days of two levels: 12月21日 and 12月25日 (E03). */
const daysToRollUp = 4

/**
 * Days for every level below the one that calls for the campaign. What is not said lies four days before the level
 * above it, so that there is time to add up.
 */
export function completeDueDays(stated: DueDays, ofLevel: Level): DueDays {
  const complete: DueDays = {}
  let above: Day | undefined
  for (const level of levels.slice(levels.indexOf(ofLevel) + 1)) {
    const day = stated[level] ?? (above === undefined ? undefined : daysBefore(above, daysToRollUp))
    if (day === undefined) continue
    complete[level] = day
    above = day
  }
  return complete
}

/** The first level whose day is not before the day of the level above it. */
export function levelOutOfOrder(days: DueDays): Level | undefined {
  let above: Day | undefined
  for (const level of levels) {
    const day = days[level]
    if (day === undefined) continue
    if (above !== undefined && day >= above) return level
    above = day
  }
  return undefined
}

/** The end of the day in China. */
export function endOfDay(day: Day): Date {
  return new Date(startOfDay(day).getTime() + 86_400_000 - 1)
}

/** One that reports to a province does so with the cities, whatever its own level: 济源示范区、航空港区 (D16). */
export function levelBelow(parent: Level): Level {
  return levels[levels.indexOf(parent) + 1] ?? 'COUNTY'
}

function daysBefore(day: Day, count: number): Day {
  return new Date(Date.parse(day) - count * 86_400_000).toISOString().slice(0, 10)
}
