import { randomBytes, type KeyObject } from 'node:crypto'
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { SuiteName } from '../../client/sealing/suite.js'
import { Lifecycle } from '../../platform/lifecycle.js'
import { readSettings } from '../../platform/settings.js'
import { createViewerVerifier, viewerHeader } from '../../platform/viewer/signature.js'
import { anonymous, type Viewer } from '../../platform/viewer/viewer.js'
import { readEnvelopeKeys } from '../../subgraphs/shared/sealed-content/envelope-keys.js'
import { reportHandlers } from '../../subgraphs/report/event-handlers.js'
import type { ReportContext } from '../../subgraphs/report/context.js'
import { reportEntities } from '../../subgraphs/report/entities.js'
import { createReportTasks, reportCrontab } from '../../subgraphs/report/jobs.js'
import { createRegionClient } from '../../subgraphs/report/references/region.client.js'
import type { SealingSettings } from '../../subgraphs/report/identity-vault/keys/sealing-settings.js'
import type { EvidenceSettings } from '../../subgraphs/report/evidence/settings.js'
import { buildReportSchema } from '../../subgraphs/report/schema.js'
import {
  createReportContext,
  openReportServices,
  type ReportSecrets,
  type ReportServices,
} from '../../subgraphs/report/services.js'
import { createAnchoring } from '../../subgraphs/shared/audit/anchoring.js'
import { createReasonKeys } from '../../subgraphs/shared/audit/reason-keys.js'
import { noticeSettings, type NoticeSettings } from '../../subgraphs/report/notices/settings.js'
import { wechatSettings, type WeChatSettings } from '../../subgraphs/report/wechat/settings.js'
import { startConsumer } from '../../subgraphs/shared/events/consumer.js'
import { openJobs } from '../../subgraphs/shared/jobs/jobs.js'
import { openOrm } from '../../subgraphs/shared/orm.js'
import { openSubgraphServer } from '../../subgraphs/shared/server.js'
import { openAnchorSettings } from './anchor-settings.js'
import type { Beside } from './case-subgraph.js'
import { openTestDatabase, type TestDatabase } from './database.js'
import { countQueries, type QueryCount } from './query-count.js'
import { openEvidenceSettings } from './evidence-settings.js'
import { openRegionSubgraph } from './region-subgraph.js'
import { openTestCustody, type TestCustody } from './custody.js'
import { createTestSigners } from './signers.js'
import { silentLog } from './silent-log.js'
import { createSubgraphClient, createSubgraphLink, type SubgraphClient } from './subgraph-client.js'

/** The report subgraph with the real region beside it, without its relay: events stay in the outbox to be seen. */
export type ReportSubgraph = SubgraphClient & {
  /** A link of its own for one subscription. */
  subscribe: (
    query: string,
    viewer: Viewer,
  ) => AsyncIterableIterator<unknown> & { leave: () => Promise<void> }
  database: TestDatabase
  queries: QueryCount
  /** What the process itself holds, for what no field of the graph calls yet. */
  services: ReportServices
  em: () => EntityManager
  /** For a case subgraph beside it, on the same database. */
  beside: Beside
  /** Asks as the case subgraph does, by its own signature. */
  asCase: SubgraphClient['ask']
  /** What verifies a receipt session. */
  sessionKey: KeyObject
  stopRegion: () => Promise<void>
  startRegion: () => Promise<void>
  /** Where uploads go, as the gateway passes them on. */
  url: string
  evidenceFolder: string
  /** Who holds keys here: the demonstration's people, with their files for the custodian's program. */
  custody: TestCustody
  sweepEvidence: () => Promise<void>
  close: () => Promise<void>
}

/**
 * @param changes settings of evidence and of WeChat, where a test wants other ones
 * @param sealing the suite identities are sealed with, or NONE where nobody has published a bundle
 */
