import { AndonError } from '../../../platform/errors.js'
import { addDays, type Day } from '../../shared/day.js'
import { requireRegionCode } from '../../shared/reach/reach.service.js'
import { readPeriod, type Period } from '../counters/period.js'

/** The query of an address, as it was parsed: a name may stand there several times. */
export type Query = Readonly<Record<string, unknown>>

/** @throws AndonError BAD_USER_INPUT naming the parameter */
export function textOf(query: Query, name: string): string | undefined {
  const value = query[name]
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string') return value
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: `参数 ${name} 只能出现一次。`, en: `${name} may be given once.` },
    { inputPath: name },
  )
}

/** @throws AndonError BAD_USER_INPUT for what cannot be a code */
export function regionOf(query: Query, fallback: string | undefined): string | undefined {
  const code = textOf(query, 'regionCode')
  if (code !== undefined) requireRegionCode(code)
  return code ?? fallback
}

/** @throws AndonError BAD_USER_INPUT where none is named */
export function requiredRegionOf(query: Query): string {
  const code = regionOf(query, undefined)
  if (code !== undefined) return code
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '请给出地区代码 regionCode。', en: 'regionCode is missing.' },
    { inputPath: 'regionCode' },
  )
}

/**
 * Days in China from and to, both inclusive; the last year unless it says otherwise.
 *
 * @throws AndonError BAD_USER_INPUT
 */
export function periodOf(query: Query, today: Day): Period {
  const to = textOf(query, 'to') ?? today
  const from = textOf(query, 'from')
  if (from !== undefined) return readPeriod(from, to)
  return { from: addDays(readPeriod(to, to).to, -364), to }
}
