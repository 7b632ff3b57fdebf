import { randomUUID } from 'node:crypto'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'
import { MatterType } from '../../subgraphs/shared/dictionary/matter.js'

/** Rows by SQL, as many as a country has in decades, and the cells they come to. */

export const plantAuthority = (id: string) => `
  INSERT INTO statistics.authority_reach (authority_id, region_code, level) VALUES ('${id}', '000000', 'NATIONAL');
  UPDATE statistics.counts_state SET filled = true;
  -- A seek by day is another's business, and costs the filling a third.
  DROP INDEX statistics.counted_case_opened;
  ALTER TABLE statistics.counted_case SET UNLOGGED;
  ALTER TABLE statistics.count_now SET UNLOGGED;
  ALTER TABLE statistics.count_by_day SET UNLOGGED`

/** 31 provinces of eleven cities of nine counties; 97 kinds of case in each county, two years of days. */
export function fillCases(from: number, to: number): string[] {
  return [
    `INSERT INTO statistics.counted_case (case_id, state, region_path, counted_path, matter_types, industry_code,
       channel, opened_on, accepted_on, concluded_on, found_true, fed_back, entitled, rewarded, missed,
       excluded_authority_ids)
     SELECT ('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
       (ARRAY['SCREENING', 'ACCEPTED', 'ASSIGNED', 'VERIFYING', 'CONCLUDED', 'CLOSED', 'CLOSED', 'CLOSED', 'REFUSED', 'MERGED'])[1 + kind % 10],
       path, path, ARRAY[(ARRAY['MAJOR_HAZARD', 'ILLEGAL_ACT', 'GENERAL_HAZARD'])[1 + kind % 3]],
       (ARRAY['COAL_MINE', 'CHEMICAL', 'MACHINERY', 'TEXTILE', 'FIREWORKS', 'COMMERCE', 'TOBACCO'])[1 + kind % 7],
       (ARRAY['WEB', 'WECHAT_MINI', 'HOTLINE_12350', 'LETTER'])[1 + kind % 4],
       date '2024-01-01' + (n % 730)::int, date '2024-01-03' + (n % 730)::int, NULL, false, false, false, false, '{}', '{}'
     FROM (SELECT n, n / 3069 % 97 AS kind,
         ARRAY['000000', province || '0000', province || city || '00', province || city || county] AS path
       FROM (SELECT n, (11 + n % 31)::text AS province, lpad((1 + n / 31 % 11)::text, 2, '0') AS city,
           lpad((1 + n / 341 % 9)::text, 2, '0') AS county
         FROM generate_series(${String(from)}, ${String(to)}) n) placed) made`,
    'ANALYZE statistics.counted_case',
  ]
}

export const emptyCells = [
  'TRUNCATE statistics.count_now, statistics.count_by_day, statistics.counted_region',
]

const pathOf = `ARRAY['000000', left(county, 2) || '0000', left(county, 4) || '00', county]`

/** The cells of all these cases: what the fold would have come to. */
export const cellsOfCases = [
  `INSERT INTO statistics.count_now (region_code, matter_type, industry_code, channel, measure, n)
   SELECT region, coalesce(matter, 'ALL'), coalesce(industry_code, 'ALL'), coalesce(channel, 'ALL'), state, sum(n)
   FROM (SELECT counted_path[4] AS county, matter_types[1] AS matter, industry_code, channel, state, count(*) AS n
     FROM statistics.counted_case GROUP BY 1, 2, 3, 4, 5) leaf CROSS JOIN unnest(${pathOf}) AS region
   GROUP BY region, state, CUBE (matter, industry_code, channel)`,
  `INSERT INTO statistics.count_by_day (region_code, dimension, value, measure, day, n)
   SELECT region, 'ALL', 'ALL', measure, day, sum(n)
   FROM (SELECT counted_path[4] AS county, opened_on AS day, count(*) AS n
     FROM statistics.counted_case WHERE opened_on BETWEEN '2025-01-01' AND '2025-12-31' GROUP BY 1, 2) leaf
     CROSS JOIN unnest(${pathOf}) AS region
     CROSS JOIN unnest(ARRAY['OPENED', 'ACCEPTED', 'STATE.SCREENING', 'IN_TIME.ACCEPTANCE']) AS measure
   GROUP BY region, measure, day`,
  `INSERT INTO statistics.counted_region (region_code, parent_code, version, changed_at)
   SELECT region, min(path[depth - 1]), 1, now()
   FROM (SELECT ${pathOf} AS path FROM (SELECT DISTINCT counted_path[4] AS county FROM statistics.counted_case) leaf) placed,
     unnest(path) WITH ORDINALITY AS at(region, depth)
   GROUP BY region`,
  'ANALYZE statistics.count_now',
  'ANALYZE statistics.count_by_day',
  'ANALYZE statistics.counted_region',
]

const steps = [
  ['CaseAccepted', { acceptedAt: '2026-03-01T08:00:00Z' }],
  ['CaseAssigned', { mode: 'OWN' }],
  ['VerificationStarted', {}],
  ['CaseConcluded', { conclusion: 'SUBSTANTIATED', accidentLevel: null, deaths: 0 }],
  ['FeedbackSent', {}],
  ['CaseClosed', { outcome: 'VERIFIED' }],
] as const

/** Events as they stand in the log, in batches of a thousand: a report, its case and six steps, over and over. */
export function* foldedEvents(count: number): Generator<string> {
  for (let batch = 0; batch < count / 1_000; batch += 1)
    yield JSON.stringify(Array.from({ length: 125 }, (_, n) => lifeOf(batch * 125 + n)).flat())
}

function lifeOf(n: number): object[] {
  const [caseId, reportId] = [randomUUID(), randomUUID()]
  const county = `41010${String(1 + (n % 4))}`
  const regionPath = ['000000', '410000', '410100', county]
  const place = { regionCode: county, regionPath, authorityId: authorityIdOf(county) }
  const matterTypes = Object.values(MatterType).slice(n % 3, (n % 3) + 1)
  const about = { ...place, matterTypes, industryCode: ['COAL_MINE', 'CHEMICAL', 'MACHINERY'][n % 3] }
  const day = (after: number) => new Date(Date.UTC(2026, 0, 1 + (n % 60) + after)).toISOString()
  const tell = (name: string, subject: string, after: number, payload: object) => {
    const producer = name === 'ReportSubmitted' ? 'report' : 'case'
    return { id: randomUUID(), name, producer, subject, occurredAt: day(after), payload }
  }
  const how = { channel: ['WEB', 'LETTER'][n % 2], mode: 'ANONYMOUS', reporterKind: 'PUBLIC' }
  const common = { caseId, reportIds: [reportId], ...about }
  return [
    tell('ReportSubmitted', reportId, 0, { reportId, ...about, ...how, submittedAt: day(0) }),
    tell('CaseOpened', caseId, 0, { ...common, channel: how.channel, openedAt: day(0) }),
    ...steps.map(([name, facts], k) =>
      tell(name, caseId, 2 * k + 1, { ...common, progress: null, at: day(2 * k + 1), reportId, ...facts }),
    ),
  ]
}
