import { LockMode, type EntityManager, type MikroORM } from '@mikro-orm/postgresql'
import type pg from 'pg'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { Attention } from './attention.js'
import { eventCatalogue, type DomainEvent, type EventName } from './catalogue.js'
import { Watermark } from './watermark.entity.js'

/** What a consumer does on each event it follows, inside the transaction that also moves its watermark. */
export type EventHandlers = {
  [Name in EventName]?: (em: EntityManager, event: DomainEvent<Name>) => Promise<void> | void
}

const batchSize = 200

/**
 * Follows the log from the consumer's own watermark. Effects and watermark are one transaction, so that an event
 * counts once however often the process dies; the row lock on the watermark keeps replicas from folding the same
 * batch. An event that cannot be handled stops the consumer there, loudly: skipping it would lose a fact.
 *
 * @param applied called after each committed batch
 */
export function startConsumer(options: {
  consumer: string
  orm: MikroORM
  eventsDatabaseUrl: string
  handlers: EventHandlers
  lifecycle: Lifecycle
  log: Log
  applied?: (events: DomainEvent[]) => void
}): Attention {
  const { consumer, eventsDatabaseUrl, lifecycle, log } = options
  let caughtUp = false
  const attention = new Attention({
    databaseUrl: eventsDatabaseUrl,
    channel: 'andon_events',
    pollMs: 2_000,
    log,
    work: async (client) => {
      while ((await foldBatch(client, options)) === batchSize) if (lifecycle.stopping) return
      caughtUp = true
    },
  })
  attention.start()
  lifecycle.onClose(`consumer ${consumer}`, () => attention.stop())
  lifecycle.readyWhen(`consumer ${consumer}`, () => caughtUp)
  return attention
}

async function foldBatch(client: pg.Client, options: Parameters<typeof startConsumer>[0]): Promise<number> {
  const { consumer, orm, handlers, applied } = options
  const names = Object.keys(handlers) as EventName[]
  const events = await orm.em.fork().transactional(async (em) => {
    const watermark = await lockWatermark(em, consumer)
    const batch = await readLog(client, names, watermark.position)
    for (const event of batch) await handle(em, event, options)
    const last = batch.at(-1)
    if (last !== undefined) watermark.position = last.position
    return batch
  })
  if (events.length > 0) applied?.(events)
  return events.length
}

async function lockWatermark(em: EntityManager, consumer: string): Promise<Watermark> {
  await em.upsert(Watermark, { consumer, position: 0n }, { onConflictAction: 'ignore' })
  return em.findOneOrFail(Watermark, { consumer }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
}

type LogRow = {
  position: string
  id: string
  name: EventName
  producer: string
  subject: string
  occurred_at: Date
  payload: unknown
}

async function readLog(client: pg.Client, names: EventName[], after: bigint): Promise<DomainEvent[]> {
  const { rows } = await client.query<LogRow>(
    `SELECT position, id, name, producer, subject, occurred_at, payload FROM events.log
     WHERE position > $1 AND name = ANY($2) ORDER BY position LIMIT $3`,
    [after.toString(), names, batchSize],
  )
  return rows.map(
    (row) =>
      ({
        position: BigInt(row.position),
        id: row.id,
        name: row.name,
        producer: row.producer,
        subject: row.subject,
        occurredAt: row.occurred_at,
        payload: eventCatalogue[row.name].payload.parse(row.payload),
      }) as DomainEvent,
  )
}

async function handle(
  em: EntityManager,
  event: DomainEvent,
  { consumer, handlers, log }: Parameters<typeof startConsumer>[0],
): Promise<void> {
  const handler = handlers[event.name] as
    ((em: EntityManager, event: DomainEvent) => Promise<void> | void) | undefined
  try {
    await handler?.(em, event)
  } catch (error) {
    const { name, position } = event
    log.error({ err: error, consumer, name, position: position.toString() }, 'stopped at an event')
    throw error
  }
}
