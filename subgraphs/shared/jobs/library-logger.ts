import { Logger } from 'graphile-worker'
import type { Log } from '../../../platform/log.js'

/**
 * The library's words through our log, and of what it hangs on them nothing: there stand jobs with their payloads.
 * As an error's message they pass the cutting of quoted values.
 */
export function libraryLogger(log: Log): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log.warn({ err: new Error(message) }, 'job library')
    else log.trace({ err: new Error(message) }, 'job library')
  })
}
