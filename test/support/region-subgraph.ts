import type { Lifecycle } from '../../platform/lifecycle.js'
import { createViewerVerifier } from '../../platform/viewer/signature.js'
import { createRegionContext, type RegionContext } from '../../subgraphs/region/context.js'
import { followDivisions } from '../../subgraphs/region/division/divisions.js'
import { regionEntities } from '../../subgraphs/region/entities.js'
import { followRules } from '../../subgraphs/region/jurisdiction/rules.js'
import { buildRegionSchema } from '../../subgraphs/region/schema.js'
import { openOrm } from '../../subgraphs/shared/orm.js'
import { openSubgraphServer } from '../../subgraphs/shared/server.js'
import type { TestDatabase } from './database.js'
import { silentLog } from './silent-log.js'
import { soon } from './soon.js'

/** The real region subgraph, for whoever asks it; gives its address once the divisions are read. */
export async function openRegionSubgraph(options: {
  database: TestDatabase
  trustedKeys: string[]
  lifecycle: Lifecycle
  port?: number
}): Promise<string> {
  const { database, trustedKeys, lifecycle } = options
  const databaseUrl = database.runtimeUrl('region')
  const log = silentLog
  const orm = await openOrm({ databaseUrl, schema: 'region', entities: regionEntities, lifecycle })
  const divisions = followDivisions({ databaseUrl, lifecycle, log })
  const rules = followRules({ databaseUrl, lifecycle, log })
  const server = await openSubgraphServer<RegionContext>({
    schema: (await buildRegionSchema()).schema,
    verifyViewer: createViewerVerifier({ audience: 'region', keys: trustedKeys }),
    createContext: ({ viewer, language, bodyHash }) => {
      const base = { viewer, language, boundToBody: bodyHash !== undefined, em: orm.em.fork(), log }
      return createRegionContext(base, { divisions, rules })
    },
    host: '127.0.0.1',
    port: options.port ?? 0,
    lifecycle,
    log,
  })
  const { url } = await server.listen()
  await soon(() => Promise.resolve([divisions(), rules.now()]))
  return url
}
