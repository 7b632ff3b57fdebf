import 'reflect-metadata'
import { runProcess } from '../../platform/process.js'
import { readSettings, setting } from '../../platform/settings.js'
import { createViewerVerifier } from '../../platform/viewer/signature.js'
import { startConsumer } from '../shared/events/consumer.js'
import { openOrm } from '../shared/orm.js'
import { reachHandlers } from '../shared/reach/reach.service.js'
import { openSubgraphServer } from '../shared/server.js'
import { subgraphSettings } from '../shared/settings.js'
import type { StatisticsContext } from './context.js'
import { startCounting } from './counters/start-counting.js'
import { statisticsEntities } from './entities.js'
import { buildStatisticsSchema } from './schema.js'

await runProcess('statistics', async ({ lifecycle, log }) => {
  const settings = readSettings({ ...subgraphSettings(4104), STATISTICS_DATABASE_URL: setting.databaseUrl() })
  const databaseUrl = settings.STATISTICS_DATABASE_URL
  const eventsDatabaseUrl = settings.EVENTS_DATABASE_URL
  const orm = await openOrm({ databaseUrl, schema: 'statistics', entities: statisticsEntities, lifecycle })
  const { schema } = await buildStatisticsSchema()

  startConsumer({ consumer: 'statistics', orm, eventsDatabaseUrl, handlers: reachHandlers, lifecycle, log })
  const countsWatch = startCounting({ orm, databaseUrl, eventsDatabaseUrl, lifecycle, log })

  const server = await openSubgraphServer<StatisticsContext>({
    schema,
    verifyViewer: createViewerVerifier({ audience: 'statistics', keys: settings.TRUSTED_KEYS }),
    createContext: ({ viewer, language, bodyHash }) => {
      return { viewer, language, boundToBody: bodyHash !== undefined, em: orm.em.fork(), log, countsWatch }
    },
    host: settings.HOST,
    port: settings.PORT,
    lifecycle,
    log,
  })
  return (await server.listen()).url
})
