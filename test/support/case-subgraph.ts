import type { MikroORM } from '@mikro-orm/postgresql'
import { randomBytes, randomUUID } from 'node:crypto'
import { Lifecycle } from '../../platform/lifecycle.js'
import { createViewerVerifier, type SignViewer } from '../../platform/viewer/signature.js'
import type { Viewer } from '../../platform/viewer/viewer.js'
import type { CaseContext } from '../../subgraphs/case/context.js'
import { importPublishedYears } from '../../subgraphs/case/deadlines/calendar.service.js'
import { caseEntities } from '../../subgraphs/case/entities.js'
import { createCaseHandlers } from '../../subgraphs/case/event-handlers.js'
import type { NoticeSettings } from '../../subgraphs/case/notices/settings.js'
import { openNeighbours } from '../../subgraphs/case/references/neighbours.js'
import { serveExports } from '../../subgraphs/case/export/serve-exports.js'
import { listenForCases } from '../../subgraphs/case/live/case-changes.js'
import { buildCaseSchema } from '../../subgraphs/case/schema.js'
import {
  createCaseContext,
  openCaseServices,
  type CaseSecrets,
  type CaseServices,
} from '../../subgraphs/case/services.js'
import { createReasonKeys } from '../../subgraphs/shared/audit/reason-keys.js'
import type { Clock } from '../../subgraphs/shared/clock.js'
import { startConsumer } from '../../subgraphs/shared/events/consumer.js'
import { openOrm } from '../../subgraphs/shared/orm.js'
import { readEnvelopeKeys } from '../../subgraphs/shared/sealed-content/envelope-keys.js'
import { openSubgraphServer } from '../../subgraphs/shared/server.js'
import { openTestDatabase, type TestDatabase } from './database.js'
import { appendEvents, paths, reportSubmitted } from './events.js'
import { countQueries, type QueryCount } from './query-count.js'
import { createTestSigners } from './signers.js'
import { silentLog } from './silent-log.js'
import { soon } from './soon.js'
import { createSubgraphClient, type SubgraphAnswer, type SubgraphClient } from './subgraph-client.js'

/** The case subgraph on a database of its own, without its relay: events stay in the outbox for the test to see. */
export type CaseSubgraph = SubgraphClient & {
  /** Where it listens, for what is fetched beside the graph. */
  url: string
  database: TestDatabase
  orm: MikroORM
  services: CaseServices
  queries: QueryCount
  /** Submits a report and gives the id of the case it opens. */
  openCase: (path?: readonly string[]) => Promise<string>
  accept: (viewer: Viewer, caseId: string) => Promise<SubgraphAnswer>
  /** What case has to tell of a case, in order. */
  eventsAbout: (caseId: string) => Promise<{ name: string; payload: Record<string, unknown> }[]>
  close: () => Promise<void>
}

/** Subgraphs that run beside it, on one database, and what signs the questions of case to them. */
export type Beside = { database: TestDatabase; reportUrl: string; regionUrl: string; sign: SignViewer }

/**
 * @param clock where every moment comes from, for a test that moves it
 * @param beside who closes first closes alone: the database stays its owner's
 */
export async function openCaseSubgraph(
  clock: Clock = () => new Date(),
  beside?: Beside,
): Promise<CaseSubgraph> {
  const database = beside?.database ?? (await openTestDatabase())
  const lifecycle = new Lifecycle(silentLog)
  if (beside === undefined) lifecycle.onClose('database', () => database[Symbol.asyncDispose]())
  const databaseUrl = database.runtimeUrl('case')
  const orm = await openOrm({ databaseUrl, schema: 'case', entities: caseEntities, lifecycle })
  const log = silentLog
  const neighbours = openNeighbours({ ...(beside ?? nobodyBeside()), lifecycle, log })
  const services = openCaseServices({ orm, secrets: testSecrets(), clock, notices: testNotices, neighbours })
  const handlers = createCaseHandlers(clock)
  await importPublishedYears(orm, { clock, log })
  listenForCases(services.changes, { databaseUrl, lifecycle, log })
  startConsumer({ consumer: 'case', orm, eventsDatabaseUrl: databaseUrl, handlers, lifecycle, log })
  const signers = createTestSigners('gateway')
  const server = await openSubgraphServer<CaseContext>({
    schema: (await buildCaseSchema()).schema,
    verifyViewer: createViewerVerifier({ audience: 'case', keys: signers.trustedKeys }),
    createContext: (signed) => createCaseContext({ orm, log, services }, signed),
    host: '127.0.0.1',
    port: 0,
    lifecycle,
    log,
  })
  serveExports(server.app, { orm, clock, log })
  const { url } = await server.listen()
  const client = createSubgraphClient({ url, audience: 'case', sign: signers.sign('gateway') })
  return {
    ...client,
    url,
    database,
    orm,
    services,
    queries: countQueries(orm),
    openCase: (path = paths.zhongyuan) => openCase(database, path),
    accept: (viewer, id) => client.ask({ query: accept, variables: { id }, viewer }),
    eventsAbout: (caseId) =>
      database.ask('SELECT name, payload FROM "case".outbox WHERE subject = $1 ORDER BY sequence', [caseId]),
    close: () => lifecycle.close(),
  }
}

/** Nobody answers there. */
function nobodyBeside(): Omit<Beside, 'database'> {
  const url = 'http://127.0.0.1:1/graphql'
  return { reportUrl: url, regionUrl: url, sign: createTestSigners('case').sign('case') }
}

const accept = 'mutation($id: ID!) { acceptReport(caseId: $id) { id state version acceptedAt } }'

async function openCase(database: TestDatabase, path: readonly string[]): Promise<string> {
  const reportId = randomUUID()
  await appendEvents(database, reportSubmitted(path, reportId))
  return soon(async () => {
    const [link] = await database.ask<{ case_id: string }>(
      'SELECT case_id FROM "case".case_report WHERE report_id = $1',
      [reportId],
    )
    if (link === undefined) throw new Error('no case is opened')
    return link.case_id
  })
}

const testNotices: NoticeSettings = {
  NOTICE_FROM: 'andon@example.cn',
  NOTICE_WEBHOOK_HOSTS: ['hooks.example.cn'],
}

function testSecrets(): CaseSecrets {
  return {
    CASE_ENVELOPE_KEY: readEnvelopeKeys([randomBytes(32)]),
    AUDIT_REASON_KEY: createReasonKeys([randomBytes(32)]),
  }
}
