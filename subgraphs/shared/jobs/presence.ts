import type pg from 'pg'
import type { Log } from '../../../platform/log.js'
import { Attention } from '../events/attention.js'

/** How long the jobs of a killed process wait for another one. */
const lookMs = 3_000

/**
 * Shows that a pool of workers lives, by an advisory lock on a connection that dies with the process, and frees the
 * jobs of pools that do not. The library alone would leave them locked for four hours.
 */
export class Presence {
  private readonly shown = Promise.withResolvers<void>()
  private readonly attention: Attention
  private readonly holding = new WeakSet<pg.Client>()

  constructor(
    private readonly options: { databaseUrl: string; jobSchema: string; poolId: string; log: Log },
  ) {
    const { databaseUrl, jobSchema, log } = options
    this.attention = new Attention({
      databaseUrl,
      channel: `andon_${jobSchema}`,
      pollMs: lookMs,
      log,
      work: (client) => this.show(client),
    })
    this.attention.start()
  }

  /** Before that no job may be taken: another process would think its worker dead. */
  untilShown(): Promise<void> {
    return this.shown.promise
  }

  async stop(): Promise<void> {
    // Nobody is left waiting where the database was never reached.
    this.shown.resolve()
    await this.attention.stop()
  }

  private async show(client: pg.Client): Promise<void> {
    const { jobSchema, poolId, log } = this.options
    if (!this.holding.has(client)) {
      await client.query(`SELECT pg_advisory_lock(${lockOf})`, [jobSchema, poolId])
      this.holding.add(client)
      this.shown.resolve()
    }
    const freed = await freeJobsOfTheDead(client, jobSchema, poolId)
    if (freed > 0) log.warn({ pools: freed }, 'jobs of dead workers are free again')
  }
}

const lockOf = `hashtextextended('andon worker ' || $1 || ' ' || $2, 0)`

async function freeJobsOfTheDead(client: pg.Client, jobSchema: string, own: string): Promise<number> {
  const { rows } = await client.query<{ pool: string }>(
    `SELECT DISTINCT locked_by AS pool FROM "${jobSchema}"._private_jobs
     WHERE locked_by IS NOT NULL AND locked_by <> $1`,
    [own],
  )
  let freed = 0
  for (const { pool } of rows) {
    const { rows: answer } = await client.query<{ dead: boolean }>(
      `SELECT pg_try_advisory_lock(${lockOf}) AS dead`,
      [jobSchema, pool],
    )
    if (answer[0]?.dead !== true) continue
    await client.query(`SELECT "${jobSchema}".force_unlock_workers(ARRAY[$1])`, [pool])
    await client.query(`SELECT pg_advisory_unlock(${lockOf})`, [jobSchema, pool])
    freed += 1
  }
  return freed
}
