import type { Client } from 'pg'
import { nextExpiry } from '../content-subgraph/public-page'
import { holdConnection } from '../events/lasting-connection'

/** A stretch of time in which nothing that is public changed; undefined while nobody can tell. */
export type Epoch = number | undefined
export type ContentEpoch = {
  /** The epoch that was in force at some moment after this call. */
  now: () => Promise<Epoch>
  close: () => Promise<void>
}

const slowestCheckMs = 1_000

/* Both say it by the clock of the database, which is also the one that public reads ask. */
const check = `SELECT version, coalesce(clock_timestamp() AT TIME ZONE 'UTC' >= $1::timestamp, false) AS over
  FROM content_version`
const survey = `SELECT version, (${nextExpiry})::text AS next FROM content_version`

/**
 * Tells whether what was read of the public content still holds, by asking the database after each call: what was
 * published, withdrawn or deleted by the time of the call is known with its answer, on every replica. Calls that
 * come while a question is under way share the next one. Without an answer, which is when its session is lost or
 * slow, there is no epoch, nothing kept is believed, and a new session begins a new epoch.
 */
export function openContentEpoch(options: {
  databaseUrl: string
  onTrouble: (code: string) => void
}): ContentEpoch {
  let ask: (() => Promise<Epoch>) | undefined
  let latest = 0
  const connection = holdConnection({
    connectionString: options.databaseUrl,
    name: 'andon-cms-cache',
    queryTimeoutMs: slowestCheckMs,
    onTrouble: options.onTrouble,
    hold: async (client, ended) => {
      const asking = createAsking(client, () => (latest += 1))
      await asking()
      const { promise: failed, reject } = Promise.withResolvers<never>()
      const forget = (): void => {
        ask = undefined
      }
      ended.addEventListener('abort', forget, { once: true })
      ask = () =>
        asking().catch((error: unknown) => {
          forget()
          reject(error instanceof Error ? error : new Error('unknown'))
          return undefined
        })
      await failed
    },
  })
  return { now: shareNext(() => ask?.() ?? Promise.resolve(undefined)), close: connection.close }
}

/** One question to the session, and a second where the first finds that something changed. */
function createAsking(client: Client, beginEpoch: () => number): () => Promise<number> {
  let epoch: number | undefined
  let version: string | undefined
  let next: string | null = null
  return async () => {
    if (epoch !== undefined) {
      const { rows } = await client.query<{ version: string; over: boolean }>({
        name: 'check',
        text: check,
        values: [next],
      })
      const [row] = rows
      if (row !== undefined && row.version === version && !row.over) return epoch
    }
    const { rows } = await client.query<{ version: string; next: string | null }>(survey)
    if (rows[0] === undefined) throw new Error('the count of changes is gone')
    version = rows[0].version
    next = rows[0].next
    epoch = beginEpoch()
    return epoch
  }
}

/** Whoever comes while an answer is awaited may not have it: it can be older than they are. They get the next. */
export function shareNext<Value>(ask: () => Promise<Value>): () => Promise<Value> {
  let running: Promise<Value> | undefined
  let following: Promise<Value> | undefined
  const begin = (): Promise<Value> => {
    following = undefined
    const asked = ask().finally(() => {
      if (running === asked) running = undefined
    })
    running = asked
    return asked
  }
  return () => {
    if (running === undefined) return begin()
    following ??= running.then(begin, begin)
    return following
  }
}
