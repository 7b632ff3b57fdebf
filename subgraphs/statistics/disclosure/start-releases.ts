import type { MikroORM } from '@mikro-orm/postgresql'
import pg from 'pg'
import { z } from 'zod'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import type { Clock } from '../../shared/clock.js'
import { startConsumer } from '../../shared/events/consumer.js'
import { reachHandlers } from '../../shared/reach/reach.service.js'
import { publicFacts, publicFactsConsumer } from './public-facts.js'
import { releaseDue } from './release.js'
import { Solver } from './solver.js'

export const publicCountsSettings = {
  /** Fewer than this are never told as a number. Six leaves five values to somebody who knows of one report. */
  PUBLIC_COUNTS_K: z.coerce.number().int().min(3).max(1_000).default(6),
  /** The whole that is told: the country, or the province whose platform this is. */
  PUBLIC_COUNTS_REGION: z
    .string()
    .regex(/^\d\d0000$/)
    .default('000000'),
}

export type PublicCountsSettings = { PUBLIC_COUNTS_K: number; PUBLIC_COUNTS_REGION: string }

/**
 * Counts facts for the public figures from now on, and hands out what releases them when it is time.
 *
 * @returns the work of the daily job
 */
export function startPublicCounts(options: {
  orm: MikroORM
  eventsDatabaseUrl: string
  clock: Clock
  settings: PublicCountsSettings
  lifecycle: Lifecycle
  log: Log
}): () => Promise<void> {
  const { orm, eventsDatabaseUrl, clock, settings, log } = options
  startConsumer({ ...options, consumer: publicFactsConsumer, handlers: publicFacts })
  return async () => {
    const solver = await Solver.open()
    const isCaughtUp = () => hasTakenInAll(orm, eventsDatabaseUrl)
    const { PUBLIC_COUNTS_K: k, PUBLIC_COUNTS_REGION: rootCode } = settings
    await releaseDue({ orm, clock, solver, k, rootCode, isCaughtUp, log })
  }
}

/**
 * Whether every fact and every authority in the log was taken in: a day is told once, so it must be whole, and the list
 * of regions holds for its month.
 */
async function hasTakenInAll(orm: MikroORM, eventsDatabaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: eventsDatabaseUrl })
  await client.connect()
  try {
    const isUpTo = async (consumer: string, names: readonly string[]): Promise<boolean> => {
      const { rows } = await client.query<{ position: string }>(
        'SELECT coalesce(max(position), 0) AS position FROM events.log WHERE name = ANY($1)',
        [names],
      )
      const [watermark] = await orm.em
        .fork()
        .execute<{ position: string }[]>('SELECT position FROM statistics.watermark WHERE consumer = ?', [
          consumer,
        ])
      return BigInt(watermark?.position ?? 0) >= BigInt(rows[0]?.position ?? 0)
    }
    return (
      (await isUpTo(publicFactsConsumer, publicFacts.names)) &&
      (await isUpTo('statistics', Object.keys(reachHandlers)))
    )
  } finally {
    await client.end()
  }
}
