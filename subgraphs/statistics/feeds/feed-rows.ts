import type { EntityManager } from '@mikro-orm/postgresql'
import { prefixOf } from '../../shared/reach/reach.service.js'
import { streamRows } from '../../shared/stream-rows.js'
import type { Day } from '../../shared/day.js'

/** A feed of rows: what it is called, its columns, and where they come from. Names of columns are the interface. */
export type Feed = {
  columns: readonly string[]
  rows: (em: EntityManager, range: FeedRange) => AsyncGenerator<FeedRow[], void, void>
}

export type FeedRow = Readonly<Record<string, string | number | null>>
/** A region with everything below it, and for what has days, the days from and to, both inclusive. */
export type FeedRange = { regionCode: string; from: Day; to: Day }

/** Everything below a region is one range of codes, in which a colon comes after every digit: reach.service.ts. */
const inRegion = `region_code >= ? AND region_code < ? || ':'`
const bounds = (regionCode: string): [string, string] => [prefixOf(regionCode), prefixOf(regionCode)]

/** Numbers stay exact to 2^53 as floats, which JSON has. Feeds of exact figures: what signed-in data platforms read within their reach. */
export const exactFeeds: Readonly<Record<'counts' | 'days', Feed>> = {
  counts: {
    columns: ['region_code', 'matter_type', 'industry_code', 'channel', 'measure', 'n'],
    rows: (em, { regionCode }) =>
      streamRows<FeedRow>(
        em,
        `SELECT region_code, matter_type, industry_code, channel, measure, n::float8 AS n FROM statistics.count_now
         WHERE ${inRegion} AND n <> 0
         ORDER BY region_code, matter_type, industry_code, channel, measure`,
        bounds(regionCode),
      ),
  },
  days: {
    columns: ['region_code', 'day', 'dimension', 'value', 'measure', 'n'],
    rows: (em, { regionCode, from, to }) =>
      streamRows<FeedRow>(
        em,
        `SELECT region_code, day::text AS day, dimension, value, measure, n::float8 AS n FROM statistics.count_by_day
         WHERE ${inRegion} AND day BETWEEN ? AND ? AND n <> 0
         ORDER BY region_code, dimension, value, measure, day`,
        [...bounds(regionCode), from, to],
      ),
  },
}
