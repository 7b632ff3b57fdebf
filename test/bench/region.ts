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
import { readDivisionHistory, readDivisionList } from '../../subgraphs/region/division/division-file.js'
import type { Division } from '../../subgraphs/region/division/division-tree.js'
import { createDivisions, readTables, type Divisions } from '../../subgraphs/region/division/divisions.js'
import { migrate as migrateRegion } from '../../subgraphs/region/migrate.js'
import { migrate as migrateEvents } from '../../subgraphs/shared/events/migrate.js'
import { printTable, quantile } from './report.js'

const hits = 10
const names = 400
const rounds = 3

/** Search as somebody types and subtrees of provinces, from memory and by plain SQL on the same rows, taking turns. */
export async function benchRegion(): Promise<void> {
  await using world = await openRegionWorld()
  const { divisions, client } = world
  const typed = keystrokes(divisions)
  const provinces = divisions.tree.root?.children ?? []
  const search = await takeTurns(typed, {
    andon: (text) => Promise.resolve(divisions.search.find(text, hits)),
    sql: (text) => client.query(searchSql, [text, hits]),
  })
  const subtree = await takeTurns(
    provinces.flatMap((province) => [province, province]),
    {
      andon: (province) => Promise.resolve(subtreeOf(province)),
      sql: ({ code }) => client.query(subtreeSql, [`000000.${code}`]),
    },
  )
  const count = divisions.tree.ranked.length.toLocaleString('en-US')
  console.log(
    `  ${count} divisions; ${String(typed.length)} keystrokes of ${String(names)} names, ${String(provinces.length)} provinces; ${String(rounds)} rounds, alternating`,
  )
  console.log(
    '  SQL over one local connection: pg_trgm and btree indexes on the name, btree on the ltree path',
  )
  printTable([
    ['asked', 'by', 'median ms', 'p99 ms', 'worst ms'],
    ...rowsOf('search as you type', search),
    ...rowsOf('subtree of a province', subtree),
  ])
}

/** What a careful team would write without an index of its own: by code, by beginning, by part, shorter names first. */
const searchSql = `
  SELECT code, name FROM region.division
  WHERE name LIKE '%' || $1 || '%' OR code LIKE $1 || '%'
  ORDER BY (name = $1) DESC, (name LIKE $1 || '%') DESC, length(code), code
  LIMIT $2`

const subtreeSql = `
  SELECT code, name FROM region.division
  WHERE path >= $1::text::public.ltree AND path < ($1::text || '.a')::public.ltree`

type RegionWorld = { divisions: Divisions; client: pg.Client } & AsyncDisposable

async function openRegionWorld(): Promise<RegionWorld> {
  // What was opened closes in reverse, also where a later step fails.
  await using opened = new AsyncDisposableStack()
  const dataFolder = mkdtempSync(join(tmpdir(), 'andon-bench-region-'))
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
      environment: process.env,
    },
    await readyPlacement(dataFolder),
  )
  opened.defer(() => cluster.stop())
  const urls = databaseUrls({ ...cluster, secrets })
  const log = pino({ level: 'silent' })
  await provisionCluster({ adminUrl: urls.admin, passwords: secrets.databasePasswords })
  await migrateEvents({ databaseUrl: urls.migration('events'), log })
  await migrateRegion({ databaseUrl: urls.migration('region'), log })
  const { pathname } = new URL(urls.migration('region'))
  const client = new pg.Client({ connectionString: Object.assign(new URL(urls.admin), { pathname }).href })
  await client.connect()
  opened.defer(() => client.end())
  await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm')
  await client.query('CREATE INDEX ON region.division USING gin (name gin_trgm_ops)')
  await client.query('CREATE INDEX ON region.division (name text_pattern_ops)')
  await client.query('CREATE INDEX ON region.division (code text_pattern_ops)')
  await client.query('ANALYZE region.division')
  const { records } = readDivisionList()
  const { history } = readDivisionHistory()
  const divisions = createDivisions({ checksum: '', records, history }, readTables())
  const closing = opened.move()
  return { divisions, client, [Symbol.asyncDispose]: () => closing.disposeAsync() }
}

/** Names of all levels, each typed character by character: 郑, 郑州, 郑州市. */
function keystrokes({ tree }: Divisions): string[] {
  const step = Math.floor(tree.ranked.length / names)
  return Array.from({ length: names }, (_, n) => tree.ranked[n * step]?.name ?? '').flatMap((name) =>
    Array.from(name, (_, at) => name.slice(0, at + 1)),
  )
}

function subtreeOf(division: Division): Division[] {
  const found: Division[] = []
  const add = (at: Division): void => {
    found.push(at)
    for (const child of at.children) add(child)
  }
  add(division)
  return found
}

type Durations = Record<'andon' | 'sql', number[]>

/** Each question goes to both, first to the one and then to the other; the first round warms up and is not counted. */
async function takeTurns<Question>(
  questions: readonly Question[],
  answer: Record<'andon' | 'sql', (question: Question) => Promise<unknown>>,
): Promise<Durations> {
  const durations: Durations = { andon: [], sql: [] }
  for (let round = 0; round <= rounds; round++) {
    for (const question of questions) {
      for (const by of ['andon', 'sql'] as const) {
        const startedAt = performance.now()
        await answer[by](question)
        if (round > 0) durations[by].push(performance.now() - startedAt)
      }
    }
  }
  return durations
}

function rowsOf(asked: string, durations: Durations): string[][] {
  const row = (by: string, of: readonly number[]): string[] => [
    asked,
    by,
    ...[quantile(of, 0.5), quantile(of, 0.99), Math.max(...of)].map((ms) => ms.toFixed(3)),
  ]
  return [row('andon', durations.andon), row('plain SQL', durations.sql)]
}
