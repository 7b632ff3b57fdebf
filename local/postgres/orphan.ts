import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { endProcess } from '../processes/ending.js'
import { identifyProcess, type ProcessIdentity } from '../processes/process-identity.js'

/** Fast shutdown first: clients are cut, everything is written. What does not obey in 20 s is stopped by force. */
export const shutdown = [
  { signal: 'SIGINT', waitMs: 20_000 },
  { signal: 'SIGQUIT', waitMs: 5_000 },
  { signal: 'SIGKILL', waitMs: 2_000 },
] as const

/**
 * Stops the server that an earlier launcher left running on this data directory.
 *
 * @returns whether there was one
 */
export async function stopOrphanedServer(dataDirectory: string): Promise<boolean> {
  const pidFile = join(dataDirectory, 'postmaster.pid')
  if (!existsSync(pidFile)) return false
  const orphan = serverOf(dataDirectory, readFileSync(pidFile, 'utf8'))
  if (orphan !== undefined) await endProcess(orphan, shutdown)
  // Left by a crash: PostgreSQL would take any other process of this user with the same number for itself.
  rmSync(pidFile, { force: true })
  return orphan !== undefined
}

/** The process that postmaster.pid names, if it truly is a server on this data directory. */
export function serverOf(dataDirectory: string, pidFile: string): ProcessIdentity | undefined {
  const [pid = '', directory = ''] = pidFile.split('\n')
  if (directory.trim() !== dataDirectory) return undefined
  const found = identifyProcess(Number(pid))
  if (found === undefined) return undefined
  const [program = ''] = found.commandLine.split(' ')
  return /postgres(\.exe)?$/.test(program) && found.commandLine.includes(dataDirectory) ? found : undefined
}
