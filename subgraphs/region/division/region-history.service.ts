import { AndonError } from '../../../platform/errors.js'
import type { DivisionHistory } from './division-history.js'
import type { Division } from './division-tree.js'
import { dayInChina } from '../../shared/day.js'
import { RegionChangeDay } from './history.type.js'

/** A day somebody asks about, and whether it has yet to come: then the answer is today's list. */
export type AskedDay = Readonly<{ day: string; isFuture: boolean }>

/**
 * @returns null where no day is asked for
 * @throws AndonError BAD_USER_INPUT for a day before the first list, of which nothing is known
 */
export function requireDay(history: DivisionHistory, asOf: Date | null, now: Date): AskedDay | null {
  if (asOf === null) return null
  const day = dayInChina(asOf)
  const first = history.firstDay('DIVISION')
  if (day >= first) return { day, isFuture: day > dayInChina(now) }
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: `区划数据始于 ${first}，更早的情况不可知。`,
      en: `The divisions are known since ${first}; nothing is known of earlier days.`,
    },
    { inputPath: 'asOf' },
  )
}

/** Towns and zones are known since their own first lists, counties and above since theirs. */
export function validFromOf(history: DivisionHistory, division: Division): RegionChangeDay {
  const from = history.lifeOf(division)?.from
  if (from) return RegionChangeDay.of(from)
  const isTown = division.level === 'TOWN'
  return RegionChangeDay.before(history.firstDay(isTown ? 'TOWN' : division.kind))
}

export function formerNamesOf(history: DivisionHistory, division: Division): string[] {
  const periods = history.lifeOf(division)?.periods ?? []
  const before = periods.filter(({ name, from }) => {
    return name !== division.name && (division.asOf === null || (from?.latest ?? '') <= division.asOf)
  })
  return [...new Set(before.map(({ name }) => name))]
}
