import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const firstPauseMs = 250
const longestPauseMs = 30_000

export type LastingConnection = {
  isConnected: () => boolean
  close: () => Promise<void>
}

/**
 * Keeps one session to PostgreSQL and makes a new one when it is lost, after growing pauses. `hold` runs on every
 * new session and may last as long as the session does; when it fails the session is given up.
 *
 * @param onTrouble gets the error's code only: texts of drivers can carry addresses and values
 */
export function holdConnection(options: {
  connectionString: string
  name: string
  hold: (client: Client, ended: AbortSignal) => Promise<void>
  onTrouble: (code: string) => void
}): LastingConnection {
  const closing = new AbortController()
  let connected = false
  const running = (async () => {
    let pauseMs = firstPauseMs
    while (!closing.signal.aborted) {
      const ended = new AbortController()
      const client = new Client({
        connectionString: options.connectionString,
        application_name: options.name,
        keepAlive: true,
      })
      client.on('error', () => ended.abort())
      client.on('end', () => ended.abort())
      const stop = (): void => ended.abort()
      closing.signal.addEventListener('abort', stop)
      try {
        await client.connect()
        connected = true
        pauseMs = firstPauseMs
        await Promise.race([options.hold(client, ended.signal), once(ended.signal)])
        if (!ended.signal.aborted) await once(ended.signal)
      } catch (error) {
        if (!closing.signal.aborted) options.onTrouble(codeOf(error))
      } finally {
        connected = false
        ended.abort()
        closing.signal.removeEventListener('abort', stop)
        await client.end().catch(() => undefined)
      }
      await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => undefined)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  })()
  return {
    isConnected: () => connected,
    close: async () => {
      closing.abort()
      await running
    },
  }
}

function once(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

export function codeOf(error: unknown): string {
  if (error !== null && typeof error === 'object' && 'code' in error && typeof error.code === 'string')
    return error.code
  return error instanceof Error ? error.name : 'unknown'
}
