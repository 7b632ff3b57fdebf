import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { AcceptReportDocument, LiveCaseCountsDocument } from '../operations/generated/graphql.js'
import { createGraphClient, subscribeTo } from '../support/graph.js'
import { printTable, quantile } from './report.js'
import { openBenchWorld, openCases } from './world.js'

const clients = 100
const acceptances = 40
/** Further apart than the coalescing of live counts, so that each acceptance is a message of its own. */
const pauseMs = 400

/** From the commit of an acceptance to the message at every one of the subscribed clients. */
export async function benchLive(): Promise<void> {
  await using world = await openBenchWorld()
  const { platform } = world
  const cases = await openCases(world, acceptances)
  const token = await world.token('screen.zhengzhou')
  const feeds = Array.from({ length: clients }, () =>
    subscribeTo(platform.urls.subscriptions, LiveCaseCountsDocument, { regionCode: '410100' }, { token }),
  )
  await Promise.all(feeds.map((feed) => feed.next()))
  await sleep(1_000)

  const commits = new pg.Client({ connectionString: platform.databaseUrls.runtime('case') })
  await commits.connect()
  await commits.query('LISTEN andon_outbox_case')
  const officer = createGraphClient(platform.urls.graph, { token: await world.token('intake.zhengzhou') })
  const delays: number[] = []
  for (const [n, caseId] of cases.slice(0, acceptances).entries()) {
    // PostgreSQL tells of the outbox row at the commit, to whoever listens.
    const committed = new Promise<number>((resolve) =>
      commits.once('notification', () => resolve(performance.now())),
    )
    const arrivals = feeds.map(async (feed) => {
      for (;;) if ((await feed.next()).caseCounts.accepted > n) return performance.now()
    })
    await officer.request(AcceptReportDocument, { caseId })
    const committedAt = await committed
    for (const arrivedAt of await Promise.all(arrivals)) delays.push(arrivedAt - committedAt)
    await sleep(pauseMs)
  }
  await commits.end()
  await Promise.all(feeds.map((feed) => feed.close()))
  const figure = (share: number): string => quantile(delays, share).toFixed(1)
  console.log(
    `  ${String(clients)} clients on one region, ${String(acceptances)} acceptances, clients in the benchmark's own process`,
  )
  printTable([
    ['commit of an acceptance → message at a client', 'ms'],
    ['p50', figure(0.5)],
    ['p99', figure(0.99)],
    ['slowest', figure(1)],
  ])
}
