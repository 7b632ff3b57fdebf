import 'reflect-metadata'
import { runProcess } from '../../platform/process.js'
import { readSettings, setting } from '../../platform/settings.js'
import { createViewerSigner, createViewerVerifier, readSigningKey } from '../../platform/viewer/signature.js'
import { anchorSettings, createAnchoring } from '../shared/audit/anchoring.js'
import { startConsumer } from '../shared/events/consumer.js'
import { startRelay } from '../shared/events/relay.js'
import { beginWith } from '../shared/jobs/add-job.js'
import { openJobs } from '../shared/jobs/jobs.js'
import { openOrm } from '../shared/orm.js'
import { openSubgraphServer } from '../shared/server.js'
import { subgraphSettings } from '../shared/settings.js'
import { reportHandlers } from './event-handlers.js'
import type { ReportContext } from './context.js'
import { reportEntities } from './entities.js'
import { evidenceSettings } from './evidence/settings.js'
import { createReportTasks, reportCrontab } from './jobs.js'
import { sealingSettings } from './identity-vault/keys/sealing-settings.js'
import { markSettings } from './marks/settings.js'
import { createRegionClient } from './references/region.client.js'
import { retentionSettings } from './retention/settings.js'
import { buildReportSchema } from './schema.js'
import { noticeSettings } from './notices/settings.js'
import { wechatSettings } from './wechat/settings.js'
import { createReportContext, openReportServices, reportSecrets } from './services.js'

await runProcess('report', async ({ lifecycle, log }) => {
  const settings = readSettings({
    ...subgraphSettings(4101),
    ...reportSecrets,
    ...evidenceSettings,
    ...sealingSettings,
    ...anchorSettings,
    ...retentionSettings,
    ...wechatSettings,
    ...markSettings,
    ...noticeSettings,
    REPORT_DATABASE_URL: setting.databaseUrl(),
    REGION_URL: setting.url(),
    SERVICE_SIGNING_KEY: setting.base64(),
  })
  const databaseUrl = settings.REPORT_DATABASE_URL
  const eventsDatabaseUrl = settings.EVENTS_DATABASE_URL
  const key = readSigningKey(settings.SERVICE_SIGNING_KEY)
  const orm = await openOrm({ databaseUrl, schema: 'report', entities: reportEntities, lifecycle })
  const { schema } = await buildReportSchema()

  const locate = createRegionClient({
    url: settings.REGION_URL,
    sign: createViewerSigner({ kid: 'report', key }),
    lifecycle,
    log,
  })
  const services = await openReportServices({
    orm,
    databaseUrl,
    lifecycle,
    secrets: settings,
    evidence: settings,
    sealing: settings,
    wechat: settings,
    markAnswerDays: settings.MARK_ANSWER_DAYS,
    notices: settings,
    locate,
    key,
    log,
  })

  startRelay({ schema: 'report', databaseUrl, eventsDatabaseUrl, lifecycle, log })
  const anchorAudit = createAnchoring({ orm, settings, log })
  const tasks = createReportTasks({ orm, ...services, settings, anchorAudit, now: () => new Date() })
  await openJobs({ databaseUrl, schema: 'report', tasks, crontab: reportCrontab, lifecycle, log })
  await beginWith(orm, 'anchorAudit')
  startConsumer({ consumer: 'report', orm, eventsDatabaseUrl, handlers: reportHandlers, lifecycle, log })

  const server = await openSubgraphServer<ReportContext>({
    schema,
    verifyViewer: createViewerVerifier({ audience: 'report', keys: settings.TRUSTED_KEYS }),
    createContext: (signed) => createReportContext({ orm, log, services }, signed),
    host: settings.HOST,
    port: settings.PORT,
    lifecycle,
    log,
  })
  services.serveEvidence(server.app)
  return (await server.listen()).url
})
