import 'reflect-metadata'
import { runProcess } from '../../platform/process.js'
import { readSettings, setting } from '../../platform/settings.js'
import { createViewerVerifier } from '../../platform/viewer/signature.js'
import { anchorSettings, createAnchoring } from '../shared/audit/anchoring.js'
import { startRelay } from '../shared/events/relay.js'
import { beginWith } from '../shared/jobs/add-job.js'
import { openJobs } from '../shared/jobs/jobs.js'
import { openOrm } from '../shared/orm.js'
import { openSubgraphServer } from '../shared/server.js'
import { subgraphSettings } from '../shared/settings.js'
import { anchoredChangeRecords } from './audit/anchored-chain.js'
import { createRegionContext, type RegionContext } from './context.js'
import { followDivisions } from './division/divisions.js'
import { regionEntities } from './entities.js'
import { createRegionTasks, regionCrontab } from './jobs.js'
import { followRules } from './jurisdiction/rules.js'
import { buildRegionSchema } from './schema.js'

await runProcess('region', async ({ lifecycle, log }) => {
  const settings = readSettings({
    ...subgraphSettings(4103),
    ...anchorSettings,
    REGION_DATABASE_URL: setting.databaseUrl(),
  })
  const databaseUrl = settings.REGION_DATABASE_URL
  const eventsDatabaseUrl = settings.EVENTS_DATABASE_URL
  const orm = await openOrm({ databaseUrl, schema: 'region', entities: regionEntities, lifecycle })
  const { schema } = await buildRegionSchema()

  const divisions = followDivisions({ databaseUrl, lifecycle, log })
  const rules = followRules({ databaseUrl, lifecycle, log })
  startRelay({ schema: 'region', databaseUrl, eventsDatabaseUrl, lifecycle, log })
  const anchorAudit = createAnchoring({ orm, settings, log, chain: anchoredChangeRecords })
  const tasks = createRegionTasks({ anchorAudit })
  await openJobs({ databaseUrl, schema: 'region', tasks, crontab: regionCrontab, lifecycle, log })
  await beginWith(orm, 'anchorAudit')

  const server = await openSubgraphServer<RegionContext>({
    schema,
    verifyViewer: createViewerVerifier({ audience: 'region', keys: settings.TRUSTED_KEYS }),
    createContext: ({ viewer, language, bodyHash }) => {
      const base = { viewer, language, boundToBody: bodyHash !== undefined, em: orm.em.fork(), log }
      return createRegionContext(base, { divisions, rules })
    },
    host: settings.HOST,
    port: settings.PORT,
    lifecycle,
    log,
  })
  return (await server.listen()).url
})
