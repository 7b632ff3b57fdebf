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

/** What a consumer makes of many events at once, where one after the other would be too slow. */
export type BatchFold<Name extends EventName = EventName> = {
  names: readonly Name[]
  /** How many at once, at most. */
  size: number
  /** In the transaction that also moves the watermark. */
  fold(em: EntityManager, events: readonly DomainEvent<Name>[]): Promise<void>
}

const batchSize = 200

/**
 * Follows the log from the consumer's own watermark. Effects and watermark are one transaction, so that an event
 * counts once however often the process dies; the row lock on the watermark keeps replicas from folding the same
 * batch. An event that cannot be handled stops the consumer there, loudly: skipping it would lose a fact.
 *
 * @param caughtUp called each time the end of the log was reached
 * @param applied called after each committed batch
 */
export function startConsumer(options: ConsumerOptions & { eventsDatabaseUrl: string }): Attention {
  const { consumer, eventsDatabaseUrl, lifecycle, log } = options
  let caughtUp = false
  const attention = new Attention({
    databaseUrl: eventsDatabaseUrl,
    channel: 'andon_events',
    pollMs: 2_000,
    log,
    work: async (client) => {
      while ((await takeBatch(client, options)) === sizeOf(options)) if (lifecycle.stopping) return
      await options.caughtUp?.()
      caughtUp = true
    },
  })
  attention.start()
  lifecycle.onClose(`consumer ${consumer}`, () => attention.stop())
  lifecycle.readyWhen(`consumer ${consumer}`, () => caughtUp)
  return attention
}

type ConsumerOptions = {
  consumer: string
  orm: MikroORM
  handlers: EventHandlers | BatchFold
  lifecycle: Lifecycle
  log: Log
  caughtUp?: () => Promise<void>
  applied?: (events: DomainEvent[]) => void
}

function isFold(handlers: ConsumerOptions['handlers']): handlers is BatchFold {
  return 'fold' in handlers
}

function sizeOf({ handlers }: Pick<ConsumerOptions, 'handlers'>): number {
  return isFold(handlers) ? handlers.size : batchSize
}

/** Effects of the next events and the watermark, in one transaction; how many there were. */
export async function takeBatch(
  client: pg.Client,
  options: Omit<ConsumerOptions, 'lifecycle'>,
): Promise<number> {
  const { consumer, orm, handlers, applied } = options
  const names = isFold(handlers) ? handlers.names : (Object.keys(handlers) as EventName[])
  const events = await orm.em.fork().transactional(async (em) => {
    const watermark = await lockWatermark(em, consumer)
    const batch = await readLog(client, { names, after: watermark.position, limit: sizeOf(options) })
    if (!isFold(handlers)) for (const event of batch) await handle(em, event, handlers, options)
    else if (batch.length > 0) await foldTogether(em, batch, handlers, options)
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

/** The events of these names that follow a position, at most `limit`. */
export async function readLog(
  client: pg.Client,
  { names, after, limit }: { names: readonly EventName[]; after: bigint; limit: number },
): Promise<DomainEvent[]> {
  const { rows } = await client.query<LogRow>(
    `SELECT position, id, name, producer, subject, occurred_at, payload FROM events.log
     WHERE position > $1 AND name = ANY($2) ORDER BY position LIMIT $3`,
    [after.toString(), names, limit],
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
  handlers: EventHandlers,
  { consumer, log }: Pick<ConsumerOptions, 'consumer' | 'log'>,
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

async function foldTogether(
  em: EntityManager,
  batch: DomainEvent[],
  handlers: BatchFold,
  { consumer, log }: Pick<ConsumerOptions, 'consumer' | 'log'>,
): Promise<void> {
  try {
    await handlers.fold(em, batch)
  } catch (error) {
    const [from, to] = [batch[0]?.position, batch.at(-1)?.position].map(String)
    log.error({ err: error, consumer, from, to }, 'stopped at a batch of events')
    throw error
  }
}
