import type { EntityManager } from '@mikro-orm/postgresql'
import type { CountedCase, CountedReport } from './counted-case.js'
import type { Counted, CountedEvent } from './fold-events.js'
import type { Tally } from './tally.js'

/**
 * Where counts are kept: the live tables, or others of the same shape that are filled beside them.
 *
 * @param schema `statistics`, or `pg_temp` where they are rebuilt to be compared
 */
export function createFoldStore(schema: 'statistics' | 'pg_temp') {
  return {
    load: (em: EntityManager, events: readonly CountedEvent[]) => load(em, schema, events),
    write: (em: EntityManager, counted: Counted, tally: Tally) => write(em, schema, counted, tally),
  }
}

async function load(em: EntityManager, schema: string, events: readonly CountedEvent[]): Promise<Counted> {
  const caseIds = new Set<string>()
  const reportIds = new Set<string>()
  const authorityIds = new Set<string>()
  for (const { payload } of events) {
    if ('excludedAuthorityIds' in payload) for (const id of payload.excludedAuthorityIds) authorityIds.add(id)
    if ('caseId' in payload) {
      caseIds.add(payload.caseId)
      if (payload.reportIds[0] !== undefined) reportIds.add(payload.reportIds[0])
    } else if ('reportId' in payload) reportIds.add(payload.reportId)
  }
  const cases = await em.execute<CountedCase[]>(casesQuery(schema), [uuids(caseIds)])
  const reports = await em.execute<CountedReport[]>(reportsQuery(schema), [uuids(reportIds)])
  const authorities =
    authorityIds.size === 0
      ? []
      : await em.execute<Authority[]>(authoritiesQuery(schema), [uuids(authorityIds)])
  return {
    regions: new Map(authorities.map(({ authorityId, regionCode }) => [authorityId, regionCode])),
    cases: new Map(cases.map((row) => [row.caseId, row])),
    reports: new Map(reports.map((row) => [row.reportId, row])),
  }
}

type Authority = { authorityId: string; regionCode: string | null }

const uuids = (ids: Set<string>): string => `{${[...ids].join(',')}}`

const casesQuery = (schema: string) => `
  SELECT case_id AS "caseId", state, aside, region_path AS place, counted_path AS "regionPath",
    matter_types AS "matterTypes", industry_code AS "industryCode", channel, opened_on::text AS "openedOn",
    accepted_on::text AS "acceptedOn", concluded_on::text AS "concludedOn", found_true AS "foundTrue", fed_back AS "fedBack", entitled, rewarded,
    missed::text[] AS missed, excluded_authority_ids::text[] AS "excludedAuthorityIds"
  FROM ${schema}.counted_case
  WHERE case_id = ANY(?::uuid[])`

const reportsQuery = (schema: string) => `
  SELECT report_id AS "reportId", region_path AS "regionPath", matter_types AS "matterTypes",
    industry_code AS "industryCode", channel, submitted, withdrawn
  FROM ${schema}.counted_report WHERE report_id = ANY(?::uuid[])`

const authoritiesQuery = (schema: string) => `
  SELECT authority_id AS "authorityId", region_code AS "regionCode"
  FROM ${schema}.counted_authority WHERE authority_id = ANY(?::uuid[])`

async function write(em: EntityManager, schema: string, counted: Counted, tally: Tally): Promise<void> {
  await put(em, writeCases(schema), [...counted.cases.values()])
  const authorities = [...counted.regions].map(([authorityId, regionCode]) => ({ authorityId, regionCode }))
  await put(em, writeAuthorities(schema), authorities)
  await put(em, writeReports(schema), [...counted.reports.values()])
  await put(em, addNow(schema), tally.nowCells())
  await put(em, addDays(schema), tally.dayCells())
  await put(em, touchRegions(schema), tally.regionChanges())
}

/** In pieces, so that a batch that fills an empty read model is no statement of a hundred megabytes. */
async function put(em: EntityManager, sql: string, rows: readonly object[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 20_000)
    await em.execute(sql, [JSON.stringify(rows.slice(at, at + 20_000))], 'run')
}

