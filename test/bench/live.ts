import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { loadavg } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { AcceptReportDocument, LiveCaseCountsDocument } from '../operations/generated/graphql.js'
import { createGraphClient } from '../support/graph.js'
import type { FromBare, FromClients, ToBare, ToClients } from './live-protocol.js'
import { processesBelow, pssOf } from './memory.js'
import { printTable, quantile } from './report.js'
import { openBenchWorld, openCases, type BenchWorld } from './world.js'

const sizes = [100, 1_000, 10_000] as const
const acceptances = 12
/** Further apart than the coalescing of live counts, so that each acceptance is a message of its own. */
const pauseMs = 500

type Measured = { delays: number[]; memoryMiB: number; text: string }

/** From the commit of an acceptance to the message at every client of one region, beside a bare `ws` server. */
export async function benchLive(): Promise<void> {
  await using world = await openBenchWorld()
  const cases = await openCases(world, sizes.length * acceptances)
  const rows: string[][] = []
  for (const [n, clients] of sizes.entries()) {
    const own = await measureGraph(world, clients, {
      cases: cases.slice(n * acceptances, (n + 1) * acceptances),
      acceptedBefore: n * acceptances,
    })
    rows.push(rowOf(clients, 'andon, from the commit', own))
    rows.push(rowOf(clients, 'bare ws, from the first send', await measureBare(clients, own.text)))
  }
  console.log(`  ${String(acceptances)} messages each, clients in a process of their own`)
  printTable([['clients', 'server', 'p50 ms', 'p99', 'slowest', 'bytes', 'KiB per client', 'load'], ...rows])
}

function rowOf(clients: number, server: string, { delays, memoryMiB, text }: Measured): string[] {
  const figure = (share: number): string => quantile(delays, share).toFixed(1)
  const perClient = ((memoryMiB * 1024) / clients).toFixed(1)
  const figures = [figure(0.5), figure(0.99), figure(1)]
  const bytes = String(Buffer.byteLength(text))
  return [
    clients.toLocaleString('en-US'),
    server,
    ...figures,
    bytes,
    perClient,
    loadavg()[0]?.toFixed(1) ?? '',
  ]
}

async function measureGraph(
  world: BenchWorld,
  count: number,
  { cases, acceptedBefore }: { cases: readonly string[]; acceptedBefore: number },
): Promise<Measured> {
  const { platform } = world
  const authorization = `Bearer ${await world.token('screen.zhengzhou')}`
  const query = LiveCaseCountsDocument.toString()
  const gateway = gatewayPid()
  const before = pssOf(gateway)
  await using clients = openClients()
  await clients.open({
    url: platform.urls.subscriptions,
    count,
    init: JSON.stringify({ type: 'connection_init', payload: { authorization } }),
    subscribe: JSON.stringify({
      id: '1',
      type: 'subscribe',
      payload: { query, variables: { regionCode: '410100' } },
    }),
  })
  await sleep(2_000)
  const memoryMiB = pssOf(gateway) - before
  const commits = new pg.Client({ connectionString: platform.databaseUrls.runtime('case') })
  await commits.connect()
  await commits.query('LISTEN andon_outbox_case')
  const officer = createGraphClient(platform.urls.graph, { token: await world.token('intake.zhengzhou') })
  const measured: Measured = { delays: [], memoryMiB, text: '' }
  for (const [n, caseId] of cases.entries()) {
    const arrived = clients.await(`"accepted":${String(acceptedBefore + n + 1)},`)
    // PostgreSQL tells of the outbox row at the commit, to whoever listens.
    const committed = new Promise<number>((resolve) => commits.once('notification', () => resolve(now())))
    await officer.request(AcceptReportDocument, { caseId })
    const committedAt = await committed
    const { arrivals, text } = await arrived
    for (const arrivedAt of arrivals) measured.delays.push(arrivedAt - committedAt)
    measured.text = text
    await sleep(pauseMs)
  }
  await commits.end()
  return measured
}

async function measureBare(count: number, text: string): Promise<Measured> {
  const server = fork(fileURLToPath(new URL('live-bare.js', import.meta.url)))
  const ask = (message: ToBare) => server.send(message)
  try {
    const { url } = await heard<Extract<FromBare, { told: 'listening' }>>(server, 'listening')
    const before = pssOf(server.pid ?? 0)
    await using clients = openClients()
    await clients.open({ url, count, init: undefined, subscribe: undefined })
    await sleep(2_000)
    const measured: Measured = { delays: [], memoryMiB: pssOf(server.pid ?? 0) - before, text }
    for (let n = 0; n < acceptances; n += 1) {
      const arrived = clients.await('"next"')
      const sent = heard<Extract<FromBare, { told: 'sent' }>>(server, 'sent')
      ask({ do: 'broadcast', text })
      const { at } = await sent
      for (const arrivedAt of (await arrived).arrivals) measured.delays.push(arrivedAt - at)
      await sleep(pauseMs)
    }
    return measured
  } finally {
    ask({ do: 'close' })
    if (server.exitCode === null) await once(server, 'exit')
  }
}

function openClients() {
  const child = fork(fileURLToPath(new URL('live-clients.js', import.meta.url)))
  const ask = (message: ToClients) => child.send(message)
  return {
    open: async (how: Omit<Extract<ToClients, { do: 'open' }>, 'do'>) => {
      ask({ do: 'open', ...how })
      await heard(child, 'opened')
    },
    await: (round: string) => {
      ask({ do: 'await', round })
      return heard<Extract<FromClients, { told: 'arrived' }>>(child, 'arrived')
    },
    [Symbol.asyncDispose]: async () => {
      ask({ do: 'close' })
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}

function heard<Message extends { told: string }>(
  child: ChildProcess,
  told: Message['told'],
): Promise<Message> {
  return new Promise((resolve, reject) => {
    const listen = (message: Message): void => {
      if (message.told !== told) return
      child.off('message', listen)
      child.off('exit', fail)
      resolve(message)
    }
    const fail = (): void => reject(new Error(`ended before it told: ${told}`))
    child.on('message', listen)
    child.once('exit', fail)
  })
}

function gatewayPid(): number {
  const found = processesBelow(process.pid).find(({ name }) => name === 'gateway/main.js')
  if (found === undefined) throw new Error('the gateway does not run below this process')
  return found.pid
}

const now = (): number => Number(process.hrtime.bigint()) / 1e6
