import 'reflect-metadata'
import type { MikroORM } from '@mikro-orm/postgresql'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { readyPlacement, startCluster } from '../../local/postgres/cluster.js'
import { databaseUrls } from '../../local/postgres/database-urls.js'
import { outsideFolder } from '../../local/postgres/placement.js'
import { provisionCluster } from '../../local/postgres/provision.js'
import { freePort } from '../../local/processes/ports.js'
import { openSecrets } from '../../local/secrets.js'
import { Lifecycle } from '../../platform/lifecycle.js'
import type { StaffViewer } from '../../platform/viewer/viewer.js'
import { listOf } from '../../subgraphs/case/desk/case-list.js'
import { CaseOrder } from '../../subgraphs/case/desk/case-order.js'
import {
  pageOfCases,
  placesQuery,
  type CasePageRequest,
} from '../../subgraphs/case/desk/case-page.service.js'
import { sessionOf } from '../../subgraphs/case/desk/row-security.js'
import { caseEntities } from '../../subgraphs/case/entities.js'
import { CaseState } from '../../subgraphs/case/loop/case-state.js'
import { migrate } from '../../subgraphs/case/migrate.js'
import { migrate as migrateEvents } from '../../subgraphs/shared/events/migrate.js'
import { openOrm } from '../../subgraphs/shared/orm.js'
import { reachOf } from '../../subgraphs/shared/reach/reach.service.js'
import { countQueries } from '../support/query-count.js'
import { printTable, quantile } from './report.js'

const cases = 1_000_000
const pages = 25
const seats = { county: '410102', city: '410100', province: '410000' } as const
const asked: Readonly<Record<string, Omit<CasePageRequest, 'after'>>> = {
  newest: { filter: {}, order: CaseOrder.NEWEST, first: 50 },
  'in screening': { filter: { states: [CaseState.SCREENING] }, order: CaseOrder.NEWEST, first: 50 },
  'due first, supervised': { filter: { supervised: true }, order: CaseOrder.DUE_FIRST, first: 50 },
  'last worked on': { filter: {}, order: CaseOrder.RECENTLY_CHANGED, first: 50 },
}

/** Pages of a million cases one after the other, and their count, as officers of a county, a city and a province. */
export async function benchCases(): Promise<void> {
  await using world = await openCaseWorld()
  const { orm } = world
  const rows: string[][] = []
  for (const [seat, code] of Object.entries(seats)) {
    const [authority] = await orm.em.fork().execute<{ id: string }[]>(authorityOf, [code])
    const viewer = officerOf(authority?.id ?? '')
    for (const [name, request] of Object.entries(asked))
      rows.push(await measure(orm, viewer, [seat, name], request))
  }
  console.log(
    `  ${cases.toLocaleString('en-US')} cases, pages of 50, ${String(pages)} following each other, under row-level security`,
  )
  printTable([['officer of a', 'asked', 'page ms', 'p99', 'count ms', 'p99', 'queries', 'index'], ...rows])
}

function officerOf(authorityId: string): StaffViewer {
  return { kind: 'STAFF', subject: 'bench', roles: ['INTAKE_OFFICER'], authorityId }
}

async function measure(
  orm: MikroORM,
  viewer: StaffViewer,
  names: string[],
  request: Omit<CasePageRequest, 'after'>,
): Promise<string[]> {
  const desk = () => ({ em: orm.em.fork({ session: sessionOf(viewer) }), viewer, clock: () => new Date() })
  const [paging, counting]: [number[], number[]] = [[], []]
  let after: string | null = null
  for (let n = 0; n < pages; n += 1) {
    const page: Awaited<ReturnType<typeof pageOfCases>> = await timed(paging, () =>
      pageOfCases(desk(), { ...request, after }),
    )
    await timed(counting, () => page.countCases())
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  }
  const queries = await countQueries(orm).during(() => pageOfCases(desk(), { ...request, after }))
  const figures = [paging, counting].flatMap((ms) => [
    quantile(ms, 0.5).toFixed(1),
    quantile(ms, 0.99).toFixed(1),
  ])
  return [...names, ...figures, String(queries.length), await indexesOf(orm, viewer, request)]
}

async function timed<Value>(into: number[], work: () => Promise<Value>): Promise<Value> {
  const startedAt = performance.now()
  const value = await work()
  into.push(performance.now() - startedAt)
  return value
}

