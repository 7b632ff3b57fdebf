import autocannon from 'autocannon'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { z } from 'zod'
import { checkoutFolder } from '../../local/checkout.js'
import { authorityIdOf } from '../../subgraphs/region/authority/authority-id.js'
import { median, printTable } from './report.js'
import { openBenchWorld, openCases, type BenchWorld } from './world.js'

const rounds = 5
const seconds = 8
const connections = 50

const query = `query Cases($regionCode: ID!, $first: Int!) {
  cases(regionCode: $regionCode, first: $first) {
    nodes { id state openedAt region { code name fullName } reports { id mode matterTypes submittedAt } }
  }
}`

const bodyFor = (first: number): string =>
  JSON.stringify({ query, variables: { regionCode: '410100', first } })

/**
 * `same`: everybody asks the same, as a wall of dashboards does, and identical reads in flight may be shared.
 * `varied`: 51 different requests for the same 50 cases, so that hardly anything is alike.
 */
const series = {
  same: [bodyFor(50)],
  varied: Array.from({ length: 51 }, (_, n) => bodyFor(50 + n)),
} as const

type Round = { perSecond: number; p99Ms: number }

/** The list query of the story through our gateway and through stock @apollo/gateway, taking turns. */
export async function benchGateway(): Promise<void> {
  await using world = await openBenchWorld()
  await openCases(world, 50)
  await using stock = await startStock(world)
  const token = await world.token('intake.zhengzhou')
  const targets = { andon: world.platform.urls.graph, stock: stock.url }
  await compareAnswers(targets, token)
  console.log(
    `  50 cases with region and report, ${String(connections)} connections, ${String(rounds)} rounds of ${String(seconds)} s each, alternating`,
  )
  const rows = [['requests', 'gateway', 'requests/s (median)', 'of each round', 'p99 ms (median)']]
  for (const [name, bodies] of Object.entries(series)) {
    const results = await takeTurns(targets, token, bodies)
    for (const gateway of ['andon', 'stock'] as const)
      rows.push([name, gateway, ...describe(results[gateway])])
    const ratio = median(perSecond(results.andon)) / median(perSecond(results.stock))
    rows.push([name, 'andon / stock', ratio.toFixed(2), '', ''])
  }
  printTable(rows)
}

async function takeTurns(
  targets: Record<'andon' | 'stock', string>,
  token: string,
  bodies: readonly string[],
) {
  const results: Record<keyof typeof targets, Round[]> = { andon: [], stock: [] }
  for (const url of Object.values(targets)) await load({ url, token, bodies, duration: 3 })
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ['andon', 'stock'] as const) {
      results[name].push(await load({ url: targets[name], token, bodies, duration: seconds }))
    }
  }
  return results
}

function perSecond(measured: readonly Round[]): number[] {
  return measured.map((round) => round.perSecond)
}

function describe(measured: readonly Round[]): string[] {
  const each = perSecond(measured)
  return [
    median(each).toFixed(0),
    each.map((n) => n.toFixed(0)).join(' '),
    median(measured.map((round) => round.p99Ms)).toFixed(0),
  ]
}

async function startStock(world: BenchWorld): Promise<{ url: string } & AsyncDisposable> {
  const { platform } = world
  const child = fork(join(checkoutFolder, 'dist', 'test', 'bench', 'stock-gateway.js'), {
    env: {
      PATH: process.env['PATH'],
      APOLLO_TELEMETRY_DISABLED: 'true',
      NODE_ENV: 'production',
      SUPERGRAPH: join(checkoutFolder, 'gateway', 'supergraph', 'supergraph.graphql'),
      GATEWAY_SIGNING_KEY: platform.secrets.signers.gateway.privateKey,
      VIEWER: JSON.stringify({
        kind: 'STAFF',
        subject: 'bench',
        roles: ['INTAKE_OFFICER'],
        authorityId: authorityIdOf('410100'),
      }),
      SUBGRAPHS: JSON.stringify(platform.subgraphUrls),
    },
  })
  const [message] = (await once(child, 'message')) as [unknown]
  const { url } = z.object({ url: z.string() }).parse(message)
  return {
    url,
    [Symbol.asyncDispose]: async () => {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

/** Both must give the same answer, or the figures compare nothing. */
async function compareAnswers(targets: Record<string, string>, token: string): Promise<void> {
  const answers = await Promise.all(
    Object.values(targets).map(async (url) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
      const response = await fetch(url, { method: 'POST', headers, body: bodyFor(50) })
      return JSON.stringify(await response.json())
    }),
  )
  if (answers[0] !== answers[1] || !answers[0]?.includes('"reports":[{')) {
    throw new Error(
      `the two gateways answer differently: ${answers.map((answer) => answer.slice(0, 300)).join(' | ')}`,
    )
  }
  console.log(`  the answers are the same, ${(answers[0].length / 1024).toFixed(1)} KB`)
}

async function load(run: {
  url: string
  token: string
  bodies: readonly string[]
  duration: number
}): Promise<Round> {
  const { url, token, bodies, duration } = run
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
  const requests = bodies.map((body) => ({ method: 'POST' as const, headers, body }))
  const result = await autocannon({ url, connections, duration, requests })
  if (result.non2xx + result.errors > 0)
    throw new Error(`${String(result.non2xx + result.errors)} requests failed`)
  return { perSecond: result.requests.average, p99Ms: result.latency.p99 }
}
