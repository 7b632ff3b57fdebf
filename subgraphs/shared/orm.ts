import { MikroORM, type AnyEntity, type EntityClass, type EntitySchema } from '@mikro-orm/postgresql'
import type { Migration } from '@mikro-orm/migrations'
import { Migrator } from '@mikro-orm/migrations'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'

export type Entities = (EntityClass<AnyEntity> | EntitySchema)[]
export type MigrationList = {
  name: string
  class: new (...args: ConstructorParameters<typeof Migration>) => Migration
}[]

/** The object-relational mapper of one subgraph on its own schema, as its runtime role; closes with the process. */
export async function openOrm(options: {
  databaseUrl: string
  schema: string
  entities: Entities
  lifecycle: Lifecycle
  poolSize?: number
}): Promise<MikroORM> {
  const orm = await MikroORM.init({
    clientUrl: options.databaseUrl,
    schema: options.schema,
    entities: options.entities,
    pool: { min: 0, max: options.poolSize ?? 10 },
    forceUtcTimezone: true,
    ignoreUndefinedInQuery: true,
    // Values of queries are personal data: they never reach a log.
    debug: false,
  })
  await orm.connect()
  options.lifecycle.onClose('orm', () => orm.close(true))
  options.lifecycle.readyWhen('database', () => orm.isConnected())
  return orm
}

/** Brings a schema to its newest migration, as the owner role. Running it again does nothing. */
export async function runMigrations(options: {
  databaseUrl: string
  schema: string
  entities: Entities
  migrations: MigrationList
  log: Log
}): Promise<void> {
  const orm = await MikroORM.init({
    clientUrl: options.databaseUrl,
    schema: options.schema,
    entities: options.entities,
    extensions: [Migrator],
    pool: { min: 0, max: 2 },
    logger: (line) => options.log.debug({ line }, 'migrator'),
    migrations: {
      migrationsList: options.migrations,
      tableName: 'migration',
      schema: options.schema,
      snapshot: false,
      transactional: true,
    },
  })
  try {
    const applied = await orm.migrator.up()
    if (applied.length > 0)
      options.log.info({ schema: options.schema, applied: applied.map((m) => m.name) }, 'migrated')
  } finally {
    await orm.close(true)
  }
}
