import { z } from 'zod'
import { AndonError } from '../../../platform/errors.js'
import { addDays, type Day } from '../../shared/day.js'
import { ALL } from './measures.js'
import { readSlice, type CaseCountFilter } from './count-filter.js'

/** Days from the first to the last, both counted. */
export type Period = { from: Day; to: Day }

/** Ten years: no query reads more days. */
const mostDays = 3_660
const dayMs = 86_400_000

/** @throws AndonError BAD_USER_INPUT for what is no day, is turned round, or longer than `days` */
export function readPeriod(from: string, to: string, days = mostDays): Period {
  requireDay(from, 'from')
  requireDay(to, 'to')
  if (to < from)
    throw badPeriod('to', '结束日期不能早于开始日期。', 'The last day is not before the first one.')
  if (daysIn({ from, to }) > days) {
    const most = String(days)
    throw badPeriod('to', `起止日期最多相隔 ${most} 天。`, `A period has ${most} days at most.`)
  }
  return { from, to }
}

function requireDay(day: string, inputPath: string): void {
  if (z.iso.date().safeParse(day).success && day >= '2000-01-01' && day < '2200-01-01') return
  throw badPeriod(
    inputPath,
    '日期应写作 2026-03-01 的形式，在 2000 年至 2199 年之间。',
    'A day is written like 2026-03-01, from 2000 to 2199.',
  )
}

function badPeriod(inputPath: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}

export function daysIn({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / dayMs + 1
}

/** As long, and ending on the day before. */
export function periodBefore(period: Period): Period {
  return { from: addDays(period.from, -daysIn(period)), to: addDays(period.from, -1) }
}

/** Of which part of a region days are asked: they are kept by each dimension alone. */
export type DaySlice = { regionCode: string; dimension: string; value: string }

/** @throws AndonError BAD_USER_INPUT for more than one condition, or an unknown industry */
export function readDaySlice(regionCode: string, filter: CaseCountFilter | null | undefined): DaySlice {
  const { matterType, industryCode, channel } = readSlice(regionCode, filter)
  const set = [
    ['MATTER', matterType],
    ['INDUSTRY', industryCode],
    ['CHANNEL', channel],
  ].filter(([, value]) => value !== ALL)
  if (set.length > 1)
    throw badPeriod(
      'filter',
      '按日统计的数据只能按事项类别、行业领域、举报渠道中的一项筛选。',
      'What is counted by day can be asked by one of matter type, industry and channel.',
    )
  const [dimension = ALL, value = ALL] = set[0] ?? []
  return { regionCode, dimension, value }
}
