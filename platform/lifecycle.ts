import type { Log } from './log.js'

type Closing = { name: string; close: () => unknown; deadlineMs: number }

/**
 * How a process lives and ends. Whoever opens a thing registers its closing on the next line; closing runs in
 * reverse, once, each with a deadline. Readiness falls first. SIGTERM, SIGINT or the loss of the launcher begin
 * the end; a second signal exits at once.
 */
export class Lifecycle implements AsyncDisposable {
  private readonly closings: Closing[] = []
  private readonly awaited = new Map<string, () => boolean | Promise<boolean>>()
  private ending: Promise<void> | undefined
  private stops = false

  constructor(private readonly log: Log) {}

  get stopping(): boolean {
    return this.stops
  }

  onClose(name: string, close: () => unknown, deadlineMs = 5_000): void {
    this.closings.push({ name, close, deadlineMs })
  }

  /** The process counts as ready only while every such condition holds. */
  readyWhen(name: string, holds: () => boolean | Promise<boolean>): void {
    this.awaited.set(name, holds)
  }

  /** Names of what readiness still waits for; empty means ready. */
  async notReady(): Promise<string[]> {
    if (this.stopping) return ['stopping']
    const checks = [...this.awaited].map(async ([name, holds]) => {
      try {
        return (await holds()) ? [] : [name]
      } catch {
        return [name]
      }
    })
    return (await Promise.all(checks)).flat()
  }

  close(): Promise<void> {
    // Before the first closing runs, which it does at once.
    this.stops = true
    this.ending ??= this.closeAll()
    return this.ending
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  /** Ends the process on a signal or when the launcher that holds the other end of the IPC channel is gone. */
  endWithProcess(): void {
    const end = (reason: string): void => {
      if (this.stopping) process.exit(1)
      this.log.info({ reason }, 'stopping')
      void this.close().then(() => {
        // The IPC channel to the launcher would keep the process alive.
        if (process.connected) process.disconnect()
        process.exitCode ??= 0
        setTimeout(() => process.exit(), 500).unref()
      })
    }
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(signal))
    if (process.connected) process.on('disconnect', () => !this.stopping && end('launcher gone'))
  }

  private async closeAll(): Promise<void> {
    for (const closing of this.closings.reverse()) {
      try {
        await withDeadline(closing)
      } catch (error) {
        this.log.error({ err: error, closing: closing.name }, 'closing failed')
      }
    }
  }
}

async function withDeadline({ name, close, deadlineMs }: Closing): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`${name} did not close within ${String(deadlineMs)} ms`)),
      deadlineMs,
    )
  })
  try {
    await Promise.race([Promise.resolve(close()), expired])
  } finally {
    clearTimeout(timer)
  }
}
