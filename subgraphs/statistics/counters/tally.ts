import { type Day } from '../../shared/day.js'
import type { Dimensions } from './counted-case.js'
import { ALL, type DayMeasure, type NowMeasure } from './measures.js'

/** Between the parts of a key; no code holds one. */
const gap = '\n'

export type NowCell = {
  regionCode: string
  matterType: string
  industryCode: string
  channel: string
  measure: string
  n: number
}
export type DayCell = {
  regionCode: string
  dimension: string
  value: string
  measure: string
  day: Day
  n: number
}
export type RegionChange = { regionCode: string; parentCode: string | null; changes: number; changedAt: Date }

/**
 * What a batch of events changes, summed up before it is written: the cells of the present, those of days, and how
 * often each region was touched.
 */
export class Tally {
  private readonly now = new Map<string, number>()
  private readonly days = new Map<string, number>()
  private readonly regions = new Map<string, RegionChange>()

  /** In each region above, for each matter type and all together, its industry and all, its channel and all. */
  addNow({ regionPath, matterTypes, industryCode, channel }: Dimensions, measure: NowMeasure, n: number) {
    const channels = channel === null ? [ALL] : [ALL, channel]
    for (const region of new Set(regionPath))
      for (const matter of [ALL, ...new Set(matterTypes)])
        for (const industry of [ALL, industryCode])
          for (const one of channels) add(this.now, [region, matter, industry, one, measure], n)
  }

  /** In each region above, in all together and by each single dimension. */
  addDay(dimensions: Dimensions, day: Day, measure: DayMeasure, n: number): void {
    const { regionPath, matterTypes, industryCode, channel } = dimensions
    const slices = [
      [ALL, ALL],
      ...[...new Set(matterTypes)].map((matter) => ['MATTER', matter]),
      ['INDUSTRY', industryCode],
      ...(channel === null ? [] : [['CHANNEL', channel]]),
    ]
    for (const region of new Set(regionPath))
      for (const slice of slices) add(this.days, [region, ...slice, measure, day], n)
  }

  /** Something in these regions has changed: their versions grow, and who is above whom is kept. */
  touch(regionPath: readonly string[], at: Date): void {
    const path = [...new Set(regionPath)]
    for (const [depth, regionCode] of path.entries()) {
      const parentCode = path[depth - 1] ?? null
      const before = this.regions.get(regionCode)
      const changedAt = before !== undefined && before.changedAt > at ? before.changedAt : at
      this.regions.set(regionCode, {
        regionCode,
        parentCode,
        changes: (before?.changes ?? 0) + 1,
        changedAt,
      })
    }
  }

  nowCells(): NowCell[] {
    return changed(this.now).map(([[regionCode, matterType, industryCode, channel, measure], n]) => {
      return { regionCode, matterType, industryCode, channel, measure, n }
    }) as NowCell[]
  }

  dayCells(): DayCell[] {
    return changed(this.days).map(([[regionCode, dimension, value, measure, day], n]) => {
      return { regionCode, dimension, value, measure, day, n }
    }) as DayCell[]
  }

  regionChanges(): RegionChange[] {
    return [...this.regions.values()].toSorted((one, other) => (one.regionCode < other.regionCode ? -1 : 1))
  }
}

function add(sums: Map<string, number>, parts: readonly (string | undefined)[], n: number): void {
  const key = parts.join(gap)
  sums.set(key, (sums.get(key) ?? 0) + n)
}

/** Always in the order of their keys: rows that follow each other are written together. */
function changed(sums: Map<string, number>): [string[], number][] {
  return [...sums]
    .filter(([, n]) => n !== 0)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, n]) => [key.split(gap), n])
}
