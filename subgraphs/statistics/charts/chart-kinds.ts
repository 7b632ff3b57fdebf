import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { addFlows } from '../counters/case-heat.service.js'
import { requireFilled } from '../counters/case-counts.service.js'
import { loadTrend, sumDays } from '../counters/case-trend.service.js'
import type { Stage } from '../counters/measures.js'
import { readDaySlice, readPeriod, type Period } from '../counters/period.js'
import { mostDaysOf, type TrendUnit } from '../counters/trend-buckets.js'
import { textOf, type Query } from '../feeds/feed-query.js'
import type { RegionNames } from '../references/region-names.js'
import { funnelPicture, heatPicture, trendPicture, type Caption, type Picture } from './options.js'

type Asked = {
  em: EntityManager
  regionCode: string
  period: Period
  query: Query
  names: RegionNames
  caption: (title: string) => Caption
}
export type ChartKind = (asked: Asked) => Promise<Picture>

/** What can be drawn. The numbers are those of `caseTrend`, `caseFunnel` and `caseHeat`, and are defined there. */
export const chartKinds: Readonly<Record<'trend' | 'funnel' | 'heat', ChartKind>> = {
  trend: async ({ em, regionCode, period, query, caption }) => {
    const unit = unitOf(query)
    readPeriod(period.from, period.to, mostDaysOf[unit])
    const rows = await loadTrend(em, readDaySlice(regionCode, undefined), period, unit)
    const series = (name: string, valueOf: (row: (typeof rows)[number]) => number | undefined) => ({
      name,
      values: rows.map((row) => valueOf(row) ?? 0),
    })
    return trendPicture(caption('举报与办理趋势'), {
      buckets: rows.map(({ bucket }) => bucket.label),
      series: [
        series('提交举报', ({ flows }) => flows.REPORTS),
        series('受理案件', ({ flows }) => flows.ACCEPTED),
        series('归档案件', ({ flows }) => flows.CLOSED),
        series('期末在办', ({ openAtEnd }) => openAtEnd),
      ],
    })
  },
  funnel: async ({ em, regionCode, period, caption }) => {
    await requireFilled(em)
    const cohort = shown.map((stage) => `COHORT.${stage}` as const)
    const sums = await sumDays(em, readDaySlice(regionCode, undefined), period, cohort)
    return funnelPicture(
      caption('案件办理到哪一步'),
      shown.map((stage) => ({ name: shownStages[stage], value: sums.get(`COHORT.${stage}`) ?? 0 })),
    )
  },
  heat: async ({ em, regionCode, period, names, caption }) => {
    await requireFilled(em)
    const numbers = await addFlows(em, readDaySlice(regionCode, undefined), period, [])
    const opened = new Map(numbers.map(({ regionCode: code, flows }) => [code, flows?.OPENED ?? 0]))
    return heatPicture(
      caption('各地区新立案件数'),
      names.children.map(({ code, name }) => ({ name, value: opened.get(code) ?? 0 })),
    )
  },
}

/** Steps every case takes, in their order; who is entitled to a reward is not one. */
const shownStages = {
  SUBMITTED: '已提交',
  ACCEPTED: '已受理',
  CONCLUDED: '已核查',
  FED_BACK: '已反馈',
  REWARDED: '已奖励',
  CLOSED: '已归档',
} as const satisfies Partial<Record<Stage, string>>
const shown = Object.keys(shownStages) as (keyof typeof shownStages)[]

function unitOf(query: Query): TrendUnit {
  const unit = textOf(query, 'unit') ?? 'MONTH'
  if (unit === 'DAY' || unit === 'WEEK' || unit === 'MONTH') return unit
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: 'unit 只能是 DAY、WEEK 或 MONTH。', en: 'unit is DAY, WEEK or MONTH.' },
    { inputPath: 'unit' },
  )
}
