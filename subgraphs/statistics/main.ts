import 'reflect-metadata'
import { runProcess } from '../../platform/process.js'
import { readSettings, setting } from '../../platform/settings.js'
import { createViewerVerifier } from '../../platform/viewer/signature.js'
import { Attention } from '../shared/events/attention.js'
import { startConsumer } from '../shared/events/consumer.js'
import { openOrm } from '../shared/orm.js'
import { reachHandlers } from '../shared/reach/reach.service.js'
import { openSubgraphServer } from '../shared/server.js'
import { subgraphSettings } from '../shared/settings.js'
import type { StatisticsContext } from './context.js'
import { createCountsWatch } from './counters/case-counts.service.js'
import { countingHandlers, countsChannel } from './counters/folding.js'
import { statisticsEntities } from './entities.js'
import { buildStatisticsSchema } from './schema.js'

await runProcess('statistics', async ({ lifecycle, log }) => {
  const settings = readSettings({ ...subgraphSettings(4104), STATISTICS_DATABASE_URL: setting.databaseUrl() })
  const databaseUrl = settings.STATISTICS_DATABASE_URL
  const eventsDatabaseUrl = settings.EVENTS_DATABASE_URL
  const orm = await openOrm({ databaseUrl, schema: 'statistics', entities: statisticsEntities, lifecycle })
  const { schema } = await buildStatisticsSchema()

  const countsWatch = createCountsWatch(orm)
  const folds = new Attention({
    databaseUrl,
    channel: countsChannel,
    pollMs: 5_000,
    log,
    work: () => countsWatch.look(),
  })
  folds.start()
  lifecycle.onClose('live counts', () => folds.stop())
  const handlers = { ...reachHandlers, ...countingHandlers }
  startConsumer({ consumer: 'statistics', orm, eventsDatabaseUrl, handlers, lifecycle, log })

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
