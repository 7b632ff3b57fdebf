import { Client } from 'pg'
import {
  cmsDatabase,
  clusterRoles,
  eventRoles,
  mainDatabase,
  ownerOf,
  runtimeRoleOf,
  schemas,
  schemasWithJobs,
  type ClusterRole,
  type SchemaName,
} from './cluster-roles.js'
import { scramVerifier } from './scram.js'

const extensions = ['pg_trgm', 'ltree', 'btree_gist'] as const

/**
 * Brings a cluster to the shape of docs/architecture.md: roles, two databases, a schema with an owner and a runtime
 * role for each subgraph, one for the event log. Can be run on every start: what is there stays, rights and
 * passwords are set anew.
 *
 * @param adminUrl superuser's connection to any database of the cluster
 */
export async function provisionCluster(request: {
  adminUrl: string
  passwords: Readonly<Record<ClusterRole, string>>
}): Promise<void> {
  await withClient(request.adminUrl, async (client) => {
    for (const role of clusterRoles) await ensureRole(client, role, request.passwords[role])
    await ensureDatabase(client, mainDatabase)
    await ensureDatabase(client, cmsDatabase, 'andon_cms')
    await client.query(rightsOnDatabases())
  })
  await withClient(inDatabase(request.adminUrl, mainDatabase), async (client) => {
    for (const extension of extensions) await ensureExtension(client, extension)
    for (const schema of schemas) await client.query(schemaOfSubgraph(schema))
    for (const schema of schemasWithJobs) await client.query(schemaFor(schema, `${schema}_jobs`))
    await client.query(schemaOfEvents())
  })
}

/** The same connection string, pointed at another database of the cluster. */
export function inDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function withClient(url: string, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client({ connectionString: url, application_name: 'andon provision' })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

async function ensureRole(client: Client, role: ClusterRole, password: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])
  const verb = rowCount === 0 ? 'CREATE' : 'ALTER'
  await client.query(
    `${verb} ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS
     PASSWORD '${scramVerifier(password)}'`,
  )
}

async function ensureDatabase(client: Client, database: string, owner?: ClusterRole): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [database])
  // From template0 and with the locale said: on a cluster made by somebody else pg_trgm would find no trigrams in Chinese.
  if (rowCount === 0) {
    await client.query(
      `CREATE DATABASE ${database} TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER libc LOCALE '${await utf8Locale(client)}'`,
    )
  }
  if (owner !== undefined) await client.query(`ALTER DATABASE ${database} OWNER TO ${owner}`)
}

async function utf8Locale(client: Client): Promise<string> {
  const { rows } = await client.query<{ datcollate: string }>(
    `SELECT datcollate FROM pg_database WHERE datname = 'template0'`,
  )
  const given = rows[0]?.datcollate ?? ''
  return /utf-?8/i.test(given) ? given : 'C.UTF-8'
}

/** Nobody enters a database who has no business there; the default lets every role in. */
function rightsOnDatabases(): string {
  const mainRoles = clusterRoles.filter((role) => role !== 'andon_cms').join(', ')
  return `
    REVOKE ALL ON DATABASE ${mainDatabase}, ${cmsDatabase} FROM PUBLIC;
    GRANT CONNECT, TEMPORARY ON DATABASE ${mainDatabase} TO ${mainRoles};`
}

async function ensureExtension(client: Client, extension: string): Promise<void> {
  const { rowCount } = await client.query('SELECT FROM pg_available_extensions WHERE name = $1', [extension])
  if (rowCount !== 0) await client.query(`CREATE EXTENSION IF NOT EXISTS ${extension} SCHEMA public`)
}

function schemaOfSubgraph(schema: SchemaName): string {
  const path = `"${schema}", public`
  return `
    ${schemaFor(schema, schema)}
    ALTER ROLE ${ownerOf(schema)} IN DATABASE ${mainDatabase} SET search_path = ${path};
    ALTER ROLE ${runtimeRoleOf(schema)} IN DATABASE ${mainDatabase} SET search_path = ${path};`
}

/** A schema that the subgraph's owner migrates and its runtime role uses. */
function schemaFor(subgraph: SchemaName, name: string): string {
  const owner = ownerOf(subgraph)
  const runtime = runtimeRoleOf(subgraph)
  const place = `"${name}"`
  return `
    CREATE SCHEMA IF NOT EXISTS ${place} AUTHORIZATION ${owner};
    GRANT USAGE ON SCHEMA ${place} TO ${runtime};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${place} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${runtime};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${place} GRANT USAGE, SELECT ON SEQUENCES TO ${runtime};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${place} GRANT EXECUTE ON FUNCTIONS TO ${runtime};`
}

/** The log is appended to by its function only, so a runtime role reads tables and calls functions, nothing more. */
function schemaOfEvents(): string {
  const owner = ownerOf('events')
  const users = eventRoles.join(', ')
  return `
    CREATE SCHEMA IF NOT EXISTS events AUTHORIZATION ${owner};
    GRANT USAGE ON SCHEMA events TO ${users};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA events GRANT SELECT ON TABLES TO ${users};
    ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA events GRANT EXECUTE ON FUNCTIONS TO ${users};
    ALTER ROLE ${owner} IN DATABASE ${mainDatabase} SET search_path = events, public;
    ALTER ROLE andon_content IN DATABASE ${mainDatabase} SET search_path = events, public;`
}