export async function openReportSubgraph(
  changes: Record<string, string> = {},
  sealing: SuiteName | 'NONE' = 'INTL_1',
): Promise<ReportSubgraph> {
  const database = await openTestDatabase()
  const lifecycle = new Lifecycle(silentLog)
  lifecycle.onClose('database', () => database[Symbol.asyncDispose]())
  const signers = createTestSigners('gateway', 'report', 'case')
  let region = new Lifecycle(silentLog)
  lifecycle.onClose('region', () => region.close())
  const { trustedKeys } = signers
  const regionUrl = await openRegionSubgraph({ database, trustedKeys, lifecycle: region })
  const databaseUrl = database.runtimeUrl('report')
  const orm = await openOrm({ databaseUrl, schema: 'report', entities: reportEntities, lifecycle })
  const log = silentLog
  const handlers = reportHandlers
  startConsumer({ consumer: 'report', orm, eventsDatabaseUrl: databaseUrl, handlers, lifecycle, log })
  const evidence = openEvidenceSettings(lifecycle, changes)
  const custody = openTestCustody(lifecycle, sealing === 'NONE' ? 'INTL_1' : sealing)
  const { url, services } = await serveReports({
    evidence,
    sealing: custody.settings,
    notices: readSettings(noticeSettings, changes),
    wechat: readSettings(wechatSettings, { WECHAT_ID_KEY: randomBytes(32).toString('base64'), ...changes }),
    orm,
    databaseUrl,
    regionUrl: `${regionUrl}/graphql`,
    signers,
    lifecycle,
  })
  if (sealing !== 'NONE') await custody.publish(url, signers.key('gateway'))
  const sign = signers.sign('gateway')
  const token = (viewer: Viewer) => sign({ audience: 'report', viewer, language: 'zh' })
  return {
    ...createSubgraphClient({ url, audience: 'report', sign }),
    url,
    sweepEvidence: services.sweepEvidence,
    custody,
    evidenceFolder: evidence.EVIDENCE_FOLDER ?? '',
    subscribe: (query, viewer) => {
      const link = createSubgraphLink(url, { [viewerHeader]: token(anonymous) })
      const source = link.iterate({ query, extensions: { [viewerHeader]: token(viewer) } })
      const leave = async () => {
        await source.return?.()
        await link.dispose()
      }
      return Object.assign(source, { leave })
    },
    database,
    queries: countQueries(orm),
    services,
    em: () => orm.em.fork(),
    beside: {
      database,
      reportUrl: `${url}/graphql`,
      regionUrl: `${regionUrl}/graphql`,
      sign: signers.sign('case'),
    },
    asCase: createSubgraphClient({ url, audience: 'report', sign: signers.sign('case') }).ask,
    sessionKey: signers.key('report'),
    stopRegion: () => region.close(),
    startRegion: async () => {
      region = new Lifecycle(silentLog)
      const port = Number(new URL(regionUrl).port)
      await openRegionSubgraph({ database, trustedKeys, lifecycle: region, port })
    },
    close: () => lifecycle.close(),
  }
}

async function serveReports(means: {
  evidence: EvidenceSettings
  sealing: SealingSettings
  wechat: WeChatSettings
  notices: NoticeSettings
  orm: MikroORM
  databaseUrl: string
  regionUrl: string
  signers: ReturnType<typeof createTestSigners<'gateway' | 'report' | 'case'>>
  lifecycle: Lifecycle
}): Promise<{ url: string; services: ReportServices }> {
  const { orm, databaseUrl, regionUrl, signers, lifecycle } = means
  const log = silentLog
  const locate = createRegionClient({ url: regionUrl, sign: signers.sign('report'), lifecycle, log })
  const services = await openReportServices({
    orm,
    databaseUrl,
    lifecycle,
    secrets: testSecrets(),
    evidence: means.evidence,
    sealing: means.sealing,
    wechat: means.wechat,
    markAnswerDays: 15,
    notices: means.notices,
    locate,
    key: signers.key('report'),
    log,
  })
  const anchorAudit = createAnchoring({ orm, settings: openAnchorSettings(lifecycle), log })
  const settings = { KEY_BACKUP_DAYS: 7, BACKUP_DAYS: 35 }
  const tasks = createReportTasks({ orm, ...services, settings, anchorAudit, now: () => new Date() })
  await openJobs({ databaseUrl, schema: 'report', tasks, crontab: reportCrontab, lifecycle, log })
  const server = await openSubgraphServer<ReportContext>({
    schema: (await buildReportSchema()).schema,
    verifyViewer: createViewerVerifier({ audience: 'report', keys: signers.trustedKeys }),
    createContext: (signed) => createReportContext({ orm, log, services }, signed),
    host: '127.0.0.1',
    port: 0,
    lifecycle,
    log,
  })
  services.serveEvidence(server.app)
  return { url: (await server.listen()).url, services }
}

function testSecrets(): ReportSecrets {
  return {
    RECEIPT_SALT: randomBytes(32),
    RECEIPT_FIND_PEPPER: randomBytes(32),
    RECEIPT_OPEN_PEPPER: randomBytes(32),
    CONTENT_ENVELOPE_KEY: readEnvelopeKeys([randomBytes(32)]),
    BLIND_INDEX_KEY: randomBytes(32),
    PROOF_OF_WORK_KEY: randomBytes(32),
    AUDIT_REASON_KEY: createReasonKeys([randomBytes(32)]),
  }
}
