import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const firstPauseMs = 250
const longestPauseMs = 30_000

export type LastingConnection = { close: () => Promise<void> }

type Holding = {
  connectionString: string
  name: string
  hold: (client: Client, ended: AbortSignal) => Promise<void>
  onTrouble: (code: string) => void
}

/**
 * Keeps one session to PostgreSQL and makes a new one when it is lost, after growing pauses. `hold` runs on every
 * new session and may last as long as the session does; when it fails the session is given up.
 *
 * @param options.onTrouble gets the error's code only: texts of drivers can carry addresses and values
 */
export function holdConnection(options: Holding): LastingConnection {
  const closing = new AbortController()
  const running = (async () => {
    let pauseMs = firstPauseMs
    while (!closing.signal.aborted) {
      const held = await holdSession(options, closing.signal)
      pauseMs = held ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs)
      await sleep(pauseMs, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  })()
  return {
    close: async () => {
      closing.abort()
      await running
    },
  }
}

/** Lasts as long as the session; tells whether there was one. */
async function holdSession({ hold, onTrouble, ...options }: Holding, closing: AbortSignal): Promise<boolean> {
  const lost = new AbortController()
  const ended = AbortSignal.any([lost.signal, closing])
  const client = new Client({
    connectionString: options.connectionString,
    application_name: options.name,
    keepAlive: true,
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', () => lost.abort())
  client.on('end', () => lost.abort())
  let held = false
  try {
    await client.connect()
    held = true
    await Promise.race([hold(client, ended), once(ended)])
    await once(ended)
  } catch (error) {
    if (!closing.aborted) onTrouble(codeOf(error))
  } finally {
    lost.abort()
    await client.end().catch(() => undefined)
  }
  return held
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
