import { rmSync } from 'node:fs'
import { outsideFolder } from '../../dist/local/postgres/placement.js'

export default async function tearDown() {
  const { cluster, dataFolder } = globalThis.andonTestCluster
  await cluster.stop()
  for (const folder of [dataFolder, outsideFolder(dataFolder)])
    rmSync(folder, { recursive: true, force: true })
}
