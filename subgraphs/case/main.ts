import 'reflect-metadata'
import { runProcess } from '../../platform/process.js'
import { readSettings, setting } from '../../platform/settings.js'
import { createViewerVerifier } from '../../platform/viewer/signature.js'
import { anchorSettings, createAnchoring } from '../shared/audit/anchoring.js'
import { clockSettings, openClock } from '../shared/clock.js'
import { startConsumer } from '../shared/events/consumer.js'
import { startRelay } from '../shared/events/relay.js'
import { beginWith } from '../shared/jobs/add-job.js'
import { openJobs } from '../shared/jobs/jobs.js'
import { openOrm } from '../shared/orm.js'
import { reachHandlers } from '../shared/reach/reach.service.js'
import { openSubgraphServer } from '../shared/server.js'
import { subgraphSettings } from '../shared/settings.js'
import type { CaseContext } from './context.js'
import { caseEntities } from './entities.js'
import { importPublishedYears } from './deadlines/calendar.service.js'
import { startTermsOfEarlierCases } from './deadlines/earlier-cases.js'
import { caseCrontab, createCaseTasks } from './jobs.js'
import { openingHandlers } from './loop/opening.js'
import { createReporterHandlers } from './loop/reporter-events.js'
import { openSenders } from './notices/notices.js'
import { noticeSettings } from './notices/settings.js'
import { rewardHandlers } from './reward/collect-reward.service.js'
import { buildCaseSchema } from './schema.js'
import { caseSecrets, createCaseContext, openCaseServices } from './services.js'

await runProcess('case', async ({ lifecycle, log }) => {
  const settings = readSettings({
    ...subgraphSettings(4102),
    ...clockSettings,
    ...caseSecrets,
    ...anchorSettings,
    ...noticeSettings,
    CASE_DATABASE_URL: setting.databaseUrl(),
  })
  const databaseUrl = settings.CASE_DATABASE_URL
  const eventsDatabaseUrl = settings.EVENTS_DATABASE_URL
  const clock = openClock(settings)
  const orm = await openOrm({ databaseUrl, schema: 'case', entities: caseEntities, lifecycle })
  const { schema } = await buildCaseSchema()
  const services = openCaseServices({ orm, secrets: settings, clock, notices: settings })

  startRelay({ schema: 'case', databaseUrl, eventsDatabaseUrl, lifecycle, log })
  await importPublishedYears(orm, { clock, log })
  await startTermsOfEarlierCases(orm, log)
  const anchorAudit = createAnchoring({ orm, settings, log })
  const senders = openSenders(settings, lifecycle)
  const tasks = createCaseTasks({ orm, clock, senders, log, anchorAudit })
  await openJobs({ databaseUrl, schema: 'case', tasks, crontab: caseCrontab, lifecycle, log })
  await beginWith(orm, 'anchorAudit')
  await beginWith(orm, 'sweepDeadlines')
  const handlers = {
    ...reachHandlers,
    ...openingHandlers,
    ...createReporterHandlers(clock),
    ...rewardHandlers,
  }
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
  return (await server.listen()).url
})
