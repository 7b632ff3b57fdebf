import { AndonError } from '../../platform/errors.js'

/** A calendar day in China, such as 2026-03-01; later days compare greater. */
export type Day = string

const inChina = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })

export function dayInChina(moment: Date = new Date()): Day {
  return inChina.format(moment)
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const midnight = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text)
}

/** @throws AndonError BAD_USER_INPUT where it is no day of the calendar */
export function requireDay(text: string, inputPath: string): Day {
  if (isDay(text)) return text
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '日期应写作 2026-03-01 的形式。', en: 'A day is written like 2026-03-01.' },
    { inputPath },
  )
}
