import type pg from 'pg'
import pgClient from 'pg'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { Attention } from './attention.js'
import type { EventName } from './catalogue.js'
import { eventCatalogue } from './catalogue.js'

type OutboxRow = {
  sequence: string
  id: string
  name: EventName
  subject: string
  occurred_at: Date
  payload: object
}

const batchSize = 500

/**
 * Carries a producer's facts from its outbox to the log, in order. Of all replicas one relay works: it holds an
 * advisory lock for as long as its connection lives. A crash after the log has taken a batch and before the outbox
 * is emptied repeats the batch, and the log knows the ids.
 */
export function startRelay(options: {
  schema: string
  databaseUrl: string
  eventsDatabaseUrl: string
  lifecycle: Lifecycle
  log: Log
}): Attention {
  const { schema, databaseUrl, eventsDatabaseUrl, lifecycle, log } = options
  const leading = new WeakSet<pg.Client>()
  const relay = new Attention({
    databaseUrl,
    channel: `andon_outbox_${schema}`,
    pollMs: 2_000,
    log,
    work: async (outbox) => {
      if (!leading.has(outbox) && !(await tryToLead(outbox, schema))) return
      leading.add(outbox)
      await drain(outbox, schema, eventsDatabaseUrl)
    },
  })
  relay.start()
  lifecycle.onClose('relay', () => relay.stop())
  return relay
}

async function tryToLead(client: pg.Client, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ leads: boolean }>(
    "SELECT pg_try_advisory_lock(hashtextextended('andon relay ' || $1, 0)) AS leads",
    [schema],
  )
  return rows[0]?.leads === true
}

async function drain(outbox: pg.Client, schema: string, eventsDatabaseUrl: string): Promise<void> {
  let rows = await nextBatch(outbox, schema)
  if (rows.length === 0) return
  const events = new pgClient.Client({
    connectionString: eventsDatabaseUrl,
    application_name: `relay ${schema}`,
  })
  await events.connect()
  try {
    while (rows.length > 0) {
      await events.query('SELECT events.append($1::jsonb)', [JSON.stringify(rows.map(toLogEntry))])
      await outbox.query(`DELETE FROM "${schema}".outbox WHERE sequence = ANY($1::bigint[])`, [
        rows.map((row) => row.sequence),
      ])
      rows = await nextBatch(outbox, schema)
    }
  } finally {
    await events.end()
  }
}

async function nextBatch(outbox: pg.Client, schema: string): Promise<OutboxRow[]> {
  const { rows } = await outbox.query<OutboxRow>(
    `SELECT sequence, id, name, subject, occurred_at, payload FROM "${schema}".outbox ORDER BY sequence LIMIT $1`,
    [batchSize],
  )
  return rows
}

function toLogEntry(row: OutboxRow): object {
  return {
    id: row.id,
    name: row.name,
    producer: eventCatalogue[row.name].producer,
    subject: row.subject,
    occurredAt: row.occurred_at.toISOString(),
    payload: row.payload,
  }
}
