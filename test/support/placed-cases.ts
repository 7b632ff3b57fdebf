import { randomUUID } from 'node:crypto'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'
import type { TestDatabase } from './database.js'
import { paths } from './events.js'

export type PlacedCase = {
  state: string
  outcome?: string
  path?: readonly string[]
  authorityOf?: string
  proceedings?: readonly { machine: string; state: string }[]
}

/** A case of one report put into a state, for a step to be tried from there. */
export type Placed = { caseId: string; reportId: string; proceedingIds: string[] }

/** Puts cases into the database as if the steps before had been taken; many at once. */
export async function placeCases(database: TestDatabase, wanted: readonly PlacedCase[]): Promise<Placed[]> {
  const placed = wanted.map(({ proceedings = [], ...one }) => ({
    path: paths.zhongyuan,
    ...one,
    caseId: randomUUID(),
    reportId: randomUUID(),
    proceedings: proceedings.map((proceeding) => ({ id: randomUUID(), ...proceeding })),
  }))
  const rows = placed.map(({ path, authorityOf, outcome, ...one }) => ({
    ...one,
    outcome: outcome ?? outcomeAt[one.state] ?? null,
    path: `{${path.join(',')}}`,
    regionCode: path.at(-1),
    authorityId: authorityIdOf(authorityOf ?? path.at(-1) ?? ''),
  }))
  await database.ask(insertCases, [JSON.stringify(rows)])
  await database.ask(insertReports, [JSON.stringify(rows)])
  await database.ask(insertProceedings, [JSON.stringify(rows)])
  const caseIds = placed.map(({ caseId }) => caseId)
  await database.ask(insertOrders, [caseIds, authorityIdOf('410100')])
  await database.ask(insertObjections, [caseIds])
  await database.ask(insertRectifications, [caseIds])
  await database.ask(insertExtensions, [caseIds])
  return placed.map(({ caseId, reportId, proceedings }) => ({
    caseId,
    reportId,
    proceedingIds: proceedings.map(({ id }) => id),
  }))
}

const shape = `jsonb_to_recordset($1::jsonb) AS row ("caseId" uuid, "reportId" uuid, state text, outcome text, path text,
  "regionCode" text, "authorityId" uuid, proceedings jsonb)`

const insertCases = `
  INSERT INTO "case"."case" (id, state, outcome, region_code, region_path, authority_id, matter_types, industry_code,
    opened_at, accepted_at, first_report_id, changed_at)
  SELECT "caseId", state, outcome, "regionCode", path::text[], "authorityId", '{MAJOR_HAZARD}', 'COAL_MINE',
    now(), CASE WHEN state NOT IN ('SCREENING', 'SUPPLEMENT_REQUESTED') THEN now() END, "reportId", now()
  FROM ${shape}`

const insertReports = `
  INSERT INTO "case".case_report (report_id, case_id, opened_case_id, mode, reporter_kind, submitted_at)
  SELECT "reportId", "caseId", "caseId", 'REAL_NAME', 'PUBLIC', now() FROM ${shape}`

/** What runs for each report stands for the report of the case. */
const insertProceedings = `
  INSERT INTO "case".proceeding (id, case_id, machine, state, report_id, begun_at, changed_at)
  SELECT (one ->> 'id')::uuid, "caseId", one ->> 'machine', one ->> 'state',
    CASE WHEN one ->> 'machine' IN ('FEEDBACK', 'OBJECTION', 'FOLLOW_UP') THEN "reportId" END, now(), now()
  FROM ${shape}, jsonb_array_elements(proceedings) AS one`

/** What a supervision order is without its words; ordered by the city. */
const insertOrders = `
  INSERT INTO "case".supervision_order (id, case_id, authority_id, subject, ordered_at, due_on)
  SELECT id, case_id, $2, 'SUPERVISOR of 410100', begun_at, current_date FROM "case".proceeding
  WHERE case_id = ANY ($1) AND machine = 'SUPERVISION'`

/** An objection without words; what it is against does not matter to a step that answers it. */
const insertObjections = `
  INSERT INTO "case".objection (id, case_id, report_id, feedback_id, late, sealed_reason, raised_at)
  SELECT id, case_id, report_id, id, false, '', begun_at FROM "case".proceeding
  WHERE case_id = ANY ($1) AND machine = 'OBJECTION'`

const insertRectifications = `
  INSERT INTO "case".rectification (id, case_id, due_on, sealed_order, ordered_by, ordered_at)
  SELECT id, case_id, current_date, '', 'CASE_OFFICER of 410102', begun_at FROM "case".proceeding
  WHERE case_id = ANY ($1) AND machine = 'RECTIFICATION'`

/** How a case came out that is in such a state, where nothing else is said. */
const outcomeAt: Readonly<Record<string, string>> = {
  CONCLUDED: 'VERIFIED',
  REEXAMINING: 'VERIFIED',
  REFUSED: 'REFUSED',
  REFERRED: 'REFERRED',
  WITHDRAWN: 'WITHDRAWN',
  MERGED: 'MERGED',
}

const insertExtensions = `
  INSERT INTO "case".extension (id, case_id, days, sealed_reason, requested_by, requested_at)
  SELECT id, case_id, 15, '', 'CASE_OFFICER of 410102', begun_at FROM "case".proceeding
  WHERE case_id = ANY ($1) AND machine = 'EXTENSION'`
