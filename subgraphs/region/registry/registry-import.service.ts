import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { decodeCsv, problem, readCsv, type CsvProblem, type CsvRow } from '../../shared/csv/csv.js'
import { importOf, refusedImport, type ImportResult } from '../../shared/csv/import-result.type.js'
import { dayInChina } from '../../shared/day.js'
import { isIndustryCode } from '../../shared/dictionary/matter.js'
import { recordChanges } from '../audit/audit.service.js'
import { requireManager, type ManagementReach } from '../authority/management-reach.js'
import type { RegionContext } from '../context.js'
import { isCreditCode } from './credit-code.js'
import type { RegistryKind } from './registry-entry.entity.js'

const columns = {
  kind: '类别',
  name: '名称',
  creditCode: '统一社会信用代码',
  regionCode: '区划代码',
  industryCode: '行业代码',
} as const

const kinds: Readonly<Record<string, RegistryKind>> = {
  企业: 'ENTERPRISE',
  ENTERPRISE: 'ENTERPRISE',
  社区: 'COMMUNITY',
  COMMUNITY: 'COMMUNITY',
}

const mostRows = 10_000

type Entry = {
  id: string
  kind: RegistryKind
  name: string
  creditCode: string | null
  regionCode: string
  industryCode: string | null
}

/**
 * Imports enterprises and communities, all of the file or nothing. An entry known by its credit code, or by kind, place
 * and name, is changed; any other is new.
 *
 * @param csv the file in Base64
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT where it is no readable text
 */
export async function importRegistry(
  context: RegionContext,
  csv: string,
  dryRun: boolean,
): Promise<ImportResult> {
  const reach = await requireManager(context)
  const required = [columns.kind, columns.name, columns.regionCode]
  const { rows, problems } = readCsv(decodeCsv(csv), Object.values(columns), required)
  if (rows.length > mostRows)
    problems.push(
      problem(mostRows + 2, '', `一次最多导入 ${String(mostRows)} 行`, `at most ${String(mostRows)} rows`),
    )
  const entries = rows.map((row) => readEntry(context, reach, row, problems))
  refuseDoubles(rows, entries, problems)
  if (problems.length > 0) return refusedImport(rows.length, problems, context.language)
  return context.em.transactional(async (em) => {
    await em.execute(`SELECT pg_advisory_xact_lock(hashtextextended('andon region registry', 0))`)
    const found = await findStored(em, entries)
    const clashes = found.filter(({ clashes: isClash }) => isClash)
    if (clashes.length > 0) {
      const told = clashes.map(({ position }) =>
        problem(
          rows[position]?.row ?? 0,
          columns.creditCode,
          '名称与统一社会信用代码分属两个已有单位',
          'name and credit code belong to two different entries',
        ),
      )
      return refusedImport(rows.length, told, context.language)
    }
    return apply(em, reach, { entries, found, dryRun })
  })
}

function readEntry(
  context: RegionContext,
  reach: ManagementReach,
  { row, cells }: CsvRow,
  problems: CsvProblem[],
): Entry {
  const cell = (column: string): string => cells.get(column) ?? ''
  const [name, regionCode] = [cell(columns.name), cell(columns.regionCode)]
  const [creditCode, industryCode] = [cell(columns.creditCode).toUpperCase(), cell(columns.industryCode)]
  const kind = kinds[cell(columns.kind)]
  const say = (column: string, zh: string, en: string) => problems.push(problem(row, column, zh, en))
  if (kind === undefined) say(columns.kind, '应为“企业”或“社区”', 'should be 企业 or 社区')
  if (name.length < 2 || name.length > 200)
    say(columns.name, '名称应为 2 到 200 字', 'a name has 2 to 200 characters')
  if (context.divisions().tree.get(regionCode) === undefined)
    say(columns.regionCode, '没有这个区划代码', 'no region has this code')
  else if (!reach.mayManage(regionCode))
    say(columns.regionCode, '不在您的管辖范围内', 'not within your reach')
  if (creditCode !== '' && !isCreditCode(creditCode))
    say(columns.creditCode, '统一社会信用代码校验不通过', 'not a unified social credit code')
  if (industryCode !== '' && !isIndustryCode(industryCode))
    say(columns.industryCode, '没有这个行业代码', 'no industry has this code')
  return {
    id: randomUUID(),
    kind: kind ?? 'ENTERPRISE',
    name,
    creditCode: creditCode || null,
    regionCode,
    industryCode: industryCode || null,
  }
}

