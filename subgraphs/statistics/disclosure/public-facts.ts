import type { EntityManager } from '@mikro-orm/postgresql'
import { dayInChina, type Day } from '../../shared/day.js'
import { Channel, isIndustryCode, type MatterType } from '../../shared/dictionary/matter.js'
import type { DomainEvent } from '../../shared/events/catalogue.js'
import type { BatchFold } from '../../shared/events/consumer.js'
import type { Fact } from './month.js'
import type { RegionTree } from './region-tree.js'
import { PublicTable, severalMatters, type Measure } from './tables.js'

/** Its own watermark: releases wait for these facts and for nothing else. */
export const publicFactsConsumer = 'public-facts'

type FactEvent = DomainEvent<'ReportSubmitted'> | DomainEvent<'CaseConcluded'>
type Row = {
  day: Day
  measure: Measure
  region: string
  matter: string
  industry: string
  channel: string
  conclusion: string
}

/**
 * Counts what public figures are made of. Reports stay where and when they were submitted and cases are counted with
 * their first conclusion, so nothing is ever subtracted. What comes late, after its day was released, is counted on the
 * next day that was not: a released figure never changes, and yet nothing is lost.
 */
export const publicFacts: BatchFold<FactEvent['name']> = {
  names: ['ReportSubmitted', 'CaseConcluded'],
  size: 1_000,
  fold: async (em, events) => {
    await lockDays(em, 'shared')
    const firstOpen = await firstOpenDay(em)
    const repeated = await rememberConclusions(em, events)
    const rows = (events as FactEvent[])
      .filter((event) => event.name !== 'CaseConcluded' || !repeated.has(event.id))
      .map((event) => toRow(event, firstOpen))
    await em.execute(addFacts, [JSON.stringify(rows)], 'run')
  },
}

/** While a day is released nobody counts anything on it: held to the end of the transaction. */
export async function lockDays(em: EntityManager, how: 'shared' | 'alone'): Promise<void> {
  const lock = how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock'
  await em.execute(`SELECT ${lock}(hashtextextended('andon public releases', 0))`)
}

async function firstOpenDay(em: EntityManager): Promise<Day> {
  const [last] = await em.execute<{ day: Day | null }[]>(
    'SELECT (max(closing_day) + 1)::text AS day FROM statistics.public_release',
  )
  return last?.day ?? '0001-01-01'
}

/** @returns ids of events that conclude a case anew, which is counted already */
async function rememberConclusions(em: EntityManager, events: readonly FactEvent[]): Promise<Set<string>> {
  const conclusions = events.filter((event) => event.name === 'CaseConcluded')
  const ids = [...new Set(conclusions.map(({ payload }) => payload.caseId))]
  if (ids.length === 0) return new Set()
  const added = await em.execute<{ case_id: string }[]>(
    `INSERT INTO statistics.public_concluded (case_id) SELECT unnest(?::uuid[])
     ON CONFLICT (case_id) DO NOTHING RETURNING case_id`,
    [`{${ids.join(',')}}`],
  )
  const fresh = new Set(added.map(({ case_id }) => case_id))
  const repeated = new Set<string>()
  for (const { id, payload } of conclusions) if (!fresh.delete(payload.caseId)) repeated.add(id)
  return repeated
}

function toRow(event: FactEvent, firstOpen: Day): Row {
  const happened = dayInChina(event.occurredAt)
  const none = { matter: '', industry: '', channel: '', conclusion: '' }
  const common = {
    day: happened < firstOpen ? firstOpen : happened,
    region: event.payload.regionCode,
    ...none,
  }
  if (event.name === 'CaseConcluded')
    return { ...common, measure: 'CONCLUSIONS', conclusion: event.payload.conclusion }
  const { matterTypes, industryCode, channel } = event.payload
  return {
    ...common,
    measure: 'REPORTS',
    matter: classOf(matterTypes),
    industry: isIndustryCode(industryCode) ? industryCode : 'OTHER',
    channel: channel in Channel ? channel : Channel.TRANSFER,
  }
}

function classOf(matterTypes: readonly MatterType[]): string {
  const [only, ...others] = new Set(matterTypes)
  return only === undefined || others.length > 0 ? severalMatters : only
}

const addFacts = `
  INSERT INTO statistics.public_fact AS f (day, measure, region_code, matter, industry, channel, conclusion, n)
  SELECT day, measure, region, matter, industry, channel, conclusion, count(*)
  FROM jsonb_to_recordset(?::jsonb) AS r(day date, measure text, region text, matter text, industry text, channel text,
    conclusion text)
  GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7
  ON CONFLICT (day, measure, region_code, matter, industry, channel, conclusion) DO UPDATE SET n = f.n + excluded.n`

/** The one place where releases take their numbers from: facts of the days from `first` to `last`, both included. */
export async function readFacts(em: EntityManager, first: Day, last: Day): Promise<Fact[]> {
  const rows = await em.execute<(Row & { n: string })[]>(
    `SELECT measure, region_code AS region, matter, industry, channel, conclusion, sum(n) AS n
     FROM statistics.public_fact WHERE day BETWEEN ? AND ? GROUP BY 1, 2, 3, 4, 5, 6`,
    [first, last],
  )
  return rows.map(({ measure, region, matter, industry, channel, conclusion, n }) => ({
    measure,
    regionCode: region,
    categories:
      measure === 'CONCLUSIONS'
        ? { [PublicTable.CONCLUSIONS_BY_RESULT]: conclusion }
        : {
            [PublicTable.REPORTS_BY_MATTER]: matter,
            [PublicTable.REPORTS_BY_INDUSTRY]: industry,
            [PublicTable.REPORTS_BY_CHANNEL]: channel,
          },
    n: Number(n),
  }))
}

/** Reports of each day, in all regions of the tree together. */
export async function sumDays(
  em: EntityManager,
  { first, last, tree }: { first: Day; last: Day; tree: RegionTree },
): Promise<Map<Day, number>> {
  const places = await em.execute<{ code: string }[]>(
    'SELECT DISTINCT region_code AS code FROM statistics.public_fact WHERE day BETWEEN ? AND ?',
    [first, last],
  )
  const inside = places.map(({ code }) => code).filter((code) => tree.leafOf(code) !== undefined)
  const rows = await em.execute<{ day: Day; n: string }[]>(
    `SELECT day::text, sum(n) AS n FROM statistics.public_fact
     WHERE day BETWEEN ? AND ? AND measure = 'REPORTS' AND region_code = ANY(?::text[]) GROUP BY day`,
    [first, last, `{${inside.join(',')}}`],
  )
  return new Map(rows.map(({ day, n }) => [day, Number(n)]))
}
