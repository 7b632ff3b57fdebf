import 'reflect-metadata'
import type { MikroORM } from '@mikro-orm/postgresql'
import { execute, parse, type GraphQLSchema } from 'graphql'
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
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
import { migrate as migrateEvents } from '../../subgraphs/shared/events/migrate.js'
import { takeBatch } from '../../subgraphs/shared/events/consumer.js'
import { openOrm } from '../../subgraphs/shared/orm.js'
import { askedFor, countsQuery } from '../../subgraphs/statistics/counters/case-counts.service.js'
import { counting, countsConsumer } from '../../subgraphs/statistics/counters/counting.js'
import { statisticsEntities } from '../../subgraphs/statistics/entities.js'
import { migrate } from '../../subgraphs/statistics/migrate.js'
import { buildStatisticsSchema } from '../../subgraphs/statistics/schema.js'
import { printTable, quantile } from './report.js'
import { cellsOfCases, emptyCells, fillCases, foldedEvents, plantAuthority } from './statistics-rows.js'

const scales = [10_000, 1_000_000, 10_000_000] as const
const regions = { country: '000000', city: '410100', county: '410102' } as const
const asked = {
  caseCounts: (code: string) =>
    `{ caseCounts(regionCode: "${code}") { version cases reports byState { state cases } byMatterType { matterType counts { cases } }
       byIndustry { industryCode counts { cases } } byChannel { channel counts { cases } } } }`,
  'caseCounts, filtered': (code: string) =>
    `{ caseCounts(regionCode: "${code}", filter: { matterType: MAJOR_HAZARD, industryCode: "COAL_MINE" }) { version cases } }`,
  'caseTrend, a year of days': (code: string) =>
    `{ caseTrend(regionCode: "${code}", from: "2025-01-01", to: "2025-12-31") { buckets { label openAtEnd flows { opened accepted } } } }`,
  effectiveness: (code: string) =>
    `{ effectiveness(regionCode: "${code}", from: "2025-03-01", to: "2025-03-31") { current { acceptance { value } onTime { value } } } }`,
  caseHeat: (code: string) => `{ caseHeat(regionCode: "${code}") { counts { cases } } }`,
} as const

/** `caseCounts` and its sisters at three sizes, beside counting the same rows; and how fast events are folded. */
export async function benchStatistics(): Promise<void> {
  await using world = await openStatisticsWorld()
  await benchFolding(world)
  const table: string[][] = []
  let filled = 0
  for (const cases of scales) {
    const startedAt = performance.now()
    for (const statement of [...fillCases(filled + 1, cases), ...emptyCells, ...cellsOfCases])
      await world.admin.query(statement)
    filled = cases
    console.log(`  ${cases.toLocaleString('en-US')} cases filled in ${seconds(startedAt)} s, load ${load()}`)
    table.push(...(await measureScale(world, cases)))
  }
  console.log(
    '  through the schema in one process, without HTTP and gateway; COUNT(*) by one local connection',
  )
  printTable([['cases', 'asked', 'of', 'p50 ms', 'p99 ms', 'times', 'pages', 'load'], ...table])
}

type World = { orm: MikroORM; schema: GraphQLSchema; admin: pg.Client; log: pg.Client } & AsyncDisposable

async function measureScale(world: World, cases: number): Promise<string[][]> {
  const rows: string[][] = []
  const add = (name: string, place: string, ms: number[], pages = '') => {
    const figures = [quantile(ms, 0.5).toFixed(1), quantile(ms, 0.99).toFixed(1), String(ms.length), pages]
    rows.push([cases.toLocaleString('en-US'), name, place, ...figures, load()])
  }
  const { admin } = world
  for (const [place, code] of Object.entries(regions)) {
    for (const [name, query] of Object.entries(asked)) {
      const ms = await times(200, () => askOnce(world, query(code)))
      const pages =
        name === 'caseCounts' ? await pagesRead(admin, countsQuery, [askedFor([sliceOf(code)])]) : ''
      add(name, place, ms, pages)
    }
    const ms = await times(cases > 1_000_000 ? 2 : 10, () => admin.query(countRows, [code]))
    add('COUNT(*) … GROUP BY state', place, ms, await pagesRead(admin, countRows, [code]))
  }
  return rows
}

const countRows = `SELECT state, count(*) FROM statistics.counted_case WHERE counted_path @> ARRAY[$1] GROUP BY state`
const sliceOf = (regionCode: string) => {
  return { regionCode, matterType: 'ALL', industryCode: 'ALL', channel: 'ALL' }
}

