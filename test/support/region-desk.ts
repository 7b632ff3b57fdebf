import { Lifecycle } from '../../platform/lifecycle.js'
import { openTestDatabase, type TestDatabase } from './database.js'
import { openRegionSubgraph } from './region-subgraph.js'
import { createTestSigners } from './signers.js'
import { silentLog } from './silent-log.js'
import { createSubgraphClient, type SubgraphClient } from './subgraph-client.js'

/** The region subgraph on a database of its own, asked as the gateway asks it. */
export type RegionDesk = SubgraphClient & { database: TestDatabase; close: () => Promise<void> }

export async function openRegionDesk(): Promise<RegionDesk> {
  const database = await openTestDatabase()
  const lifecycle = new Lifecycle(silentLog)
  lifecycle.onClose('database', () => database[Symbol.asyncDispose]())
  const signers = createTestSigners('gateway')
  const url = await openRegionSubgraph({ database, trustedKeys: signers.trustedKeys, lifecycle })
  const client = createSubgraphClient({ url, audience: 'region', sign: signers.sign('gateway') })
  return { ...client, database, close: () => lifecycle.close() }
}
