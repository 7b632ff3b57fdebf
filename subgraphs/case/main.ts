import 'reflect-metadata'
import { runProcess } from '../../platform/process.js'
import { readSettings, setting } from '../../platform/settings.js'
import { createViewerVerifier } from '../../platform/viewer/signature.js'
import { clockSettings, openClock } from '../shared/clock.js'
import { startConsumer } from '../shared/events/consumer.js'
import { startRelay } from '../shared/events/relay.js'
import { openOrm } from '../shared/orm.js'
import { reachHandlers } from '../shared/reach/reach.service.js'
import { openSubgraphServer } from '../shared/server.js'
import { subgraphSettings } from '../shared/settings.js'
import type { CaseContext } from './context.js'
import { caseEntities } from './entities.js'
import { createCaseLoaders } from './loop/case.loader.js'
import { createCaseStepLoaders } from './loop/case-step.loader.js'
import { openingHandlers } from './loop/opening.js'
import { buildCaseSchema } from './schema.js'
import { createSummaryLoader } from './summary/case-summary.service.js'

await runProcess('case', async ({ lifecycle, log }) => {
  const settings = readSettings({
    ...subgraphSettings(4102),
    ...clockSettings,
    CASE_DATABASE_URL: setting.databaseUrl(),
  })
  const clock = openClock(settings)
  const databaseUrl = settings.CASE_DATABASE_URL
  const eventsDatabaseUrl = settings.EVENTS_DATABASE_URL
  const orm = await openOrm({ databaseUrl, schema: 'case', entities: caseEntities, lifecycle })
  const { schema } = await buildCaseSchema()

  startRelay({ schema: 'case', databaseUrl, eventsDatabaseUrl, lifecycle, log })
  const handlers = { ...reachHandlers, ...openingHandlers }
  startConsumer({ consumer: 'case', orm, eventsDatabaseUrl, handlers, lifecycle, log })

  const server = await openSubgraphServer<CaseContext>({
    schema,
    verifyViewer: createViewerVerifier({ audience: 'case', keys: settings.TRUSTED_KEYS }),
    createContext: ({ viewer, language, bodyHash }) => {
      const em = orm.em.fork()
      const loaders = { ...createCaseLoaders(em, viewer), ...createCaseStepLoaders(em, viewer, language) }
      return {
        viewer,
        language,
        boundToBody: bodyHash !== undefined,
        em,
        log,
        clock,
        loaders,
        summaries: createSummaryLoader(em),
      }
    },
    host: settings.HOST,
    port: settings.PORT,
    lifecycle,
    log,
  })
  return (await server.listen()).url
})