/** Pages of 8 KiB the statement touches: other work on the machine makes no difference to it. */
async function pagesRead(client: pg.Client, sql: string, values: string[]): Promise<string> {
  const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
    `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${sql.replace('?', '$1')}`,
    values,
  )
  const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {}
  return String((plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0))
}

const viewer: StaffViewer = {
  kind: 'STAFF',
  subject: 'bench',
  roles: ['DASHBOARD'],
  authorityId: '00000000-0000-4000-8000-000000000001',
}

async function askOnce({ orm, schema }: World, query: string): Promise<void> {
  const contextValue = { em: orm.em.fork(), viewer, language: 'zh' }
  const { errors } = await execute({ schema, document: parse(query), contextValue })
  if (errors !== undefined) throw errors[0] ?? new Error('failed')
}

async function times(count: number, work: () => Promise<unknown>): Promise<number[]> {
  await work()
  const ms: number[] = []
  for (let n = 0; n < count; n += 1) {
    const startedAt = performance.now()
    await work()
    ms.push(performance.now() - startedAt)
  }
  return ms
}

/** Whole lives of cases, eight events each, of four counties, folded by the batch as the consumer does. */
async function benchFolding({ orm, admin, log }: World): Promise<void> {
  const events = 24_000
  for (const batch of foldedEvents(events)) await admin.query('SELECT events.append($1::jsonb)', [batch])
  const startedAt = performance.now()
  let folded = 0
  for (let taken = -1; taken !== 0; folded += taken)
    taken = await takeBatch(log, {
      consumer: countsConsumer,
      orm,
      handlers: counting,
      log: pino({ level: 'warn' }),
    })
  const took = (performance.now() - startedAt) / 1_000
  const { rows } = await admin.query<{ cells: string }>(
    'SELECT (SELECT count(*) FROM statistics.count_now) + (SELECT count(*) FROM statistics.count_by_day) AS cells',
  )
  printTable([
    ['events folded', 'seconds', 'events/s', 'cells they came to', 'load'],
    [String(folded), took.toFixed(1), (folded / took).toFixed(0), rows[0]?.cells ?? '', load()],
  ])
}

async function openStatisticsWorld(): Promise<World> {
  await using opened = new AsyncDisposableStack()
  const dataFolder = mkdtempSync(join(tmpdir(), 'andon-bench-statistics-'))
  opened.defer(() => {
    for (const folder of [dataFolder, outsideFolder(dataFolder)])
      rmSync(folder, { recursive: true, force: true })
  })
  const secrets = openSecrets(dataFolder)
  const { installation, postgresPassword: superuserPassword } = secrets
  const logFile = join(dataFolder, 'logs', 'postgres.log')
  const port = await freePort()
  const request = { dataFolder, logFile, port, installation, superuserPassword, environment: process.env }
  const cluster = await startCluster({ ...request, durable: false }, await readyPlacement(dataFolder))
  opened.defer(() => cluster.stop())
  const urls = databaseUrls({ ...cluster, secrets })
  await provisionCluster({ adminUrl: urls.admin, passwords: secrets.databasePasswords })
  const quiet = pino({ level: 'warn' })
  await migrateEvents({ databaseUrl: urls.migration('events'), log: quiet })
  await migrate({ databaseUrl: urls.migration('statistics'), log: quiet })
  const { pathname } = new URL(urls.migration('statistics'))
  const connect = async (connectionString: string) => {
    const client = new pg.Client({ connectionString })
    await client.connect()
    opened.defer(() => client.end())
    return client
  }
  const admin = await connect(Object.assign(new URL(urls.admin), { pathname }).href)
  const log = await connect(urls.runtime('statistics'))
  await admin.query(plantAuthority(viewer.authorityId ?? ''))
  const lifecycle = new Lifecycle(quiet)
  opened.defer(() => lifecycle.close())
  const databaseUrl = urls.runtime('statistics')
  const orm = await openOrm({ databaseUrl, schema: 'statistics', entities: statisticsEntities, lifecycle })
  const { schema } = await buildStatisticsSchema()
  const keep = opened.move()
  return { orm, schema, admin, log, [Symbol.asyncDispose]: () => keep.disposeAsync() }
}

const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(0)
const load = (): string => loadavg()[0]?.toFixed(1) ?? ''
