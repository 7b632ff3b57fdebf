import 'reflect-metadata'
import type { EntityManager } from '@mikro-orm/postgresql'
import { execute, parse, type GraphQLSchema } from 'graphql'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startCluster, readyPlacement } from '../../local/postgres/cluster.js'
import { databaseUrls } from '../../local/postgres/database-urls.js'
import { outsideFolder } from '../../local/postgres/placement.js'
import { provisionCluster } from '../../local/postgres/provision.js'
import { freePort } from '../../local/processes/ports.js'
import { openSecrets } from '../../local/secrets.js'
import { Lifecycle } from '../../platform/lifecycle.js'
import { anonymous } from '../../platform/viewer/viewer.js'
import { createRegionContext, type RegionEditions } from '../../subgraphs/region/context.js'
import { followDivisions } from '../../subgraphs/region/division/divisions.js'
import { pathOf, type Division } from '../../subgraphs/region/division/division-tree.js'
import { regionEntities } from '../../subgraphs/region/entities.js'
import { followRules } from '../../subgraphs/region/jurisdiction/rules.js'
import { migrate as migrateRegion } from '../../subgraphs/region/migrate.js'
import { buildRegionSchema } from '../../subgraphs/region/schema.js'
import { AccidentLevel, industriesInScope, MatterType } from '../../subgraphs/shared/dictionary/matter.js'
import { dayInChina } from '../../subgraphs/shared/day.js'
import { migrate as migrateEvents } from '../../subgraphs/shared/events/migrate.js'
import { openOrm } from '../../subgraphs/shared/orm.js'
import { silentLog } from '../support/silent-log.js'
import { soon } from '../support/soon.js'
import { printTable, quantile } from './report.js'

const extraRules = 5_000
const questions = 4_000
const warmUp = 500

type Question = {
  division: Division
  industryCode: string
  matterTypes: MatterType[]
  accidentLevel: AccidentLevel | null
}

/** Who answers for a matter: our schema beside one statement of plain SQL, asked the same in turn. */
export async function benchRegionJurisdiction(): Promise<void> {
  await using world = await openWorld()
  const { schema, editions, em, sql } = world
  const asked = inventQuestions(editions.divisions().tree.ranked)
  const timesMs = { decision: [] as number[], schema: [] as number[], sql: [] as number[] }
  let differences = 0
  for (const [n, question] of asked.entries()) {
    const took = async <Result>(kind: keyof typeof timesMs, work: () => Result | Promise<Result>) => {
      const startedMs = performance.now()
      const result = await work()
      if (n >= warmUp) timesMs[kind].push(performance.now() - startedMs)
      return result
    }
    await took('decision', () => decideInMemory(editions, question))
    const ask = {
      schema: () => askSchema(schema, editions, em(), question),
      sql: () => askSql(sql, question),
    }
    const order = ['schema', 'sql'] as const
    const answers = new Set<string | undefined>()
    // Who is asked second finds the pages warm: they take turns in that too.
    for (const kind of n % 2 === 0 ? order : order.toReversed()) answers.add(await took(kind, ask[kind]))
    if (answers.size > 1) differences += 1
  }
  console.log(
    `  ${String(editions.rules.now().rules.length)} rules, ${String(timesMs.sql.length)} questions in turn, ${String(differences)} answered differently`,
  )
  const line = (title: string, values: readonly number[]) => [
    title,
    ...[0.5, 0.99, 1].map((share) => quantile(values, share).toFixed(3)),
  ]
  printTable([
    ['who answers', 'p50 ms', 'p99 ms', 'slowest ms'],
    line('the deciding rule, in memory', timesMs.decision),
    line('locateAuthority through the schema, with the authority and why', timesMs.schema),
    line('plain SQL: rule and authority in one prepared statement', timesMs.sql),
  ])
}

