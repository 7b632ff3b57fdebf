import { createLog, type Log } from '../../platform/log.js'

export const silentLog: Log = createLog({ process: 'test', level: 'silent' })

/** A log whose lines a test can read. */
export function createKeptLog(): { log: Log; lines: string[] } {
  const lines: string[] = []
  const destination = { write: (line: string) => void lines.push(line) }
  return { log: createLog({ process: 'test', level: 'trace', destination }), lines }
}