function refuseDoubles(rows: readonly CsvRow[], entries: readonly Entry[], problems: CsvProblem[]): void {
  const seen = new Map<string, number>()
  for (const [position, { kind, name, regionCode, creditCode }] of entries.entries()) {
    const row = rows[position]?.row ?? 0
    const keys: [string, string][] = [[columns.name, `${kind} ${regionCode} ${name}`]]
    if (creditCode !== null) keys.push([columns.creditCode, creditCode])
    for (const [column, key] of keys) {
      const earlier = seen.get(key)
      if (earlier !== undefined)
        problems.push(
          problem(row, column, `与第 ${String(earlier)} 行重复`, `the same as row ${String(earlier)}`),
        )
      else seen.set(key, row)
    }
  }
}

type Found = { position: number; id: string | null; same: boolean; clashes: boolean }

function findStored(em: EntityManager, entries: readonly Entry[]): Promise<Found[]> {
  return em.execute(
    `SELECT row."position", coalesce(by_code.id, by_name.id) AS id,
       coalesce((by_code.id IS NOT NULL AND by_name.id IS NOT NULL AND by_code.id <> by_name.id)
         OR (by_code.id IS NULL AND by_name.credit_code <> row."creditCode"), false) AS clashes,
       coalesce(by_name.id IS NOT NULL AND by_name.industry_code IS NOT DISTINCT FROM row."industryCode"
         AND by_name.credit_code IS NOT DISTINCT FROM row."creditCode", false) AS same
     FROM jsonb_to_recordset(?::jsonb) AS row ("position" integer, "kind" text, "name" text, "creditCode" text,
       "regionCode" text, "industryCode" text)
     LEFT JOIN region.registry_entry by_code ON by_code.credit_code = row."creditCode"
     LEFT JOIN region.registry_entry by_name
       ON (by_name.region_code, by_name.kind, by_name.name) = (row."regionCode", row."kind", row."name")
     ORDER BY row."position"`,
    [JSON.stringify(entries.map((entry, position) => ({ ...entry, position })))],
  )
}

async function apply(
  em: EntityManager,
  reach: ManagementReach,
  { entries, found, dryRun }: { entries: Entry[]; found: Found[]; dryRun: boolean },
): Promise<ImportResult> {
  const registered = found.filter(({ id }) => id === null).length
  const unchanged = found.filter(({ same }) => same).length
  const counts = {
    rows: entries.length,
    registered,
    unchanged,
    changed: entries.length - registered - unchanged,
  }
  if (dryRun) return importOf({ applied: false, ...counts })
  const rows = entries.map((entry, position) => ({ ...entry, id: found[position]?.id ?? entry.id }))
  await em.execute(upsertEntries, [JSON.stringify(rows)])
  await em.execute(countAnew, [dayInChina()])
  await recordChanges(em, reach.staff.subject, [
    { thing: 'REGISTRY', thingId: 'import', action: 'IMPORTED', before: null, after: counts },
  ])
  return importOf({ applied: true, ...counts })
}

const upsertEntries = `
  INSERT INTO region.registry_entry (id, kind, name, credit_code, region_code, industry_code)
  SELECT "id", "kind", "name", "creditCode", "regionCode", "industryCode"
  FROM jsonb_to_recordset(?::jsonb) AS row ("id" uuid, "kind" text, "name" text, "creditCode" text,
    "regionCode" text, "industryCode" text)
  ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, credit_code = excluded.credit_code,
    region_code = excluded.region_code, industry_code = excluded.industry_code`

/** All places, since an entry that moved leaves its old one. */
const countAnew = `
  INSERT INTO region.registry_count AS known (region_code, enterprises, communities, as_of)
  SELECT region_code,
    count(entry.id) FILTER (WHERE kind = 'ENTERPRISE'), count(entry.id) FILTER (WHERE kind = 'COMMUNITY'), ?::date
  FROM region.registry_entry entry FULL JOIN region.registry_count counted USING (region_code)
  GROUP BY region_code
  ON CONFLICT (region_code) DO UPDATE SET enterprises = excluded.enterprises, communities = excluded.communities,
    as_of = excluded.as_of
    WHERE (known.enterprises, known.communities) IS DISTINCT FROM (excluded.enterprises, excluded.communities)`
