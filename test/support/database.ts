import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { databaseUrls } from '../../local/postgres/database-urls.js'
import type { SchemaName } from '../../local/postgres/cluster-roles.js'
import type { Secrets } from '../../local/secrets.js'

/** A database of its own for one test file: a clone of the migrated one. */
export type TestDatabase = {
  [Symbol.asyncDispose]: () => Promise<void>
  runtimeUrl: (schema: SchemaName) => string
  migrationUrl: (schema: SchemaName | 'events') => string
  adminUrl: string
  ask: <Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<Row[]>
}

type RunningCluster = { host: string; port: number } & Pick<Secrets, 'databasePasswords' | 'postgresPassword'>

export async function openTestDatabase(): Promise<TestDatabase> {
  const described = process.env['ANDON_TEST_CLUSTER']
  if (described === undefined) throw new Error('database tests run by `npm test`, which starts a PostgreSQL')
  const { host, port, ...secrets } = JSON.parse(described) as RunningCluster
  const urls = databaseUrls({ host, port, secrets })
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(urls.admin, `CREATE DATABASE ${name} TEMPLATE andon`)
  const inClone = (url: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const admin = new pg.Client({ connectionString: inClone(urls.admin) })
  await admin.connect()
  return {
    runtimeUrl: (schema) => inClone(urls.runtime(schema)),
    migrationUrl: (schema) => inClone(urls.migration(schema)),
    adminUrl: inClone(urls.admin),
    ask: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
      (await admin.query<Row>(sql, values)).rows,
    [Symbol.asyncDispose]: async () => {
      await admin.end()
      await administer(urls.admin, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

/** Clones of one template are made one at a time: PostgreSQL refuses while another session copies it. */
async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query("SELECT pg_advisory_lock(hashtextextended('andon test database', 0))")
    await client.query(sql)
  } finally {
    await client.end()
  }
}
