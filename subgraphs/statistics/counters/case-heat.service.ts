import type { EntityManager } from '@mikro-orm/postgresql'
import { requireFilled, type Counts } from './case-counts.service.js'
import type { Flows } from './case-trend.service.js'
import type { CountsSlice } from './count-filter.js'
import { flowMeasures, type FlowMeasure, type NowMeasure } from './measures.js'
import type { DaySlice, Period } from './period.js'

export type RegionNumbers = { regionCode: string; counts: Counts; flows: Flows | undefined }

/** Each region right below, as far as anything was counted in it: one query, however many they are. */
export async function loadHeat(em: EntityManager, slice: CountsSlice): Promise<RegionNumbers[]> {
  await requireFilled(em)
  const { regionCode, matterType, industryCode, channel } = slice
  const rows = await em.execute<{ code: string; measure: NowMeasure; n: string }[]>(
    `SELECT r.region_code AS code, c.measure, c.n::text AS n FROM statistics.counted_region r
     JOIN statistics.count_now c ON c.region_code = r.region_code
     WHERE r.parent_code = ? AND c.matter_type = ? AND c.industry_code = ? AND c.channel = ? AND c.n <> 0
     ORDER BY r.region_code`,
    [regionCode, matterType, industryCode, channel],
  )
  return [...Map.groupBy(rows, ({ code }) => code)].map(([code, own]) => ({
    regionCode: code,
    counts: Object.fromEntries(own.map(({ measure, n }) => [measure, Number(n)])),
    flows: undefined,
  }))
}

/** What happened in each of them in a period. */
export async function addFlows(
  em: EntityManager,
  { regionCode, dimension, value }: DaySlice,
  { from, to }: Period,
  regions: RegionNumbers[],
): Promise<RegionNumbers[]> {
  const rows = await em.execute<{ code: string; measure: FlowMeasure; n: string }[]>(
    `SELECT r.region_code AS code, c.measure, sum(c.n)::text AS n FROM statistics.counted_region r
     JOIN statistics.count_by_day c ON c.region_code = r.region_code
     WHERE r.parent_code = ? AND c.dimension = ? AND c.value = ? AND c.measure = ANY(?::text[])
       AND c.day BETWEEN ?::date AND ?::date
     GROUP BY 1, 2`,
    [regionCode, dimension, value, `{${flowMeasures.join(',')}}`, from, to],
  )
  const byCode = Map.groupBy(rows, ({ code }) => code)
  const flowsOf = (code: string): Flows =>
    Object.fromEntries((byCode.get(code) ?? []).map(({ measure, n }) => [measure, Number(n)]))
  const known = new Set(regions.map((region) => region.regionCode))
  // Where every case has moved away since, something may still have happened.
  const others = [...byCode.keys()].filter((code) => !known.has(code))
  return [...regions, ...others.map((code) => ({ regionCode: code, counts: {}, flows: undefined }))]
    .map((region) => ({ ...region, flows: flowsOf(region.regionCode) }))
    .toSorted((one, other) => (one.regionCode < other.regionCode ? -1 : 1))
}
