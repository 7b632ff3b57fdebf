import type { Lifecycle } from '../../platform/lifecycle.js'
import { createViewerVerifier } from '../../platform/viewer/signature.js'
import { createAuthorityLoaders } from '../../subgraphs/region/authority/authority.loader.js'
import type { RegionContext } from '../../subgraphs/region/context.js'
import { followDivisions } from '../../subgraphs/region/division/divisions.js'
import { regionEntities } from '../../subgraphs/region/entities.js'
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
  const server = await openSubgraphServer<RegionContext>({
    schema: (await buildRegionSchema()).schema,
    verifyViewer: createViewerVerifier({ audience: 'region', keys: trustedKeys }),
    createContext: ({ viewer, language, bodyHash }) => {
      const em = orm.em.fork()
      const authorities = createAuthorityLoaders(em)
      return { viewer, language, boundToBody: bodyHash !== undefined, em, log, divisions, authorities }
    },
    host: '127.0.0.1',
    port: options.port ?? 0,
    lifecycle,
    log,
  })
  const { url } = await server.listen()
  await soon(() => divisions())
  return url
}
