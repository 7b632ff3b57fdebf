/** Subgraphs with a schema of their own in the database `andon`. */
export const schemas = ['report', 'case', 'region', 'statistics'] as const
export type SchemaName = (typeof schemas)[number]

/** Subgraphs with jobs, whose rows the job library keeps in a schema of its own beside the subgraph's: `report_jobs`. */
export const schemasWithJobs: readonly SchemaName[] = ['report', 'case', 'region', 'statistics']

/**
 * Every role that signs in to the cluster. An owner migrates its schema; the role without `_owner` is what the
 * process runs as and what row-level security binds. `andon_content` is Strapi's hand in the event log, and sees
 * nothing else of `andon`.
 */
export const clusterRoles = [
  'andon_report_owner',
  'andon_report',
  'andon_case_owner',
  'andon_case',
  'andon_region_owner',
  'andon_region',
  'andon_statistics_owner',
  'andon_statistics',
  'andon_events_owner',
  'andon_content',
  'andon_cms',
] as const
export type ClusterRole = (typeof clusterRoles)[number]

/** Roles that append to the event log and read from it. */
export const eventRoles = [
  'andon_report',
  'andon_case',
  'andon_region',
  'andon_statistics',
  'andon_content',
] as const

export const mainDatabase = 'andon'
export const cmsDatabase = 'andon_cms'

export function ownerOf(schema: SchemaName | 'events'): ClusterRole {
  return `andon_${schema}_owner`
}

export function runtimeRoleOf(schema: SchemaName): ClusterRole {
  return `andon_${schema}`
}
