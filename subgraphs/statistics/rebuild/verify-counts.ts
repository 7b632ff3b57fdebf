import { IsolationLevel, MikroORM, type EntityManager } from '@mikro-orm/postgresql'
import pg from 'pg'
import { readLog } from '../../shared/events/consumer.js'
import { Watermark } from '../../shared/events/watermark.entity.js'
import { countsConsumer } from '../counters/counting.js'
import { countedEventNames, foldEvents, type CountedEvent } from '../counters/fold-events.js'
import { createFoldStore } from '../counters/fold-store.js'
import { countsTables, firstDifference, type Difference } from './compare.js'

/** What a rebuild found; `difference` where a cell is not what the events come to. */
export type Verdict = {
  /** Of the log, up to which both were compared. */
  position: bigint
  events: number
  rows: number
  difference: Difference | undefined
}

const batchSize = 5_000
const store = createFoldStore('pg_temp')

/**
 * Folds the log once more, into tables beside the live ones, and compares every row and cell. All is seen as it stood
 * at one moment, at the position the live counts had reached then; the live fold goes on meanwhile. Nothing is changed:
 * the tables beside are temporary.
 *
 * @param told called now and then with how many events were folded
 */
export async function verifyCounts(options: {
  databaseUrl: string
  eventsDatabaseUrl: string
  told?: (events: number) => void
}): Promise<Verdict> {
  const orm = await MikroORM.init({
    clientUrl: options.databaseUrl,
    schema: 'statistics',
    entities: [Watermark],
    pool: { min: 0, max: 1 },
    forceUtcTimezone: true,
    debug: false,
  })
  const log = new pg.Client({
    connectionString: options.eventsDatabaseUrl,
    application_name: 'andon statistics verify',
  })
  try {
    await log.connect()
    return await orm.em.fork().transactional((em) => rebuildAndCompare(em, log, options.told), {
      isolationLevel: IsolationLevel.REPEATABLE_READ,
    })
  } finally {
    await log.end()
    await orm.close(true)
  }
}

async function rebuildAndCompare(
  em: EntityManager,
  log: pg.Client,
  told: ((events: number) => void) | undefined,
): Promise<Verdict> {
  const [reached] = await em.execute<{ position: string }[]>(
    'SELECT position::text FROM statistics.watermark WHERE consumer = ?',
    [countsConsumer],
  )
  const position = BigInt(reached?.position ?? 0)
  for (const { name } of countsTables)
    await em.execute(
      `CREATE TEMP TABLE ${name} (LIKE statistics.${name} INCLUDING DEFAULTS INCLUDING INDEXES) ON COMMIT DROP`,
      [],
      'run',
    )
  const events = await rebuild(em, log, position, told)
  for (const { name } of countsTables) await em.execute(`ANALYZE pg_temp.${name}`, [], 'run')
  const { rows, difference } = await firstDifference(em)
  return { position, events, rows, difference }
}

async function rebuild(
  em: EntityManager,
  log: pg.Client,
  position: bigint,
  told: ((events: number) => void) | undefined,
): Promise<number> {
  let after = 0n
  let folded = 0
  for (;;) {
    const read = await readLog(log, { names: countedEventNames, after, limit: batchSize })
    const batch = read.filter((event) => event.position <= position) as CountedEvent[]
    if (batch.length > 0) {
      const counted = await store.load(em, batch)
      await store.write(em, counted, foldEvents(counted, batch))
      folded += batch.length
      told?.(folded)
    }
    const last = read.at(-1)
    if (last === undefined || last.position >= position) return folded
    after = last.position
  }
}
