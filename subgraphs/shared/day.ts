/** A calendar day in China, such as 2026-03-01; later days compare greater. */
export type Day = string

/** The day it is in China at a moment. */
export function dayInChina(moment: Date = new Date()): Day {
  return new Date(moment.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}

/** The moment a day begins in China. */
export function startOfDay(day: Day): Date {
  return new Date(`${day}T00:00:00+08:00`)
}

/** So many days later; earlier where they are negative. */
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** A day as documents write it: 2026年3月1日. */
export function dayInWords(day: Day): string {
  const [year = '', month, date] = day.split('-')
  return `${year}年${String(Number(month))}月${String(Number(date))}日`
}