/** What EXPLAIN says the page is read by. */
async function indexesOf(
  orm: MikroORM,
  viewer: StaffViewer,
  request: Omit<CasePageRequest, 'after'>,
): Promise<string> {
  const em = orm.em.fork({ session: sessionOf(viewer) })
  const list = listOf(viewer, await reachOf(em, viewer), request.filter, new Date())
  const { text, values } = placesQuery(list, { order: request.order, place: undefined, limit: 51 })
  const plan = await em.execute<{ 'QUERY PLAN': string }[]>(`EXPLAIN ${text}`, [...values])
  const told = plan.map((line) => line['QUERY PLAN']).join('\n')
  const used = [...told.matchAll(/(?:Index (?:Only )?Scan(?: Backward)? using|Bitmap Index Scan on) (\w+)/g)]
  const scans = told.includes('Seq Scan on "case"') ? ['SEQUENTIAL'] : []
  return [
    ...new Set([...used.map(([, name]) => name ?? '').filter((name) => name.startsWith('case_')), ...scans]),
  ].join(' ')
}

const authorityOf = 'SELECT authority_id AS id FROM "case".authority_reach WHERE region_code = ?'

async function openCaseWorld(): Promise<{ orm: MikroORM } & AsyncDisposable> {
  await using opened = new AsyncDisposableStack()
  const dataFolder = mkdtempSync(join(tmpdir(), 'andon-bench-cases-'))
  opened.defer(() => {
    for (const folder of [dataFolder, outsideFolder(dataFolder)])
      rmSync(folder, { recursive: true, force: true })
  })
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
  opened.defer(() => cluster.stop())
  const urls = databaseUrls({ ...cluster, secrets })
  await provisionCluster({ adminUrl: urls.admin, passwords: secrets.databasePasswords })
  const log = pino({ level: 'warn' })
  await migrateEvents({ databaseUrl: urls.migration('events'), log })
  await migrate({ databaseUrl: urls.migration('case'), log })
  const { pathname } = new URL(urls.migration('case'))
  await fill(Object.assign(new URL(urls.admin), { pathname }).href)
  const lifecycle = new Lifecycle(log)
  opened.defer(() => lifecycle.close())
  const orm = await openOrm({
    databaseUrl: urls.runtime('case'),
    schema: 'case',
    entities: caseEntities,
    lifecycle,
  })
  const keep = opened.move()
  return { orm, [Symbol.asyncDispose]: () => keep.disposeAsync() }
}

async function fill(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    for (const statement of [plantAuthorities, ...filling]) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** 31 provinces of eleven cities of nine counties, numbered as GB/T 2260 does. */
const plantAuthorities = `
  INSERT INTO "case".authority_reach (authority_id, region_code, level, parent_authority_id)
  SELECT md5(code)::uuid, code, 'COUNTY', md5(above)::uuid FROM (
    SELECT lpad((10 + p)::text, 2, '0') || '0000' AS code, '000000' AS above FROM generate_series(1, 31) p
    UNION ALL SELECT (10 + p)::text || lpad(c::text, 2, '0') || '00', (10 + p)::text || '0000'
      FROM generate_series(1, 31) p, generate_series(1, 11) c
    UNION ALL SELECT (10 + p)::text || lpad(c::text, 2, '0') || lpad(d::text, 2, '0'), (10 + p)::text || lpad(c::text, 2, '0') || '00'
      FROM generate_series(1, 31) p, generate_series(1, 11) c, generate_series(1, 9) d) regions`

const filling = [
  'ALTER TABLE "case"."case" DISABLE TRIGGER USER',
  `INSERT INTO "case"."case" (id, number, state, region_code, region_path, authority_id, matter_types, industry_code, opened_at,
     changed_at, next_due_at, supervised)
   SELECT gen_random_uuid(), lpad(n::text, 9, '0'),
     (ARRAY['SCREENING', 'ACCEPTED', 'VERIFYING', 'CONCLUDED', 'CLOSED', 'CLOSED', 'CLOSED', 'CLOSED', 'CLOSED', 'CLOSED'])[1 + n % 10],
     code, ARRAY['000000', left(code, 2) || '0000', left(code, 4) || '00', code], md5(code)::uuid, '{MAJOR_HAZARD}', 'COAL_MINE',
     timestamptz '2024-01-01' + n * interval '1 minute', timestamptz '2024-01-01' + n * interval '61 seconds',
     CASE WHEN n % 10 < 4 THEN timestamptz '2024-03-01' + n * interval '1 minute' ELSE 'infinity' END, n % 50 = 1
   FROM (SELECT n, (11 + n % 31)::text || lpad((1 + n / 31 % 11)::text, 2, '0') || lpad((1 + n / 341 % 9)::text, 2, '0') AS code
     FROM generate_series(1, ${String(cases)}) n) made`,
  'ALTER TABLE "case"."case" ENABLE TRIGGER USER',
  'VACUUM ANALYZE "case"."case"',
  'ANALYZE "case".authority_reach',
]
