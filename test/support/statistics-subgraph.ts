import type { MikroORM } from '@mikro-orm/postgresql'
import { randomBytes } from 'node:crypto'
import { Lifecycle } from '../../platform/lifecycle.js'
import { createViewerVerifier, viewerHeader } from '../../platform/viewer/signature.js'
import { anonymous, type Viewer } from '../../platform/viewer/viewer.js'
import type { Clock } from '../../subgraphs/shared/clock.js'
import { startConsumer } from '../../subgraphs/shared/events/consumer.js'
import { openOrm } from '../../subgraphs/shared/orm.js'
import { reachHandlers } from '../../subgraphs/shared/reach/reach.service.js'
import { readEnvelopeKeys } from '../../subgraphs/shared/sealed-content/envelope-keys.js'
import { openSubgraphServer } from '../../subgraphs/shared/server.js'
import type { Watch } from '../../subgraphs/shared/watch.js'
import type { StatisticsContext } from '../../subgraphs/statistics/context.js'
import type { CountsNow } from '../../subgraphs/statistics/counters/case-counts.service.js'
import { startCounting } from '../../subgraphs/statistics/counters/start-counting.js'
import { startPublicCounts } from '../../subgraphs/statistics/disclosure/start-releases.js'
import { serveFeeds } from '../../subgraphs/statistics/feeds/serve-feeds.js'
import { statisticsEntities } from '../../subgraphs/statistics/entities.js'
import { serveDocuments } from '../../subgraphs/statistics/outreach/documents/serve-documents.js'
import { createPhoneSeal } from '../../subgraphs/statistics/outreach/phone.js'
import { outreachHandlers } from '../../subgraphs/statistics/outreach/records/folding.js'
import { buildStatisticsSchema } from '../../subgraphs/statistics/schema.js'
import { createStatisticsContext } from '../../subgraphs/statistics/services.js'
import { createSubgraphClient as askSubgraph } from '../../subgraphs/shared/service-client.js'
import { openDrawing } from '../../subgraphs/statistics/charts/drawing.js'
import { serveCharts } from '../../subgraphs/statistics/charts/serve-charts.js'
import { createNameRegions, type NameRegions } from '../../subgraphs/statistics/references/region-names.js'
import { openRegionSubgraph } from './region-subgraph.js'
import { openTestDatabase, type TestDatabase } from './database.js'
import { createTestSigners } from './signers.js'
import { silentLog } from './silent-log.js'
import { soon } from './soon.js'
import { createSubgraphClient, createSubgraphLink, type SubgraphClient } from './subgraph-client.js'

export type StatisticsSubgraph = SubgraphClient & {
  /** Where it listens, for what is fetched beside the graph. */
  url: string
  orm: MikroORM
  database: TestDatabase
  countsWatch: Watch<CountsNow>
  /** What is served beside the graph. */
  fetch: (path: string, viewer?: Viewer) => Promise<Response>
  /** A link of its own for one subscription. */
  subscribe: (
    query: string,
    viewer: Viewer,
  ) => AsyncIterableIterator<unknown> & { leave: () => Promise<void> }
  /** One link for many subscriptions, as the gateway has it; each value is told with the key it was asked by. */
  subscribeMany: (
    queries: ReadonlyMap<string, string>,
    viewer: Viewer,
    told: (key: string, value: unknown) => void,
  ) => () => Promise<void>
  /** What the daily job does. */
  releasePublicCounts: () => Promise<void>
  close: () => Promise<void>
}

/**
 * The statistics subgraph on a database of its own, folding what the test appends to the log.
 *
 * @param clock where every moment comes from, for a test that moves it
 */
