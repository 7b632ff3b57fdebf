import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import type { PageRequest } from '../../../shared/connection/connection.js'
import { dayInChina, type Day } from '../../../shared/day.js'
import { prefixOf } from '../../../shared/reach/reach.service.js'
import { coverageOf, type Counted, type Coverage, type RegistryKind, type Stated } from './denominator.js'

export type RegionCoverage = { enterprises: Coverage; communities: Coverage }
export type CoverageLoader = DataLoader<string, RegionCoverage>

/** An entry is covered when a code is posted or hung at it. */
const covered = `EXISTS (SELECT FROM statistics.outreach_record placement
  WHERE placement.registry_entry_id = entry.id AND placement.in_place)`

/** Two queries for however many regions. */
export function createCoverageLoader(em: EntityManager): CoverageLoader {
  return new DataLoader(
    async (codes) => {
      const prefixes = `{${[...new Set(codes.map((code) => `"${prefixOf(code)}%"`))].join(',')}}`
      const counted = await em.execute<Counted[]>(
        `SELECT entry.region_code AS "regionCode", entry.kind, count(*)::int AS listed,
           count(*) FILTER (WHERE ${covered})::int AS covered
         FROM statistics.registry_entry entry WHERE entry.region_code LIKE ANY(?::text[])
         GROUP BY entry.region_code, entry.kind`,
        [prefixes],
      )
      const stated = await em.execute<Stated[]>(
        `SELECT region_code AS "regionCode", enterprises, communities FROM statistics.registry_stated
         WHERE region_code LIKE ANY(?::text[])`,
        [prefixes],
      )
      return codes.map((code) => ({
        enterprises: coverageOf(code, 'ENTERPRISE', { counted, stated }),
        communities: coverageOf(code, 'COMMUNITY', { counted, stated }),
      }))
    },
    { cache: false },
  )
}

/** Entries of the registry without a code, in the order of their ids; one more than a page holds, where there are more. */
export function gapsIn(
  em: EntityManager,
  { regionCode, kind }: { regionCode: string; kind: RegistryKind | null },
  { first, afterId }: PageRequest,
): Promise<{ id: string }[]> {
  return em.execute<{ id: string }[]>(
    `SELECT entry.id FROM statistics.registry_entry entry
     WHERE entry.region_code LIKE ? AND (?::text IS NULL OR entry.kind = ?) AND (?::uuid IS NULL OR entry.id > ?::uuid)
       AND NOT ${covered}
     ORDER BY entry.id LIMIT ?`,
    [`${prefixOf(regionCode)}%`, kind, kind, afterId ?? null, afterId ?? null, first + 1],
  )
}

export type CoveragePoint = { month: string; enterprises: number; communities: number }

/**
 * How many were covered at the end of each of the last months, by the first code of each that is still in place. One
 * whose day nobody entered counts from the beginning.
 */
export async function coverageTrend(
  em: EntityManager,
  { regionCode, months, now }: { regionCode: string; months: number; now: Date },
): Promise<CoveragePoint[]> {
  const rows = await em.execute<{ month: string; kind: RegistryKind; many: number }[]>(
    `SELECT coalesce(to_char(since, 'YYYY-MM'), '') AS month, kind, count(*)::int AS many FROM (
       SELECT entry.id, entry.kind,
         CASE WHEN bool_or(placement.day IS NULL) THEN NULL ELSE min(placement.day) END AS since
       FROM statistics.registry_entry entry
       JOIN statistics.outreach_record placement ON placement.registry_entry_id = entry.id AND placement.in_place
       WHERE entry.region_code LIKE ? GROUP BY entry.id, entry.kind
     ) AS first GROUP BY 1, 2`,
    [`${prefixOf(regionCode)}%`],
  )
  const until = (month: string, kind: RegistryKind): number =>
    rows.reduce((sum, row) => (row.kind === kind && row.month <= month ? sum + row.many : sum), 0)
  return lastMonths(dayInChina(now), months).map((month) => ({
    month,
    enterprises: until(month, 'ENTERPRISE'),
    communities: until(month, 'COMMUNITY'),
  }))
}

/** The month of a day and those before it, the earliest first. */
export function lastMonths(day: Day, count: number): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(Date.UTC(year, month - 1 - (count - 1 - index), 1))
    return at.toISOString().slice(0, 7)
  })
}
