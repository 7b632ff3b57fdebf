import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { Watch, type Versioned } from '../../shared/watch.js'
import type { CountsSlice } from './count-filter.js'
import type { NowMeasure } from './measures.js'

/** What is counted of a slice, or of one part of it; what is not there is zero. */
export type Counts = Partial<Record<NowMeasure, number>>

/** The counts of a slice at one moment, with each dimension that is not fixed by itself. */
export type CountsNow = Versioned & {
  slice: CountsSlice
  total: Counts
  byMatterType: ReadonlyMap<string, Counts>
  byIndustry: ReadonlyMap<string, Counts>
  byChannel: ReadonlyMap<string, Counts>
  /** Undefined while nothing has happened there. */
  changedAt: Date | undefined
}

const minIntervalMs = 250

/** Counts that somebody watches: two queries for all of them after each fold, four changes a second at most. */
export function createCountsWatch(orm: MikroORM): Watch<CountsNow> {
  return new Watch<CountsNow>({
    minIntervalMs,
    load: (keys) => loadCounts(orm.em.fork(), keys.map(sliceOf)),
    versions: (keys) => loadVersions(orm.em.fork(), keys),
  })
}

export function keyOf({ regionCode, matterType, industryCode, channel }: CountsSlice): string {
  return [regionCode, matterType, industryCode, channel].join('/')
}

function sliceOf(key: string): CountsSlice {
  const [regionCode = '', matterType = '', industryCode = '', channel = ''] = key.split('/')
  return { regionCode, matterType, industryCode, channel }
}

async function loadVersions(em: EntityManager, keys: string[]): Promise<Map<string, bigint>> {
  const codes = [...new Set(keys.map((key) => sliceOf(key).regionCode))]
  const rows = await em.execute<{ code: string; version: string }[]>(
    `SELECT region_code AS code, version FROM statistics.counted_region WHERE region_code = ANY(?::text[])`,
    [`{${codes.join(',')}}`],
  )
  const versions = new Map(rows.map(({ code, version }) => [code, BigInt(version)]))
  return new Map(keys.map((key) => [key, versions.get(sliceOf(key).regionCode) ?? 0n]))
}

type Row = {
  key: string
  version: string | null
  changed_at: Date | null
  /** By which dimension: '' in all, else `M`, `I` or `C`, and which value of it. */
  cells: [by: string, value: string, measure: NowMeasure, n: number][] | null
}

/**
 * The counts of slices by their keys, in one statement and so of one moment. It reads cells, and never a case: how many
 * cells a region has is bounded by the dictionaries.
 *
 * @throws AndonError SUBGRAPH_UNAVAILABLE while they are being folded anew: too low a number is worse than none
 */
export async function loadCounts(em: EntityManager, slices: CountsSlice[]): Promise<Map<string, CountsNow>> {
  await requireFilled(em)
  const rows = await em.execute<Row[]>(countsQuery, [askedFor(slices)])
  return new Map(rows.map((row) => [row.key, toCountsNow(row)]))
}

export function askedFor(slices: readonly CountsSlice[]): string {
  return JSON.stringify(slices.map((slice) => ({ key: keyOf(slice), ...slice })))
}

export async function requireFilled(em: EntityManager): Promise<void> {
  const [state] = await em.execute<{ filled: boolean }[]>('SELECT filled FROM statistics.counts_state')
  if (state?.filled === true) return
  throw new AndonError('SUBGRAPH_UNAVAILABLE', {
    zh: '统计数据正在重新汇总，请稍后再试。',
    en: 'The counts are being summed up anew, please try again later.',
  })
}

function toCountsNow({ key, version, changed_at, cells }: Row): CountsNow {
  const of = (by: string) => (cells ?? []).filter(([dimension]) => dimension === by)
  const grouped = (by: string) =>
    new Map([...Map.groupBy(of(by), ([, value]) => value)].map(([value, own]) => [value, toCounts(own)]))
  return {
    slice: sliceOf(key),
    version: BigInt(version ?? 0),
    changedAt: changed_at ?? undefined,
    total: toCounts(of('')),
    byMatterType: grouped('M'),
    byIndustry: grouped('I'),
    byChannel: grouped('C'),
  }
}

function toCounts(cells: NonNullable<Row['cells']>): Counts {
  return Object.fromEntries(cells.map(([, , measure, n]) => [measure, n]))
}

/** Told for the benchmark, which looks at how much it reads. */
export const countsQuery = `
  SELECT k.key, r.version, r.changed_at, c.cells
  FROM jsonb_to_recordset(?::jsonb) AS k(key text, "regionCode" text, "matterType" text, "industryCode" text, channel text)
  LEFT JOIN statistics.counted_region r ON r.region_code = k."regionCode"
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_array(by, value, measure, n)) AS cells FROM (
      SELECT '' AS by, '' AS value, measure, n FROM statistics.count_now
        WHERE region_code = k."regionCode" AND matter_type = k."matterType" AND industry_code = k."industryCode"
          AND channel = k.channel
      UNION ALL SELECT 'M', matter_type, measure, n FROM statistics.count_now
        WHERE region_code = k."regionCode" AND k."matterType" = 'ALL' AND matter_type <> 'ALL'
          AND industry_code = k."industryCode" AND channel = k.channel
      UNION ALL SELECT 'I', industry_code, measure, n FROM statistics.count_now
        WHERE region_code = k."regionCode" AND matter_type = k."matterType" AND k."industryCode" = 'ALL'
          AND industry_code <> 'ALL' AND channel = k.channel
      UNION ALL SELECT 'C', channel, measure, n FROM statistics.count_now
        WHERE region_code = k."regionCode" AND matter_type = k."matterType" AND industry_code = k."industryCode"
          AND k.channel = 'ALL' AND channel <> 'ALL'
    ) cell WHERE n <> 0
  ) c ON true`
