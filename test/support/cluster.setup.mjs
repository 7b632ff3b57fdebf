import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { migrate as migrateCase } from '../../dist/subgraphs/case/migrate.js'
import { migrate as migrateRegion } from '../../dist/subgraphs/region/migrate.js'
import { migrate as migrateReport } from '../../dist/subgraphs/report/migrate.js'
import { migrate as migrateEvents } from '../../dist/subgraphs/shared/events/migrate.js'
import { migrate as migrateStatistics } from '../../dist/subgraphs/statistics/migrate.js'
import { readyPlacement, startCluster } from '../../dist/local/postgres/cluster.js'
import { outsideFolder } from '../../dist/local/postgres/placement.js'
import { databaseUrls } from '../../dist/local/postgres/database-urls.js'
import { provisionCluster } from '../../dist/local/postgres/provision.js'
import { freePort } from '../../dist/local/processes/ports.js'
import { openSecrets } from '../../dist/local/secrets.js'

/** A PostgreSQL of its own in a temporary folder, with roles, databases and schemas as they should be. */
export async function startTestCluster() {
  const dataFolder = mkdtempSync(join(tmpdir(), 'andon-test-'))
  const secrets = openSecrets(dataFolder)
  const cluster = await startCluster(
    {
      dataFolder,
      logFile: join(dataFolder, 'logs', 'postgres.log'),
      port: await freePort(),
      installation: secrets.installation,
      superuserPassword: secrets.postgresPassword,
      durable: false,
      environment: process.env,
    },
    await readyPlacement(dataFolder),
  )
  const urls = databaseUrls({ ...cluster, secrets })
  await provisionCluster({ adminUrl: urls.admin, passwords: secrets.databasePasswords })
  const stop = async () => {
    await cluster.stop()
    for (const folder of [dataFolder, outsideFolder(dataFolder)])
      rmSync(folder, { recursive: true, force: true })
  }
  return { cluster, secrets, urls, stop }
}

/**
 * One PostgreSQL for all database tests, with every schema migrated once in the database `andon`, which test files
 * clone. Built code, because Jest does not map TypeScript sources here.
 */
export default async function setUp() {
  const { cluster, secrets, urls, stop } = await startTestCluster()
  const log = pino({ level: 'silent' })
  await migrateEvents({ databaseUrl: urls.migration('events'), log })
  const migrations = {
    report: migrateReport,
    case: migrateCase,
    region: migrateRegion,
    statistics: migrateStatistics,
  }
  for (const [schema, migrate] of Object.entries(migrations)) {
    await migrate({ databaseUrl: urls.migration(schema), log })
  }
  globalThis.stopAndonTestCluster = stop
  process.env.ANDON_TEST_CLUSTER = JSON.stringify({
    host: cluster.host,
    port: cluster.port,
    databasePasswords: secrets.databasePasswords,
    postgresPassword: secrets.postgresPassword,
  })
}
