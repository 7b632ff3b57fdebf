import type { CellMark } from './cell.js'

type Day = { readonly value: number; readonly k: number; readonly mark: CellMark }

/**
 * The mark of a day, told before the sum of its month is known. After the first small day of a month those that follow
 * are withheld too, until one of them leaves it room as in any other family; the order of partners is the calendar's.
 * So the month that comes later can be told without giving the small days away.
 *
 * @param earlier the days of the same month before it, in order
 */
export function markOfDay(
  day: { readonly value: number; readonly k: number },
  earlier: readonly Day[],
): CellMark {
  if (day.value < day.k) return 'FEWER'
  const withheld = earlier.filter(({ mark }) => mark !== 'VALUE')
  return withheld.length === 0 || haveRoom(withheld) ? 'VALUE' : 'PARTNER'
}

/** Reckoned when a partner comes and not again: that a small day filled what was missing would tell of that day. */
function haveRoom(withheld: readonly Day[]): boolean {
  const last = withheld.findLastIndex(({ mark }) => mark === 'PARTNER')
  if (last === -1) return false
  const group = withheld.slice(0, last + 1)
  const partners = group.filter(({ mark }) => mark === 'PARTNER').length
  const k = Math.max(...group.map((member) => member.k))
  return group.reduce((total, { value }) => total + value, 0) >= k * (partners + 1)
}

/**
 * The last days of a month are told with it: a small one among them has no day after it, and would close the month if
 * those beside it were told already.
 */
export const daysToldWithMonth = 5

/** Small days that came after the last partner need room of their own when the month is told. */
export function countGroups(days: readonly Day[]): number {
  const lastPartner = days.findLastIndex(({ mark }) => mark === 'PARTNER')
  return lastPartner !== -1 && days.slice(lastPartner).some(({ value, k }) => value < k) ? 2 : 1
}
