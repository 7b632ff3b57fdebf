import type { Log } from '../../platform/log.js'
import { migrateJobs } from '../shared/jobs/migrate.js'
import { runMigrations } from '../shared/orm.js'
import { statisticsEntities } from './entities.js'
import { Migration0001Counters } from './migrations/0001-counters.js'
import { Migration0002AuthorityKinds } from './migrations/0002-authority-kinds.js'
import { Migration0003SetAside } from './migrations/0003-set-aside.js'
import { Migration0004Counts } from './migrations/0004-counts.js'
import { Migration0005NoWaitingCases } from './migrations/0005-no-waiting-cases.js'
import { Migration0006FoundTrue } from './migrations/0006-found-true.js'
import { Migration0007PublicFacts } from './migrations/0007-public-facts.js'
import { Migration0008PublicReleases } from './migrations/0008-public-releases.js'
import { Migration0009Outreach } from './migrations/0009-outreach.js'
import { Migration0012Feeds } from './migrations/0012-feeds.js'
import { Migration0013PublicTrend } from './migrations/0013-public-trend.js'

/** Brings schema `statistics` and that of its jobs to their newest migration, as their owner. */
export async function migrate({ databaseUrl, log }: { databaseUrl: string; log: Log }): Promise<void> {
  await runMigrations({
    databaseUrl,
    log,
    schema: 'statistics',
    entities: statisticsEntities,
    migrations: [
      { name: '0001-counters', class: Migration0001Counters },
      { name: '0002-authority-kinds', class: Migration0002AuthorityKinds },
      { name: '0003-set-aside', class: Migration0003SetAside },
      { name: '0004-counts', class: Migration0004Counts },
      { name: '0005-no-waiting-cases', class: Migration0005NoWaitingCases },
      { name: '0006-found-true', class: Migration0006FoundTrue },
      { name: '0007-public-facts', class: Migration0007PublicFacts },
      { name: '0008-public-releases', class: Migration0008PublicReleases },
      { name: '0009-outreach', class: Migration0009Outreach },
      { name: '0012-feeds', class: Migration0012Feeds },
      { name: '0013-public-trend', class: Migration0013PublicTrend },
    ],
  })
  await migrateJobs({ databaseUrl, schema: 'statistics', log })
}
