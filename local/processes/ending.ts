import { askUntil } from '../patience.js'
import { stillRuns, type ProcessIdentity } from './process-identity.js'
import { systemCodeOf } from '../../platform/errors.js'

/**
 * Ends a process that need not be our child: asks, waits, then insists. Nothing is sent unless it is still the very
 * process that was noted.
 *
 * @param steps signals with the time each is given
 * @returns whether it is gone
 */
export async function endProcess(
  noted: ProcessIdentity,
  steps: readonly { signal: NodeJS.Signals; waitMs: number }[],
): Promise<boolean> {
  for (const { signal, waitMs } of steps) {
    if (!stillRuns(noted)) return true
    sendSignal(noted.pid, signal)
    await askUntil({ withinMs: waitMs, everyMs: 25 }, () => (stillRuns(noted) ? undefined : 'gone'))
  }
  return !stillRuns(noted)
}

/** Sends a signal to one process; that it has just ended is no failure. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if (systemCodeOf(error) !== 'ESRCH') throw error
  }
}
