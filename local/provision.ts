import { SettingsError, readSettings, setting } from '../platform/settings.js'
import { z } from 'zod'
import { clusterRoles, type ClusterRole } from './postgres/cluster-roles.js'
import { provisionCluster } from './postgres/provision.js'

// For a cluster of one's own, as docker-compose.yml uses it: run once before the migrations, or again at will.
// Settings: ADMIN_DATABASE_URL, and a password for each role, such as ANDON_REPORT_OWNER_PASSWORD.
try {
  const { ADMIN_DATABASE_URL: adminUrl } = readSettings({ ADMIN_DATABASE_URL: setting.databaseUrl() })
  await provisionCluster({ adminUrl, passwords: readPasswords() })
  console.log(`roles, databases and schemas are as they should be (${String(clusterRoles.length)} roles)`)
} catch (error) {
  console.error(error instanceof SettingsError ? error.message : error)
  process.exitCode = 1
}

function readPasswords(): Record<ClusterRole, string> {
  const nameOf = (role: ClusterRole): string => `${role.toUpperCase()}_PASSWORD`
  const given = readSettings(
    Object.fromEntries(
      clusterRoles.map((role) => [nameOf(role), z.string().min(12, 'at least 12 characters')]),
    ),
  )
  return Object.fromEntries(clusterRoles.map((role) => [role, given[nameOf(role)]])) as Record<
    ClusterRole,
    string
  >
}
