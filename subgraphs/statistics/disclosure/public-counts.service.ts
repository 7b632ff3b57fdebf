import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { requireRegionCode } from '../../shared/reach/reach.service.js'
import { categoriesOf } from './public-counts.type.js'
import { readCells, readNewestPeriod, readSeries, type ReleasedCell } from './released.js'
import { allCategories, PublicPeriod, publicTables, type PublicTable } from './tables.js'

// For everybody, strangers too. Nothing but what was released can be reached from here.

export type Asked = {
  table: PublicTable
  regionCode?: string | null | undefined
  period?: string | null | undefined
}

/**
 * A table in one period, by default the newest: of the region asked for and those directly below it.
 *
 * @throws AndonError BAD_USER_INPUT for a region or period of no known form
 */
export async function findPublicCounts(
  em: EntityManager,
  { table, regionCode, period }: Asked,
): Promise<{ period: string | null; cells: ReleasedCell[] }> {
  if (regionCode != null) requireRegionCode(regionCode)
  if (period != null) requirePeriod(table, period, 'period')
  const newest = await readNewestPeriod(em, table)
  if (newest === undefined) return { period: null, cells: [] }
  const asked = { table, period: period ?? newest.period, regionCode: regionCode ?? newest.rootCode }
  return { period: asked.period, cells: await readCells(em, asked) }
}

/**
 * One cell of a table from period to period.
 *
 * @throws AndonError BAD_USER_INPUT naming the argument
 */
export async function findPublicTrend(
  em: EntityManager,
  asked: Asked & { category?: string | null | undefined; first: number },
): Promise<ReleasedCell[]> {
  const { table, regionCode, period, first } = asked
  if (regionCode != null) requireRegionCode(regionCode)
  if (period != null) requirePeriod(table, period, 'until')
  requireFirst(first)
  const category = readCategory(table, asked.category)
  const newest = await readNewestPeriod(em, table)
  if (newest === undefined) return []
  const before = period ?? newest.period
  return readSeries(em, { table, regionCode: regionCode ?? newest.rootCode, category, before, first })
}

const mostPeriods = 100

function requireFirst(first: number): void {
  if (Number.isInteger(first) && first >= 1 && first <= mostPeriods) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: `期数应为 1 到 ${String(mostPeriods)}。`, en: `first must be 1 to ${String(mostPeriods)}.` },
    { inputPath: 'first' },
  )
}

const forms = {
  [PublicPeriod.DAY]: {
    form: /^\d{4}-\d{2}-\d{2}$/,
    zh: '统计期应为日期，如 2026-03-01。',
    en: 'The period is a day, such as 2026-03-01.',
  },
  [PublicPeriod.MONTH]: {
    form: /^\d{4}-\d{2}$/,
    zh: '统计期应为月份，如 2026-03。',
    en: 'The period is a month, such as 2026-03.',
  },
} as const

function requirePeriod(table: PublicTable, period: string, inputPath: string): void {
  const { form, zh, en } = forms[publicTables[table].period]
  if (!form.test(period)) throw new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}

function readCategory(table: PublicTable, category: string | null | undefined): string {
  const categories = categoriesOf(table)
  const wanted = category ?? allCategories
  if (categories.length === 0 ? wanted === allCategories : categories.includes(wanted)) return wanted
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '该统计表没有这个分类，可用的分类见 publicTables。',
      en: 'The table has no such category: publicTables lists them.',
    },
    { inputPath: 'category' },
  )
}
