import { AndonError, type Message } from '../../../platform/errors.js'
import { addDays, type Day } from '../../shared/day.js'
import { requireRegionCode } from '../../shared/reach/reach.service.js'

/** The query of an address, as it was parsed: a name may stand there several times. */
export type Query = Readonly<Record<string, unknown>>

const longestDays = 3_660

/** @throws AndonError BAD_USER_INPUT naming the parameter */
export function textOf(query: Query, name: string): string | undefined {
  const value = query[name]
  if (value === undefined || value === '') return undefined
  if (typeof value !== 'string')
    throw wrong(name, { zh: `参数 ${name} 只能出现一次。`, en: `${name} may be given once.` })
  return value
}

/** @throws AndonError BAD_USER_INPUT for what cannot be a code */
export function regionOf(query: Query, fallback: string | undefined): string | undefined {
  const code = textOf(query, 'regionCode')
  if (code !== undefined) requireRegionCode(code)
  return code ?? fallback
}

/**
 * Days in China from and to, both inclusive; the last year unless it says otherwise.
 *
 * @throws AndonError BAD_USER_INPUT
 */
export function daysOf(query: Query, today: Day, defaultDays = 365): { from: Day; to: Day } {
  const to = dayOf(query, 'to') ?? today
  const from = dayOf(query, 'from') ?? addDays(to, 1 - defaultDays)
  if (from > to)
    throw wrong('from', { zh: '开始日期不能晚于结束日期。', en: 'The first day is after the last.' })
  if (addDays(from, longestDays) <= to)
    throw wrong('from', {
      zh: `一次最多 ${String(longestDays)} 天。`,
      en: `At most ${String(longestDays)} days at once.`,
    })
  return { from, to }
}

function dayOf(query: Query, name: string): Day | undefined {
  const text = textOf(query, name)
  if (text === undefined) return undefined
  const moment = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN
  if (Number.isNaN(moment) || !new Date(moment).toISOString().startsWith(text))
    throw wrong(name, {
      zh: `${name} 应为日期，如 2026-03-01。`,
      en: `${name} should be a day such as 2026-03-01.`,
    })
  return text
}

function wrong(inputPath: string, message: Message): AndonError {
  return new AndonError('BAD_USER_INPUT', message, { inputPath })
}
