import type { EntityManager } from '@mikro-orm/postgresql'
import { decodeCsv, problem, readCsv, type CsvProblem } from '../../shared/csv/csv.js'
import { importOf, refusedImport, type ImportResult } from '../../shared/csv/import-result.type.js'
import { recordChanges } from '../audit/audit.service.js'
import type { RegionContext } from '../context.js'
import { closeGaps } from '../jurisdiction/gap.service.js'
import { allColumns, columnOf, requiredColumns } from './authority-columns.js'
import { tellOfAuthority } from './authority-events.js'
import { StoredAuthority } from './authority.entity.js'
import { checkAmong, checkCircles, checkDraft, takenPlaces } from './draft.js'
import { planImport, type ImportPlan, type PlannedRow } from './import-plan.js'
import { lockAuthorities } from './management.service.js'
import { requireManager, type ManagementReach } from './management-reach.js'

const mostRows = 10_000

/**
 * Imports a file of authorities, all of it or nothing. A row with an id changes that authority, a row with the name
 * of one in force changes that one, any other row registers a new one.
 *
 * @param csv the file in Base64
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT where it is no readable text
 */
export async function importAuthorities(
  context: RegionContext,
  csv: string,
  dryRun: boolean,
): Promise<ImportResult> {
  const reach = await requireManager(context)
  const { rows, problems } = readCsv(decodeCsv(csv), allColumns, requiredColumns)
  if (rows.length > mostRows) problems.push(tooMany(rows.length))
  if (problems.length > 0) return refusedImport(rows.length, problems, context.language)
  const result = await context.em.transactional(async (em) => {
    await lockAuthorities(em)
    const known = await em.find(StoredAuthority, {})
    const plan = planImport(rows, known)
    const found = [...plan.problems, ...checkPlan(context, reach, plan)]
    if (found.length > 0) return refusedImport(rows.length, found, context.language)
    if (!dryRun) await apply(em, reach, plan)
    return importOf({ applied: !dryRun, rows: rows.length, ...countsOf(plan) })
  })
  if (result.applied) {
    context.authorities.byId.clearAll()
    await closeGaps(context, await context.rules.refresh(context.em), '000000')
  }
  return result
}

function tooMany(count: number): CsvProblem {
  return problem(
    mostRows + 2,
    '',
    `一次最多导入 ${String(mostRows)} 行，实有 ${String(count)} 行`,
    `at most ${String(mostRows)} rows at a time, not ${String(count)}`,
  )
}

function checkPlan(context: RegionContext, reach: ManagementReach, { rows, plan }: ImportPlan): CsvProblem[] {
  const { tree } = context.divisions()
  const taken = takenPlaces(plan)
  return rows.flatMap(({ row, id, draft, before }) => {
    const unfit = [
      ...checkDraft(draft, tree),
      ...checkAmong(id, draft, plan, taken),
      ...checkCircles(id, plan),
    ].map(({ field, message }) => problem(row, columnOf(field), message.zh, message.en))
    const places = before === null ? [draft.regionCode] : [draft.regionCode, before.regionCode]
    if (places.every((place) => reach.mayManage(place))) return unfit
    return [...unfit, problem(row, columnOf('regionCode'), '不在您的管辖范围内', 'not within your reach')]
  })
}

function countsOf({ rows }: ImportPlan): Pick<ImportResult, 'registered' | 'changed' | 'unchanged'> {
  const registered = rows.filter(({ before }) => before === null).length
  const unchanged = rows.filter(isUnchanged).length
  return { registered, unchanged, changed: rows.length - registered - unchanged }
}

function isUnchanged({ before, draft }: PlannedRow): boolean {
  return before !== null && JSON.stringify(before) === JSON.stringify(draft)
}

async function apply(em: EntityManager, reach: ManagementReach, { rows }: ImportPlan): Promise<void> {
  const changes = rows.filter((row) => !isUnchanged(row))
  await em.execute(upsertAll, [JSON.stringify(changes.map(({ id, draft }) => ({ id, ...draft })))])
  const occurredAt = new Date()
  for (const { id, draft, before } of changes)
    tellOfAuthority(
      em,
      before === null ? 'AuthorityRegistered' : 'AuthorityChanged',
      { id, ...draft },
      occurredAt,
    )
  await em.flush()
  await recordChanges(
    em,
    reach.staff.subject,
    changes.map(({ id, draft, before }) => ({
      thing: 'AUTHORITY',
      thingId: id,
      action: 'IMPORTED',
      before,
      after: draft,
    })),
  )
}

const upsertAll = `
  INSERT INTO region.authority AS known (id, kind, name, level, region_code, parent_authority_id,
    objection_authority_id, contacts, to_confirm)
  SELECT "id", "kind", "name", "level", "regionCode", "parentAuthorityId", "objectionAuthorityId", "contacts",
    "toConfirm"
  FROM jsonb_to_recordset(?::jsonb) AS row ("id" uuid, "kind" text, "name" text, "level" text, "regionCode" text,
    "parentAuthorityId" uuid, "objectionAuthorityId" uuid, "contacts" jsonb, "toConfirm" boolean)
  ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, level = excluded.level,
    region_code = excluded.region_code, parent_authority_id = excluded.parent_authority_id,
    objection_authority_id = excluded.objection_authority_id, contacts = excluded.contacts,
    to_confirm = excluded.to_confirm, version = known.version + 1`
