import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

const firstPauseMs = 250
const longestPauseMs = 30_000
const farewellMs = 2_000

export type LastingConnection = { close: () => Promise<void> }

type Holding = {
  connectionString: string
  name: string
  /** When a question without an answer counts as failed; unset where a question may wait for a lock. */
  queryTimeoutMs?: number
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
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    ...(options.queryTimeoutMs === undefined ? {} : { query_timeout: options.queryTimeoutMs }),
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
    await endClient(client)
  }
  return held
}

/** A peer that went away without a word does not answer a farewell either. */
async function endClient(client: Client): Promise<void> {
  const farewell = client.end().catch(() => undefined)
  await Promise.race([farewell, sleep(farewellMs, undefined, { ref: false })])
  const { connection } = client as unknown as { connection?: { stream?: { destroy: () => void } } }
  connection?.stream?.destroy()
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
