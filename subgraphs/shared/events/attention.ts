import pg from 'pg'
import type { Log } from '../../../platform/log.js'

/**
 * A connection of its own that listens on a channel, comes back after it was lost, and wakes `work` on every
 * notification, on connecting, and every `pollMs`: a notification is a hint, never the only way to learn.
 * `work` never overlaps itself; a wake-up during work leads to one more run.
 */
export class Attention {
  private readonly stopped = new AbortController()
  private awake = Promise.withResolvers<void>()
  private running: Promise<void> | undefined

  constructor(
    private readonly options: {
      databaseUrl: string
      channel: string
      pollMs: number
      log: Log
      /** Gets the listening connection; throwing closes it and begins anew after a pause. */
      work: (client: pg.Client) => Promise<void>
    },
  ) {}

  start(): void {
    this.running = this.run()
  }

  wake(): void {
    this.awake.resolve()
  }

  async stop(): Promise<void> {
    this.stopped.abort()
    this.wake()
    await this.running
  }

  private async run(): Promise<void> {
    let failures = 0
    while (!this.stopped.signal.aborted) {
      try {
        await this.listenAndWork(() => {
          failures = 0
        })
      } catch (error) {
        failures += 1
        await this.waitAfter(error, failures)
      }
    }
  }

  private async waitAfter(error: unknown, failures: number): Promise<void> {
    if (this.stopped.signal.aborted) return
    const { log, channel } = this.options
    log.warn({ err: error, channel, failures }, 'lost the database or could not do the work, trying again')
    this.awake = Promise.withResolvers<void>()
    await this.pause(Math.min(100 * 2 ** failures, 5_000))
  }

  private async listenAndWork(succeeded: () => void): Promise<void> {
    const { databaseUrl, channel, pollMs, work } = this.options
    const client = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      application_name: channel,
    })
    const lost = new Promise<never>((_, reject) => {
      client.on('error', reject)
      client.on('end', () => reject(new Error('connection ended')))
    })
    lost.catch(() => undefined)
    client.on('notification', () => this.wake())
    try {
      await client.connect()
      await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
      while (!this.stopped.signal.aborted) {
        this.awake = Promise.withResolvers<void>()
        await Promise.race([work(client), lost])
        succeeded()
        await Promise.race([this.pause(pollMs), lost])
      }
    } finally {
      await client.end().catch(() => undefined)
    }
  }

  /** Until woken, stopped or the time is over. */
  private async pause(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const over = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms)
    })
    await Promise.race([this.awake.promise, over])
    clearTimeout(timer)
  }
}
