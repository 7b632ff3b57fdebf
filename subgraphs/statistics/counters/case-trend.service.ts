import type { EntityManager } from '@mikro-orm/postgresql'
import { requireFilled } from './case-counts.service.js'
import { flowMeasures, type DayMeasure, type FlowMeasure } from './measures.js'
import type { DaySlice, Period } from './period.js'
import { bucketsOf, type Bucket, type TrendUnit } from './trend-buckets.js'

export type Flows = Partial<Record<FlowMeasure, number>>
export type BucketFlows = { bucket: Bucket; flows: Flows; openAtEnd: number }

/** States of a case in the loop, neither closed nor left. */
const openStates = [
  'SCREENING',
  'SUPPLEMENT_REQUESTED',
  'ACCEPTED',
  'ASSIGNED',
  'VERIFYING',
  'CONCLUDED',
  'REEXAMINING',
] as const
const openMeasures = openStates.map((state) => `STATE.${state}`)

type Row = { part: 'FLOW' | 'OPEN' | 'AFTER' | 'NOW'; bucket: string | null; measure: string; n: string }

/**
 * What happened in each bucket of a period. Cells of days only are read, in one statement and so of one moment. How
 * many cases were open at the end of a bucket is reckoned back from now.
 */
export async function loadTrend(
  em: EntityManager,
  slice: DaySlice,
  period: Period,
  unit: TrendUnit,
): Promise<BucketFlows[]> {
  await requireFilled(em)
  const rows = await em.execute<Row[]>(trendQuery, [
    ...[unit.toLowerCase(), ...wordsOf(slice), set(flowMeasures), period.from, period.to],
    ...[unit.toLowerCase(), ...wordsOf(slice), set(openMeasures), period.from, period.to],
    ...[...wordsOf(slice), set(openMeasures), period.to],
    ...[slice.regionCode, ...now(slice), set(openStates)],
  ])
  const ofBucket = Map.groupBy(rows, ({ bucket }) => bucket)
  const sum = (part: Row['part'], bucket: string | null) =>
    (ofBucket.get(bucket) ?? []).reduce((all, row) => all + (row.part === part ? Number(row.n) : 0), 0)
  let open = sum('NOW', null) - sum('AFTER', null)
  const backwards = bucketsOf(period, unit)
    .toReversed()
    .map((bucket) => {
      const openAtEnd = open
      open -= sum('OPEN', bucket.start)
      const flows = (ofBucket.get(bucket.start) ?? []).filter(({ part }) => part === 'FLOW')
      return {
        bucket,
        openAtEnd,
        flows: Object.fromEntries(flows.map(({ measure, n }) => [measure, Number(n)])),
      }
    })
  return backwards.toReversed()
}

const wordsOf = ({ regionCode, dimension, value }: DaySlice) => [regionCode, dimension, value]
const set = (codes: readonly string[]) => `{${codes.join(',')}}`

/** The same slice of the present. */
function now({ dimension, value }: DaySlice): [string, string, string] {
  return [
    dimension === 'MATTER' ? value : 'ALL',
    dimension === 'INDUSTRY' ? value : 'ALL',
    dimension === 'CHANNEL' ? value : 'ALL',
  ]
}

const ofSlice = `FROM statistics.count_by_day
  WHERE region_code = ? AND dimension = ? AND value = ? AND measure = ANY(?::text[])`

const trendQuery = `
  SELECT 'FLOW' AS part, date_trunc(?, day::timestamp)::date::text AS bucket, measure, sum(n)::text AS n ${ofSlice}
    AND day BETWEEN ?::date AND ?::date GROUP BY 2, 3
  UNION ALL SELECT 'OPEN', date_trunc(?, day::timestamp)::date::text, '', sum(n)::text ${ofSlice}
    AND day BETWEEN ?::date AND ?::date GROUP BY 2
  UNION ALL SELECT 'AFTER', NULL, '', coalesce(sum(n), 0)::text ${ofSlice} AND day > ?::date
  UNION ALL SELECT 'NOW', NULL, '', coalesce(sum(n), 0)::text FROM statistics.count_now
    WHERE region_code = ? AND matter_type = ? AND industry_code = ? AND channel = ? AND measure = ANY(?::text[])`

/** Sums over the days of a period. Each measure is a range of one index: what is not asked for is not read. */
export async function sumDays(
  em: EntityManager,
  slice: DaySlice,
  { from, to }: Period,
  measures: readonly DayMeasure[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await em.execute<{ measure: string; n: string }[]>(
    `SELECT measure, sum(n)::text AS n FROM statistics.count_by_day
     WHERE region_code = ? AND dimension = ? AND value = ? AND measure = ANY(?::text[])
       AND day BETWEEN ?::date AND ?::date
     GROUP BY measure`,
    [...wordsOf(slice), set(measures), from, to],
  )
  return new Map(rows.map(({ measure, n }) => [measure, Number(n)]))
}
