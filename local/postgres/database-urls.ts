import type { Secrets } from '../secrets.js'
import {
  cmsDatabase,
  mainDatabase,
  ownerOf,
  runtimeRoleOf,
  type ClusterRole,
  type SchemaName,
} from './cluster-roles.js'

/** Connection strings of one cluster, by who uses them. */
export type DatabaseUrls = {
  admin: string
  /** What a subgraph runs as; the same role reads and appends to the event log. */
  runtime: (schema: SchemaName) => string
  /** What migrates a schema. */
  migration: (schema: SchemaName | 'events') => string
  cms: string
  /** Strapi's relay into the event log. */
  content: string
}

export function databaseUrls(cluster: {
  host: string
  port: number
  secrets: Pick<Secrets, 'databasePasswords' | 'postgresPassword'>
}): DatabaseUrls {
  const { host, port, secrets } = cluster
  const at = (role: string, password: string, database: string) =>
    `postgresql://${role}:${encodeURIComponent(password)}@${host}:${String(port)}/${database}`
  const as = (role: ClusterRole, database = mainDatabase) =>
    at(role, secrets.databasePasswords[role], database)
  return {
    admin: at('postgres', secrets.postgresPassword, 'postgres'),
    runtime: (schema) => as(runtimeRoleOf(schema)),
    migration: (schema) => as(ownerOf(schema)),
    cms: as('andon_cms', cmsDatabase),
    content: as('andon_content'),
  }
}