export async function openStatisticsSubgraph(clock: Clock = () => new Date()): Promise<StatisticsSubgraph> {
  const database = await openTestDatabase()
  const lifecycle = new Lifecycle(silentLog)
  lifecycle.onClose('database', () => database[Symbol.asyncDispose]())
  const log = silentLog
  const databaseUrl = database.runtimeUrl('statistics')
  const orm = await openOrm({ databaseUrl, schema: 'statistics', entities: statisticsEntities, lifecycle })
  const eventsDatabaseUrl = databaseUrl
  startConsumer({ consumer: 'statistics', orm, eventsDatabaseUrl, handlers: reachHandlers, lifecycle, log })
  const countsWatch = startCounting({ orm, databaseUrl, eventsDatabaseUrl, lifecycle, log })
  startConsumer({ consumer: 'outreach', orm, eventsDatabaseUrl, handlers: outreachHandlers, lifecycle, log })
  const settings = { PUBLIC_COUNTS_K: 6, PUBLIC_COUNTS_REGION: '000000' }
  const releasePublicCounts = startPublicCounts({ orm, eventsDatabaseUrl, clock, settings, lifecycle, log })
  const phones = createPhoneSeal(readEnvelopeKeys([randomBytes(32)]))
  const services = { clock, countsWatch, phones }
  const signers = createTestSigners('gateway')
  const sign = signers.sign('gateway')
  const verifyViewer = createViewerVerifier({ audience: 'statistics', keys: signers.trustedKeys })
  const server = await openSubgraphServer<StatisticsContext>({
    schema: (await buildStatisticsSchema()).schema,
    verifyViewer,
    createContext: (signed) => createStatisticsContext({ orm, log, services }, signed),
    host: '127.0.0.1',
    port: 0,
    lifecycle,
    log,
  })
  const beside = { orm, verifyViewer, clock, log }
  serveFeeds(server.app, { ...beside, publicUrl: undefined })
  const nameRegions = namesOfRealRegion(database, lifecycle)
  serveDocuments(server.app, { orm, clock, log, nameRegions, phones })
  serveCharts(server.app, { ...beside, nameRegions, draw: openDrawing(lifecycle) })
  const { url } = await server.listen()
  await soon(async () => expectNone(await lifecycle.notReady()))
  const token = (viewer: Viewer) => sign({ audience: 'statistics', viewer, language: 'zh' })
  return {
    ...createSubgraphClient({ url, audience: 'statistics', sign }),
    url,
    orm,
    database,
    countsWatch,
    releasePublicCounts,
    fetch: (path, viewer = anonymous) =>
      fetch(new URL(path, url), { headers: { [viewerHeader]: token(viewer) } }),
    subscribe: (query, viewer) => {
      const link = createSubgraphLink(url, { [viewerHeader]: token(anonymous) })
      const source = link.iterate({ query, extensions: { [viewerHeader]: token(viewer) } })
      const leave = async () => {
        await source.return?.()
        await link.dispose()
      }
      return Object.assign(source, { leave })
    },
    subscribeMany: (queries, viewer, told) => {
      const link = createSubgraphLink(url, { [viewerHeader]: token(anonymous) })
      const extensions = { [viewerHeader]: token(viewer) }
      for (const [key, query] of queries)
        link.subscribe(
          { query, extensions },
          {
            next: ({ data, errors }) => told(key, errors ?? data),
            error: (error) => told(key, error),
            complete: () => undefined,
          },
        )
      return async () => link.dispose()
    },
    close: () => lifecycle.close(),
  }
}

/** Region is started by the first name that is asked for: few tests need one. */
function namesOfRealRegion(database: TestDatabase, lifecycle: Lifecycle): NameRegions {
  const signers = createTestSigners('statistics')
  let started: Promise<NameRegions> | undefined
  const start = async (): Promise<NameRegions> => {
    const url = await openRegionSubgraph({ database, trustedKeys: signers.trustedKeys, lifecycle })
    const whom = { service: 'statistics', audience: 'region', url: `${url}/graphql` }
    return createNameRegions(
      askSubgraph({ ...whom, sign: signers.sign('statistics'), lifecycle, log: silentLog }),
    )
  }
  return async (code) => (await (started ??= start()))(code)
}

function expectNone(waiting: string[]): void {
  if (waiting.length > 0) throw new Error(`not ready: ${waiting.join(', ')}`)
}
