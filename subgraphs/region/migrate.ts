import { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import { migrateJobs } from '../shared/jobs/migrate.js'
import { openOrm, runMigrations } from '../shared/orm.js'
import { regionEntities } from './entities.js'
import { Migration0001Divisions } from './migrations/0001-divisions.js'
import { Migration0002DivisionHistory } from './migrations/0002-division-history.js'
import { Migration0003Authorities } from './migrations/0003-authorities.js'
import { Migration0004MapChange } from './migrations/0004-map-change.js'
import { Migration0005RegistryEvents } from './migrations/0005-registry-events.js'
import { seedDivisions } from './seed.js'

/**
 * Brings schema `region` and that of its jobs to their newest migration, as its owner, and the committed list of divisions into it: a
 * region without divisions could answer nothing, so nobody has to think of the second step.
 */
export async function migrate({ databaseUrl, log }: { databaseUrl: string; log: Log }): Promise<void> {
  await runMigrations({
    databaseUrl,
    log,
    schema: 'region',
    entities: regionEntities,
    migrations: [
      { name: '0001-divisions', class: Migration0001Divisions },
      { name: '0002-division-history', class: Migration0002DivisionHistory },
      { name: '0003-authorities', class: Migration0003Authorities },
      { name: '0004-map-change', class: Migration0004MapChange },
      { name: '0005-registry-events', class: Migration0005RegistryEvents },
    ],
  })
  await migrateJobs({ databaseUrl, schema: 'region', log })
  await using lifecycle = new Lifecycle(log)
  const orm = await openOrm({
    databaseUrl,
    schema: 'region',
    entities: regionEntities,
    lifecycle,
    poolSize: 1,
  })
  if (await seedDivisions(orm.em.fork())) log.info('divisions and authorities stored')
}
