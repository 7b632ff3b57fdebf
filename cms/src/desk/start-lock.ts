import { Client } from 'pg'
import { codeOf } from '../events/lasting-connection'

/**
 * Replicas that start together take turns: Strapi makes its tables without a lock of its own, and the first content
 * must come once. The session ends with the process, and the lock with it.
 */
export async function takeStartLock(connectionString: string): Promise<() => Promise<void>> {
  const client = new Client({ connectionString, application_name: 'andon-cms-start' })
  client.on('error', () => undefined)
  await client.connect().catch((error: unknown) => {
    throw new Error(`the CMS database does not let us in (${codeOf(error)}): look at CMS_DATABASE_URL`)
  })
  await client.query(`SELECT pg_advisory_lock(hashtext('content start'))`)
  return () => client.end()
}
