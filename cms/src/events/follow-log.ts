import { setTimeout as sleep } from 'node:timers/promises'
import type { Core } from '@strapi/strapi'
import type { Client } from 'pg'
import { selectRows, type Transaction } from '../publication/document-action'
import { codeOf, holdConnection, type LastingConnection } from './lasting-connection'
import { createWakeUp } from './wake-up'

/** A fact of another subgraph, as it stands in the log. */
export type LoggedEvent = { position: string; name: string; occurredAt: Date; payload: unknown }

/** What is done on each event that is followed, inside the transaction that also moves the watermark. */
export type EventHandlers = Readonly<Record<string, (trx: Transaction, event: LoggedEvent) => Promise<void>>>

const consumer = 'content'
const batchSize = 100
const pollMs = 2_000
const firstPauseMs = 250
const longestPauseMs = 30_000

/** How far the desk has read the log. It lies in Strapi's database, where the effects are. */
export async function createWatermarks(strapi: Core.Strapi): Promise<void> {
  await strapi.db.connection.raw(`
    CREATE TABLE IF NOT EXISTS content_watermarks (consumer text PRIMARY KEY, position bigint NOT NULL)`)
}

type Following = {
  strapi: Core.Strapi
  eventsUrl: string
  handlers: EventHandlers
  onTrouble: (where: string, code: string) => void
}

/**
 * Follows the platform's log from the desk's own watermark. Effects and watermark are one transaction: an event counts
 * once, however often a process dies, and the lock on the watermark lets one replica at a time fold. Events nobody
 * here follows are passed by. One that cannot be handled stops the desk there, loudly: skipping it would lose a fact.
 */
export function followLog(following: Following): LastingConnection {
  return holdConnection({
    connectionString: following.eventsUrl,
    name: 'andon-cms-consumer',
    onTrouble: (code) => following.onTrouble('event log', code),
    hold: async (log, ended) => {
      const wake = createWakeUp()
      log.on('notification', wake.ring)
      ended.addEventListener('abort', wake.ring)
      await log.query('LISTEN andon_events')
      await foldUntil(ended, log, wake.wait, following)
    },
  })
}

async function foldUntil(
  ended: AbortSignal,
  log: Client,
  wait: (ms: number) => Promise<void>,
  following: Following,
): Promise<void> {
  let pauseMs = firstPauseMs
  while (!ended.aborted) {
    try {
      const folded = await foldBatch(log, following)
      pauseMs = firstPauseMs
      if (folded < batchSize) await wait(pollMs)
    } catch (error) {
      if (ended.aborted) return
      following.onTrouble('stopped at an event', codeOf(error))
      await sleep(pauseMs, undefined, { signal: ended }).catch(() => undefined)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    }
  }
}

async function foldBatch(log: Client, { strapi, handlers }: Following): Promise<number> {
  const folded: unknown = await strapi.db.transaction(async ({ trx }: { trx: Transaction }) => {
    await selectRows(trx, 'INSERT INTO content_watermarks VALUES (?, 0) ON CONFLICT DO NOTHING', [consumer])
    const [watermark] = await selectRows<{ position: string }>(
      trx,
      'SELECT position::text FROM content_watermarks WHERE consumer = ? FOR UPDATE',
      [consumer],
    )
    const events = await readLog(log, Object.keys(handlers), watermark?.position ?? '0')
    for (const event of events) await handlers[event.name]?.(trx, event)
    const last = events.at(-1)
    if (last !== undefined)
      await selectRows(trx, 'UPDATE content_watermarks SET position = ? WHERE consumer = ?', [
        last.position,
        consumer,
      ])
    return events.length
  })
  return Number(folded)
}

async function readLog(log: Client, names: string[], after: string): Promise<LoggedEvent[]> {
  // Strapi has the driver leave JSON as text.
  const { rows } = await log.query<LoggedEvent & { payload: string }>(
    `SELECT position::text, name, occurred_at AS "occurredAt", payload::text FROM events.log
      WHERE position > $1 AND name = ANY($2) ORDER BY position LIMIT ${String(batchSize)}`,
    [after, names],
  )
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }))
}
