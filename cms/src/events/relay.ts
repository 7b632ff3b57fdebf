import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { codeOf, holdConnection, type LastingConnection } from './lasting-connection'
import { outboxChannel } from './outbox'
import { createWakeUp } from './wake-up'

const batchSize = 100
const pollMs = 5_000
const firstPauseMs = 250
const longestPauseMs = 30_000

type OutboxRow = { position: string; event: Record<string, unknown> }

/**
 * Copies the outbox in order to the log and then empties it. Over all replicas one relay works at a time: whoever
 * holds the lock; the others wait on it and take over when its session ends. Killed between copy and delete, the
 * next relay copies again, and the log knows the ids.
 */
export function openRelay(options: {
  databaseUrl: string
  eventsUrl: string
  onTrouble: (where: string, code: string) => void
}): LastingConnection {
  return holdConnection({
    connectionString: options.databaseUrl,
    name: 'andon-cms-relay',
    onTrouble: (code) => options.onTrouble('outbox', code),
    hold: async (outbox, ended) => {
      await outbox.query(`SELECT pg_advisory_lock(hashtext('content relay'))`)
      const wake = createWakeUp()
      outbox.on('notification', wake.ring)
      ended.addEventListener('abort', wake.ring)
      await outbox.query(`LISTEN ${outboxChannel}`)
      await relayUntil(ended, outbox, wake.wait, options)
    },
  })
}

async function relayUntil(
  ended: AbortSignal,
  outbox: Client,
  wait: (ms: number) => Promise<void>,
  options: { eventsUrl: string; onTrouble: (where: string, code: string) => void },
): Promise<void> {
  const log = openLog(options.eventsUrl)
  let pauseMs = firstPauseMs
  try {
    while (!ended.aborted) {
      const rows = await readOutbox(outbox)
      if (rows.length === 0) {
        await wait(pollMs)
        continue
      }
      try {
        await log.append(rows.map((row) => row.event))
        pauseMs = firstPauseMs
      } catch (error) {
        options.onTrouble('event log', codeOf(error))
        await sleep(pauseMs, undefined, { signal: ended }).catch(() => undefined)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
        continue
      }
      const positions = rows.map((row) => row.position)
      await outbox.query('DELETE FROM content_outbox WHERE position = ANY($1::bigint[])', [positions])
    }
  } finally {
    await log.close()
  }
}

async function readOutbox(outbox: Client): Promise<OutboxRow[]> {
  const { rows } = await outbox.query<{ position: string; event: string }>(
    `SELECT position::text,
            jsonb_build_object('id', id, 'name', name, 'producer', 'content', 'subject', subject,
                               'occurredAt', to_char(occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                               'payload', payload)::text AS event
       FROM content_outbox ORDER BY position LIMIT ${String(batchSize)}`,
  )
  return rows.map((row) => ({
    position: row.position,
    event: JSON.parse(row.event) as Record<string, unknown>,
  }))
}

/** The log at the other end; a session that failed once is not used again. */
function openLog(connectionString: string): {
  append: (events: unknown[]) => Promise<void>
  close: () => Promise<void>
} {
  let client: Client | undefined
  const close = async (): Promise<void> => {
    const old = client
    client = undefined
    await old?.end().catch(() => undefined)
  }
  return {
    close,
    append: async (events) => {
      try {
        client ??= await connectToLog(connectionString)
        await client.query('SELECT events.append($1::jsonb)', [JSON.stringify(events)])
      } catch (error) {
        await close()
        throw error
      }
    },
  }
}

async function connectToLog(connectionString: string): Promise<Client> {
  const client = new Client({
    connectionString,
    application_name: 'andon-cms-relay',
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
    keepAlive: true,
  })
  // A lost session shows in the next query; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