async function openWorld() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'andon-bench-'))
  const secrets = openSecrets(dataFolder)
  const cluster = await startCluster(
    {
      dataFolder,
      logFile: join(dataFolder, 'logs', 'postgres.log'),
      port: await freePort(),
      installation: secrets.installation,
      superuserPassword: secrets.postgresPassword,
      durable: false,
      environment: process.env,
    },
    await readyPlacement(dataFolder),
  )
  const urls = databaseUrls({ ...cluster, secrets })
  const lifecycle = new Lifecycle(silentLog)
  const log = silentLog
  await provisionCluster({ adminUrl: urls.admin, passwords: secrets.databasePasswords })
  await migrateEvents({ databaseUrl: urls.migration('events'), log })
  await migrateRegion({ databaseUrl: urls.migration('region'), log })
  const databaseUrl = urls.runtime('region')
  const sql = new pg.Client({ connectionString: databaseUrl })
  await sql.connect()
  await addRules(sql)
  const orm = await openOrm({ databaseUrl, schema: 'region', entities: regionEntities, lifecycle })
  const divisions = followDivisions({ databaseUrl, lifecycle, log })
  const rules = followRules({ databaseUrl, lifecycle, log })
  await soon(() => Promise.resolve([divisions(), rules.now()]))
  return {
    schema: (await buildRegionSchema()).schema,
    editions: { divisions, rules },
    em: () => orm.em.fork(),
    sql,
    [Symbol.asyncDispose]: async () => {
      await sql.end()
      await lifecycle.close()
      await cluster.stop()
      for (const folder of [dataFolder, outsideFolder(dataFolder)])
        rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** For counties in turn, each with other terms. */
async function addRules(sql: pg.Client): Promise<void> {
  const { rows } = await sql.query<{ code: string; authority: string }>(
    `SELECT region_code AS code, id AS authority FROM region.authority
     WHERE kind = 'EMERGENCY_MANAGEMENT' AND level IN ('CITY', 'COUNTY') ORDER BY region_code`,
  )
  const industries = Object.keys(industriesInScope)
  const rules = Array.from({ length: extraRules }, (_, n) => {
    const { code, authority } = rows[n % rows.length] ?? { code: '', authority: '' }
    const round = Math.floor(n / rows.length)
    return {
      id: randomUUID(),
      code,
      authority,
      industry: industries[(n + round) % industries.length],
      matter: n % 3 === 0 ? Object.values(MatterType)[(n + round) % 3] : null,
      level: n % 5 === 0 ? Object.values(AccidentLevel)[(n + round) % 4] : null,
    }
  })
  await sql.query(
    `INSERT INTO region.jurisdiction_rule (id, authority_id, region_code, industry_code, matter_type, accident_level, legal_basis)
     SELECT id, authority, code, industry, matter, level, 'bench'
     FROM jsonb_to_recordset($1) AS row (id uuid, authority uuid, code text, industry text, matter text, level text)`,
    [JSON.stringify(rules)],
  )
  await sql.query('ANALYZE region.jurisdiction_rule; ANALYZE region.authority')
}

function inventQuestions(divisions: readonly Division[]): Question[] {
  const industries = Object.keys(industriesInScope)
  const mainland = divisions.filter(({ code }) => !/^(71|81|82)|^0/.test(code))
  return Array.from({ length: questions }, (_, n) => {
    const division = mainland[(n * 7_919) % mainland.length]
    if (division === undefined) throw new Error('no divisions')
    return {
      division,
      industryCode: industries[n % industries.length] ?? 'COAL_MINE',
      matterTypes: Object.values(MatterType).filter((_type, index) => (n + index) % 2 === 0),
      accidentLevel: n % 4 === 0 ? (Object.values(AccidentLevel)[(n / 4) % 4] ?? null) : null,
    }
  })
}

function decideInMemory({ rules }: RegionEditions, question: Question): string | undefined {
  const path = pathOf(question.division).map(({ code }) => code)
  return rules.now().decide({ ...question, path, day: dayInChina() })?.rule.authorityId
}

/** Parsed once, as Apollo keeps documents it has seen. */
const document = parse(`query($code: ID!, $industry: ID, $matters: [MatterType!], $level: AccidentLevel) {
  locateAuthority(regionCode: $code, industryCode: $industry, matterTypes: $matters, accidentLevel: $level) {
    ... on AuthorityLocated { authority { id name } why }
  }
}`)

async function askSchema(
  schema: GraphQLSchema,
  editions: RegionEditions,
  em: EntityManager,
  { division, industryCode, matterTypes, accidentLevel }: Question,
): Promise<string | undefined> {
  const base = { viewer: anonymous, language: 'zh', boundToBody: false, em, log: silentLog } as const
  const { data } = await execute({
    schema,
    document,
    variableValues: {
      code: division.code,
      industry: industryCode,
      matters: matterTypes,
      level: accidentLevel,
    },
    contextValue: createRegionContext(base, editions),
  })
  return (data as { locateAuthority: { authority?: { id: string } } } | null)?.locateAuthority.authority?.id
}

async function askSql(sql: pg.Client, question: Question): Promise<string | undefined> {
  const path = pathOf(question.division).map(({ code }) => code)
  const { rows } = await sql.query<{ id: string }>({
    name: 'locate',
    text: `
      SELECT authority.id, authority.name, rule.legal_basis
      FROM region.jurisdiction_rule rule JOIN region.authority ON authority.id = rule.authority_id
      WHERE rule.region_code = ANY($1::text[]) AND (rule.includes_below OR rule.region_code = $2)
        AND (rule.industry_code IS NULL OR rule.industry_code = $3)
        AND (rule.matter_type IS NULL OR rule.matter_type = ANY($4::text[]))
        AND (rule.accident_level IS NULL OR rule.accident_level = $5)
        AND daterange(rule.valid_from, least(rule.valid_to, authority.closed_on)) @> current_date
      ORDER BY coalesce(rule.industry_code, rule.matter_type, rule.accident_level) IS NOT NULL DESC,
        array_position($1::text[], rule.region_code::text) DESC, rule.accident_level IS NOT NULL DESC,
        array_position(ARRAY['GENERAL_HAZARD', 'ILLEGAL_ACT', 'MAJOR_HAZARD', 'CONCEALED_OR_FALSE_ACCIDENT'], rule.matter_type::text)
          DESC NULLS LAST,
        rule.industry_code IS NOT NULL DESC
      LIMIT 1`,
    values: [
      path,
      question.division.code,
      question.industryCode,
      question.matterTypes,
      question.accidentLevel,
    ],
  })
  return rows[0]?.id
}
