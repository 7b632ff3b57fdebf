import 'reflect-metadata'
import { runProcess } from '../../platform/process.js'
import { readSettings, setting } from '../../platform/settings.js'
import { createViewerVerifier } from '../../platform/viewer/signature.js'
import { clockSettings, openClock } from '../shared/clock.js'
import { startConsumer } from '../shared/events/consumer.js'
import { beginWith } from '../shared/jobs/add-job.js'
import { openJobs } from '../shared/jobs/jobs.js'
import { openOrm } from '../shared/orm.js'
import { reachHandlers } from '../shared/reach/reach.service.js'
import { openSubgraphServer } from '../shared/server.js'
import { subgraphSettings } from '../shared/settings.js'
import type { StatisticsContext } from './context.js'
import { startCounting } from './counters/start-counting.js'
import { publicCountsSettings, startPublicCounts } from './disclosure/start-releases.js'
import { statisticsEntities } from './entities.js'
import { openDrawing } from './charts/drawing.js'
import { serveCharts } from './charts/serve-charts.js'
import { serveFeeds } from './feeds/serve-feeds.js'
import { openRegionNames, regionNameSettings } from './references/region-names.js'
import { createStatisticsTasks, statisticsCrontab } from './jobs.js'
import { serveDocuments } from './outreach/documents/serve-documents.js'
import { statisticsSecrets } from './outreach/outreach-services.js'
import { createPhoneSeal } from './outreach/phone.js'
import { outreachHandlers } from './outreach/records/folding.js'
import { buildStatisticsSchema } from './schema.js'
import { createStatisticsContext } from './services.js'

await runProcess('statistics', async ({ lifecycle, log }) => {
  const settings = readSettings({
    ...subgraphSettings(4104),
    ...clockSettings,
    ...statisticsSecrets,
    ...regionNameSettings,
    ...publicCountsSettings,
    STATISTICS_DATABASE_URL: setting.databaseUrl(),
    /** Where the gateway is reached from outside; Open311 tells it. */
    PUBLIC_URL: setting.url().optional(),
  })
  const databaseUrl = settings.STATISTICS_DATABASE_URL
  const eventsDatabaseUrl = settings.EVENTS_DATABASE_URL
  const clock = openClock(settings)
  const orm = await openOrm({ databaseUrl, schema: 'statistics', entities: statisticsEntities, lifecycle })
  const { schema } = await buildStatisticsSchema()

  startConsumer({ consumer: 'statistics', orm, eventsDatabaseUrl, handlers: reachHandlers, lifecycle, log })
  const countsWatch = startCounting({ orm, databaseUrl, eventsDatabaseUrl, lifecycle, log })

  startConsumer({ consumer: 'outreach', orm, eventsDatabaseUrl, handlers: outreachHandlers, lifecycle, log })
  const releasePublicCounts = startPublicCounts({ orm, eventsDatabaseUrl, clock, settings, lifecycle, log })
  const tasks = createStatisticsTasks({ orm, clock, releasePublicCounts })
  await openJobs({ databaseUrl, schema: 'statistics', tasks, crontab: statisticsCrontab, lifecycle, log })
  await beginWith(orm, 'sweepCampaigns')
  await beginWith(orm, 'releasePublicCounts')

  const verifyViewer = createViewerVerifier({ audience: 'statistics', keys: settings.TRUSTED_KEYS })
  const services = { clock, countsWatch, phones: createPhoneSeal(settings.STATISTICS_ENVELOPE_KEY) }
  const server = await openSubgraphServer<StatisticsContext>({
    schema,
    verifyViewer,
    createContext: (signed) => createStatisticsContext({ orm, log, services }, signed),
    host: settings.HOST,
    port: settings.PORT,
    lifecycle,
    log,
  })
  const beside = { orm, verifyViewer, clock, log }
  serveFeeds(server.app, { ...beside, publicUrl: settings.PUBLIC_URL })
  const nameRegions = openRegionNames({ settings, lifecycle, log })
  serveDocuments(server.app, { orm, clock, log, nameRegions, phones: services.phones })
  serveCharts(server.app, { ...beside, nameRegions, draw: openDrawing(lifecycle) })
  return (await server.listen()).url
})
