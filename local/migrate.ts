import { createLog } from '../platform/log.js'
import { readSettings, setting } from '../platform/settings.js'
import { migrate as migrateCase } from '../subgraphs/case/migrate.js'
import { migrate as migrateRegion } from '../subgraphs/region/migrate.js'
import { migrate as migrateReport } from '../subgraphs/report/migrate.js'
import { migrate as migrateEvents } from '../subgraphs/shared/events/migrate.js'
import { migrate as migrateStatistics } from '../subgraphs/statistics/migrate.js'

// Brings every schema to its newest migration, each as its owner, and ends. Not part of any process that serves:
// none of those gets an owner's password.
const settings = readSettings({
  LOG_LEVEL: setting.logLevel(),
  EVENTS_MIGRATION_DATABASE_URL: setting.databaseUrl(),
  REGION_MIGRATION_DATABASE_URL: setting.databaseUrl(),
  REPORT_MIGRATION_DATABASE_URL: setting.databaseUrl(),
  CASE_MIGRATION_DATABASE_URL: setting.databaseUrl(),
  STATISTICS_MIGRATION_DATABASE_URL: setting.databaseUrl(),
})
const log = createLog({ process: 'migrate', level: settings.LOG_LEVEL })

await migrateEvents({ databaseUrl: settings.EVENTS_MIGRATION_DATABASE_URL, log })
await migrateRegion({ databaseUrl: settings.REGION_MIGRATION_DATABASE_URL, log })
await migrateReport({ databaseUrl: settings.REPORT_MIGRATION_DATABASE_URL, log })
await migrateCase({ databaseUrl: settings.CASE_MIGRATION_DATABASE_URL, log })
await migrateStatistics({ databaseUrl: settings.STATISTICS_MIGRATION_DATABASE_URL, log })
