import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import type { Log } from '../../../platform/log.js'
import { jobSchemaOf } from './add-job.js'
import { libraryLogger } from './library-logger.js'

/**
 * Brings the job tables of a subgraph to the newest shape the library knows, as the owner. The library makes its schema
 * where it finds no table of its own, which wants a right on the whole database; so that table is made for it.
 * Its row-level security, which has no policy, would keep out everyone but the owner; rights are by grant here.
 */
export async function migrateJobs(request: {
  databaseUrl: string
  /** Of the subgraph. */
  schema: string
  log: Log
}): Promise<void> {
  const schema = jobSchemaOf(request.schema)
  await run(
    request.databaseUrl,
    `CREATE TABLE IF NOT EXISTS "${schema}".migrations (
       id int PRIMARY KEY,
       ts timestamptz DEFAULT now() NOT NULL,
       breaking boolean NOT NULL DEFAULT false
     )`,
  )
  await runMigrations({
    connectionString: request.databaseUrl,
    schema,
    maxPoolSize: 2,
    logger: libraryLogger(request.log),
  })
  await run(
    request.databaseUrl,
    `DO $$ DECLARE secured regclass; BEGIN
       FOR secured IN SELECT oid FROM pg_class
         WHERE relnamespace = '"${schema}"'::regnamespace AND relkind = 'r' AND relrowsecurity
       LOOP EXECUTE format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', secured); END LOOP;
     END $$`,
  )
}

async function run(databaseUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
