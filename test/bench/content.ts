import autocannon from 'autocannon'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { choosePorts } from '../../local/processes/ports.js'
import { at } from '../support/at.js'
import { openForgetful, openStrapiRest } from './content-replicas.js'
import { median, printTable } from './report.js'
import { openBenchWorld, type BenchWorld } from './world.js'

const rounds = 5
const seconds = 6
const connections = 50
const notices = 1_000

const query = `query Notices($from: DateTime) { notices(first: 20, filter: { issuedFrom: $from }) { nodes {
  id title summary docNumber issuer issuedOn publishedAt region { code name fullName } } } }`
const fields = ['title', 'summary', 'docNumber', 'issuer', 'issuedOn', 'publishedAt', 'regionCode']
const listed = [
  'filters[disclosure][$eq]=ACTIVE&sort=publishedAt:desc&pagination[pageSize]=20',
  ...fields.map((field, n) => `fields[${String(n)}]=${field}`),
].join('&')

/** The same 20 notices each time: all of them were issued after each of these days. */
const days = Array.from({ length: 51 }, (_, n) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString())
const bodyFor = (from: string): string => JSON.stringify({ query, variables: { from } })
const pathFor = (from: string): string =>
  `/api/notices?${listed}&filters[issuedOn][$gte]=${from.slice(0, 10)}`

/**
 * `same`: everybody asks the same, and equal reads in flight may be shared. `varied`: 51 different requests in turn,
 * so that hardly any two in flight are alike.
 */
const series = { same: days.slice(0, 1), varied: days } as const

type Request = Parameters<typeof autocannon>[0]['requests'][number]
type Target = { name: string; url: string; requestFor: (from: string) => Request }
type Round = { perSecond: number; p99Ms: number }

/** The newest 20 notices: through the gateway with their regions, kept and not, and by Strapi's own REST without. */
export async function benchContent(): Promise<void> {
  const ports = await choosePorts({})
  await using world = await openBenchWorld({ ports })
  mkdirSync(join(world.dataFolder, 'replicas', 'logs'), { recursive: true })
  await addNotices(world)
  await using forgetful = await openForgetful(world, ports)
  await using rest = await openStrapiRest(world, ports)
  const targets: Target[] = [
    graphTarget('andon, kept', world.platform.urls.graph.replace('localhost', '127.0.0.1')),
    graphTarget('andon, nothing kept', forgetful.url),
    { name: `Strapi's REST`, url: rest.url, requestFor: (from) => ({ method: 'GET', path: pathFor(from) }) },
  ]
  await compareAnswers(targets)
  console.log(
    `  ${String(notices)} notices, ${String(connections)} connections, ${String(rounds)} rounds of ${String(seconds)} s each, in turns`,
  )
  const rows = [
    [
      'requests',
      'by',
      'requests/s (median)',
      'of each round',
      'p99 ms (median)',
      '× REST (median of rounds)',
    ],
  ]
  for (const [name, asked] of Object.entries(series)) {
    const results = await takeTurns(targets, asked)
    const beside = results.at(-1) ?? []
    rows.push(...targets.map((target, n) => [name, target.name, ...describe(results[n] ?? [], beside)]))
  }
  printTable(rows)
}

function graphTarget(name: string, url: string): Target {
  const headers = { 'content-type': 'application/json' }
  return { name, url, requestFor: (from) => ({ method: 'POST', headers, body: bodyFor(from) }) }
}

/** The ratio is taken in each round, where both had the same share of the machine. */
function describe(measured: readonly Round[], beside: readonly Round[]): string[] {
  const each = measured.map(({ perSecond }) => perSecond)
  const ratios = each.map((perSecond, n) => perSecond / (beside[n]?.perSecond ?? 1))
  return [
    median(each).toFixed(0),
    each.map((n) => n.toFixed(0)).join(' '),
    median(measured.map(({ p99Ms }) => p99Ms)).toFixed(0),
    median(ratios).toFixed(1),
  ]
}

async function takeTurns(targets: readonly Target[], asked: readonly string[]): Promise<Round[][]> {
  for (const target of targets) await load(target, asked, 3)
  const results: Round[][] = targets.map(() => [])
  for (let round = 0; round < rounds; round += 1)
    for (const [n, target] of targets.entries()) results[n]?.push(await load(target, asked, seconds))
  return results
}

async function load({ url, requestFor }: Target, asked: readonly string[], duration: number): Promise<Round> {
  const result = await autocannon({ url, connections, duration, requests: asked.map(requestFor) })
  if (result.non2xx + result.errors > 0)
    throw new Error(`${url}: ${String(result.non2xx + result.errors)} requests failed`)
  return { perSecond: result.requests.average, p99Ms: result.latency.p99 }
}

/** All must list the same, whatever the day, or the figures compare nothing. */
async function compareAnswers(targets: readonly Target[]): Promise<void> {
  const answers = await Promise.all(
    targets.flatMap((target) => [days[0] ?? '', days[50] ?? ''].map((from) => titlesFrom(target, from))),
  )
  const [first] = answers
  if (first?.titles.includes('（虚构）') !== true || answers.some(({ titles }) => titles !== first.titles))
    throw new Error(`they list different notices: ${JSON.stringify(answers).slice(0, 600)}`)
  console.log(`  the same notices from all; bytes: ${answers.map(({ bytes }) => String(bytes)).join(', ')}`)
}

async function titlesFrom(
  { url, requestFor }: Target,
  from: string,
): Promise<{ titles: string; bytes: number }> {
  const request = requestFor(from)
  const response =
    request.method === 'GET' ? await fetch(new URL(request.path, url)) : await fetch(url, request)
  const answer: unknown = await response.json()
  const rows = at(answer, request.method === 'GET' ? 'data' : 'data.notices.nodes') as
    { title: string }[] | undefined
  const titles = JSON.stringify(rows?.map(({ title }) => title) ?? [])
  return { titles, bytes: JSON.stringify(answer).length }
}

/** Published as Strapi leaves them: a draft and a published row each. */
async function addNotices({ platform }: BenchWorld): Promise<void> {
  const client = new pg.Client({ connectionString: platform.databaseUrls.cms })
  await client.connect()
  await client.query(
    `INSERT INTO notices (document_id, title, summary, body, region_code, doc_number, issuer, issued_on, disclosure,
                          created_at, updated_at, published_at)
     SELECT 'bench' || lpad(n::text, 19, '0'), '关于开展第 ' || n || ' 次安全检查的通知（虚构）', repeat('检查的范围、时间和要求。', 6),
            jsonb_build_array(jsonb_build_object('type', 'paragraph', 'children',
              jsonb_build_array(jsonb_build_object('type', 'text', 'text', repeat('请各单位遵照执行。', 100))))),
            (ARRAY['410100', '410000', '410102', '410200'])[1 + n % 4], '示例〔2026〕' || n || '号', '示例市应急管理局（虚构）',
            '2026-01-01'::date + n % 300, 'ACTIVE', now(), now(),
            CASE WHEN published THEN now() AT TIME ZONE 'UTC' - n * interval '1 hour' END
       FROM generate_series(1, $1::int) AS n CROSS JOIN unnest(ARRAY[true, false]) AS published`,
    [notices],
  )
  await client.query('ANALYZE notices')
  await client.end()
}