const writeCases = (schema: string) => `
  INSERT INTO ${schema}.counted_case AS c (case_id, state, aside, region_path, counted_path, matter_types, industry_code,
    channel, opened_on, accepted_on, concluded_on, found_true, fed_back, entitled, rewarded, missed,
    excluded_authority_ids)
  SELECT "caseId", state, aside, place, "regionPath", "matterTypes", "industryCode", channel, "openedOn",
    "acceptedOn", "concludedOn", "foundTrue", "fedBack", entitled, rewarded, missed, "excludedAuthorityIds"
  FROM jsonb_to_recordset(?::jsonb) AS r("caseId" uuid, state text, aside text, place text[], "regionPath" text[],
    "matterTypes" text[], "industryCode" text, channel text, "openedOn" date, "acceptedOn" date, "concludedOn" date,
    "foundTrue" boolean, "fedBack" boolean, entitled boolean, rewarded boolean, missed uuid[],
    "excludedAuthorityIds" uuid[])
  ON CONFLICT (case_id) DO UPDATE SET state = excluded.state, aside = excluded.aside,
    region_path = excluded.region_path, counted_path = excluded.counted_path, matter_types = excluded.matter_types,
    industry_code = excluded.industry_code, channel = excluded.channel, accepted_on = excluded.accepted_on,
    concluded_on = excluded.concluded_on, found_true = excluded.found_true, fed_back = excluded.fed_back,
    entitled = excluded.entitled, rewarded = excluded.rewarded,
    missed = excluded.missed, excluded_authority_ids = excluded.excluded_authority_ids`

const writeAuthorities = (schema: string) => `
  INSERT INTO ${schema}.counted_authority AS c (authority_id, region_code)
  SELECT "authorityId", "regionCode" FROM jsonb_to_recordset(?::jsonb) AS r("authorityId" uuid, "regionCode" text)
  ON CONFLICT (authority_id) DO UPDATE SET region_code = excluded.region_code`

const writeReports = (schema: string) => `
  INSERT INTO ${schema}.counted_report AS c (report_id, region_path, matter_types, industry_code, channel, submitted,
    withdrawn)
  SELECT "reportId", "regionPath", "matterTypes", "industryCode", channel, submitted, withdrawn
  FROM jsonb_to_recordset(?::jsonb) AS r("reportId" uuid, "regionPath" text[], "matterTypes" text[],
    "industryCode" text, channel text, submitted boolean, withdrawn boolean)
  ON CONFLICT (report_id) DO UPDATE SET region_path = excluded.region_path, matter_types = excluded.matter_types,
    industry_code = excluded.industry_code, channel = excluded.channel, submitted = excluded.submitted,
    withdrawn = excluded.withdrawn
  WHERE (c.submitted, c.withdrawn) IS DISTINCT FROM (excluded.submitted, excluded.withdrawn)`

const addNow = (schema: string) => `
  INSERT INTO ${schema}.count_now AS c (region_code, matter_type, industry_code, channel, measure, n)
  SELECT "regionCode", "matterType", "industryCode", channel, measure, n
  FROM jsonb_to_recordset(?::jsonb) AS r("regionCode" text, "matterType" text, "industryCode" text, channel text,
    measure text, n bigint)
  ON CONFLICT (region_code, matter_type, industry_code, channel, measure) DO UPDATE SET n = c.n + excluded.n`

const addDays = (schema: string) => `
  INSERT INTO ${schema}.count_by_day AS c (region_code, dimension, value, measure, day, n)
  SELECT "regionCode", dimension, value, measure, day, n
  FROM jsonb_to_recordset(?::jsonb) AS r("regionCode" text, dimension text, value text, measure text, day date,
    n bigint)
  ON CONFLICT (region_code, dimension, value, measure, day) DO UPDATE SET n = c.n + excluded.n`

/** The version counts events, not batches: it is the same however they were cut, and so after a rebuild. */
const touchRegions = (schema: string) => `
  INSERT INTO ${schema}.counted_region AS c (region_code, parent_code, version, changed_at)
  SELECT "regionCode", "parentCode", changes, "changedAt"
  FROM jsonb_to_recordset(?::jsonb) AS r("regionCode" text, "parentCode" text, changes bigint, "changedAt" timestamptz)
  ON CONFLICT (region_code) DO UPDATE SET parent_code = excluded.parent_code, version = c.version + excluded.version,
    changed_at = greatest(c.changed_at, excluded.changed_at)`
