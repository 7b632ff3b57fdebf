import 'reflect-metadata'
import { runProcess } from '../../platform/process.js'
import { readSettings, setting } from '../../platform/settings.js'
import { createViewerSigner, createViewerVerifier, readSigningKey } from '../../platform/viewer/signature.js'
import { anchorSettings, createAnchoring } from '../shared/audit/anchoring.js'
import { clockSettings, openClock } from '../shared/clock.js'
import { startConsumer } from '../shared/events/consumer.js'
import { startRelay } from '../shared/events/relay.js'
import { beginWith } from '../shared/jobs/add-job.js'
import { openJobs } from '../shared/jobs/jobs.js'
import { openOrm } from '../shared/orm.js'
import { openSubgraphServer } from '../shared/server.js'
import { subgraphSettings } from '../shared/settings.js'
import type { CaseContext } from './context.js'
import { caseEntities } from './entities.js'
import { createCaseHandlers } from './event-handlers.js'
import { importPublishedYears } from './deadlines/calendar.service.js'
import { startTermsOfEarlierCases } from './deadlines/earlier-cases.js'
import { caseCrontab, createCaseTasks } from './jobs.js'
import { openSenders } from './notices/notices.js'
import { serveExports } from './export/serve-exports.js'
import { listenForCases } from './live/case-changes.js'
import { noticeSettings } from './notices/settings.js'
import { neighbourSettings, openNeighbours } from './references/neighbours.js'
import { buildCaseSchema } from './schema.js'
import { caseSecrets, createCaseContext, openCaseServices } from './services.js'

await runProcess('case', async ({ lifecycle, log }) => {
  const settings = readSettings({
    ...subgraphSettings(4102),
    ...clockSettings,
    ...caseSecrets,
    ...anchorSettings,
    ...noticeSettings,
    ...neighbourSettings,
    CASE_DATABASE_URL: setting.databaseUrl(),
  })
  const databaseUrl = settings.CASE_DATABASE_URL
  const eventsDatabaseUrl = settings.EVENTS_DATABASE_URL
  const clock = openClock(settings)
  const orm = await openOrm({ databaseUrl, schema: 'case', entities: caseEntities, lifecycle })
  const { schema } = await buildCaseSchema()
  const neighbours = openNeighbours({
    reportUrl: settings.REPORT_URL,
    regionUrl: settings.REGION_URL,
    sign: createViewerSigner({ kid: 'case', key: readSigningKey(settings.SERVICE_SIGNING_KEY) }),
    lifecycle,
    log,
  })
  const services = openCaseServices({ orm, secrets: settings, clock, notices: settings, neighbours })

  startRelay({ schema: 'case', databaseUrl, eventsDatabaseUrl, lifecycle, log })
  await importPublishedYears(orm, { clock, log })
  await startTermsOfEarlierCases(orm, log)
  const anchorAudit = createAnchoring({ orm, settings, log })
  const senders = openSenders(settings, lifecycle)
  const tasks = createCaseTasks({ orm, clock, senders, log, anchorAudit })
  await openJobs({ databaseUrl, schema: 'case', tasks, crontab: caseCrontab, lifecycle, log })
  await beginWith(orm, 'anchorAudit')
  await beginWith(orm, 'sweepDeadlines')
  const handlers = createCaseHandlers(clock)
  listenForCases(services.changes, { databaseUrl, lifecycle, log })
  startConsumer({ consumer: 'case', orm, eventsDatabaseUrl, handlers, lifecycle, log })

  const server = await openSubgraphServer<CaseContext>({
    schema,
    verifyViewer: createViewerVerifier({ audience: 'case', keys: settings.TRUSTED_KEYS }),
    createContext: (signed) => createCaseContext({ orm, log, services }, signed),
    host: settings.HOST,
    port: settings.PORT,
    lifecycle,
    log,
  })
  serveExports(server.app, { orm, clock, log })
  return (await server.listen()).url
})
