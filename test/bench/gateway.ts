import { fork, spawn } from 'node:child_process'
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

const query = `query Cases($regionCode: ID!) {
  cases(regionCode: $regionCode, first: 50) {
    nodes { id state openedAt region { code name fullName } reports { id mode matterTypes submittedAt } }
  }
}`

type Round = { perSecond: number; p99Ms: number }

/** The list query of the story through our gateway and through stock @apollo/gateway, taking turns. */
export async function benchGateway(): Promise<void> {
  await using world = await openBenchWorld()
  await openCases(world, 50)
  await using stock = await startStock(world)
  const token = await world.token('intake.zhengzhou')
  const targets = { andon: world.platform.urls.graph, stock: stock.url }
  await compareAnswers(targets, token)
  const results: Record<keyof typeof targets, Round[]> = { andon: [], stock: [] }
  for (const url of Object.values(targets)) await load(url, token, 3)
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ['andon', 'stock'] as const)
      results[name].push(await load(targets[name], token, seconds))
  }
  const row = (name: keyof typeof targets) => {
    const measured = results[name]
    const perSecond = measured.map((round) => round.perSecond)
    return [
      name,
      median(perSecond).toFixed(0),
      perSecond.map((n) => n.toFixed(0)).join(' '),
      median(measured.map((round) => round.p99Ms)).toFixed(0),
    ]
  }
  console.log(
    `  50 cases with region and report, ${String(connections)} connections, ${String(rounds)} rounds of ${String(seconds)} s each, alternating`,
  )
  printTable([['gateway', 'requests/s (median)', 'rounds', 'p99 ms (median)'], row('andon'), row('stock')])
  const ratio =
    median(results.andon.map((round) => round.perSecond)) /
    median(results.stock.map((round) => round.perSecond))
  console.log(`  andon / stock = ${ratio.toFixed(2)}`)
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

const body = JSON.stringify({ query, variables: { regionCode: '410100' } })

/** Both must give the same answer, or the figures compare nothing. */
async function compareAnswers(targets: Record<string, string>, token: string): Promise<void> {
  const answers = await Promise.all(
    Object.values(targets).map(async (url) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` }
      const response = await fetch(url, { method: 'POST', headers, body })
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

const autocannonShape = z.object({
  requests: z.object({ average: z.number() }),
  latency: z.object({ p99: z.number() }),
  non2xx: z.number(),
  errors: z.number(),
})

async function load(url: string, token: string, forSeconds: number): Promise<Round> {
  const cli = join(checkoutFolder, 'node_modules', 'autocannon', 'autocannon.js')
  const headers = ['-H', 'content-type=application/json', '-H', `authorization=Bearer ${token}`]
  const args = [
    cli,
    '--json',
    '-c',
    String(connections),
    '-d',
    String(forSeconds),
    '-m',
    'POST',
    ...headers,
    '-b',
    body,
    url,
  ]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (output += chunk))
  await once(child, 'close')
  const result = autocannonShape.parse(JSON.parse(output))
  if (result.non2xx + result.errors > 0)
    throw new Error(`${String(result.non2xx + result.errors)} requests failed`)
  return { perSecond: result.requests.average, p99Ms: result.latency.p99 }
}
