import { setTimeout as sleep } from 'node:timers/promises'
import { parseCronItems, run, type Runner, type TaskList } from 'graphile-worker'
import type { z } from 'zod'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { jobSchemaOf } from './add-job.js'
import { libraryLogger } from './library-logger.js'
import { Presence } from './presence.js'

export type JobRun = {
  /** 1 at the first time. */
  attempt: number
  /** Falls when the process ends and a long job should stop at the next good place. */
  signal: AbortSignal | undefined
}

export type Task = (payload: unknown, job: JobRun) => Promise<void>

/** A job that repeats. `match` is a crontab's five fields, reckoned in UTC: 19:00 there is 3 o'clock in China. */
export type Recurrence = { task: string; match: string; backfillMs?: number }

export type JobOptions = {
  databaseUrl: string
  /** Of the subgraph, whose jobs stand in `<schema>_jobs`. */
  schema: string
  tasks: Readonly<Record<string, Task>>
  crontab?: readonly Recurrence[]
  concurrency?: number
  lifecycle: Lifecycle
  log: Log
}

/** A task whose payload is checked before it runs. Tasks run again after a crash: running twice must do no harm. */
export function defineTask<Payload extends z.ZodType>(
  payload: Payload,
  work: (payload: z.output<Payload>, job: JobRun) => Promise<void>,
): Task {
  return async (given, job) => work(payload.parse(given), job)
}

/** A task that is told nothing but to begin, as a crontab begins it. */
export function defineRecurringTask(work: (job: JobRun) => Promise<void>): Task {
  return (_payload, job) => work(job)
}

/**
 * Runs the jobs of a subgraph in this process, of which several may do so: each job is run by one of them. A lost
 * database pauses it. Closing lets the jobs under way come to their end; what does not is run by the next process.
 */
export async function openJobs(options: JobOptions): Promise<void> {
  const { lifecycle, log } = options
  let current = await begin(options)
  let running = true
  lifecycle.onClose('jobs', () => current.stop(), 12_000)
  lifecycle.readyWhen('jobs', () => running)
  const keepUp = async (): Promise<void> => {
    for (;;) {
      await current.over
      if (lifecycle.stopping) return
      running = false
      log.warn('workers ended, beginning anew')
      current = await beginAgain(options)
      running = true
    }
  }
  void keepUp()
}

type Begun = { stop: () => Promise<void>; over: Promise<void> }

async function beginAgain(options: JobOptions): Promise<Begun> {
  for (let failures = 0; !options.lifecycle.stopping; failures += 1) {
    await sleep(Math.min(200 * 2 ** failures, 10_000))
    try {
      return await begin(options)
    } catch (error) {
      options.log.warn({ err: error, failures }, 'workers could not begin')
    }
  }
  return { stop: () => Promise.resolve(), over: Promise.resolve() }
}

async function begin(options: JobOptions): Promise<Begun> {
  const { databaseUrl, schema, log, crontab = [], concurrency = 2 } = options
  const jobSchema = jobSchemaOf(schema)
  let presence: Presence | undefined
  const showPresence = async (poolId: string): Promise<void> => {
    presence ??= new Presence({ databaseUrl, jobSchema, poolId, log })
    await presence.untilShown()
  }
  const runner = await run({
    connectionString: databaseUrl,
    schema: jobSchema,
    concurrency,
    maxPoolSize: concurrency + 2,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: 3_000,
    taskList: toTaskList(options.tasks, log),
    parsedCronItems: parseCronItems(crontab.map(toCronItem)),
    logger: libraryLogger(log),
    preset: { plugins: [presencePlugin(showPresence)] },
  })
  const over = runner.promise
    .catch((error: unknown) => log.error({ err: error }, 'workers ended'))
    .then(() => presence?.stop())
  return { stop: () => stop(runner, over), over }
}

async function stop(runner: Runner, over: Promise<void>): Promise<void> {
  // It rejects where the workers have ended by themselves, which `over` has told already.
  await runner.stop().catch(() => undefined)
  await over
}

function presencePlugin(show: (poolId: string) => Promise<void>): GraphileConfig.Plugin {
  return {
    name: 'AndonPresencePlugin',
    version: '1.0.0',
    worker: { hooks: { startWorker: (_context, event) => show(event.worker.workerPool.id) } },
  }
}

function toCronItem({ task, match, backfillMs = 86_400_000 }: Recurrence): {
  task: string
  match: string
  options: { backfillPeriod: number }
} {
  return { task, match, options: { backfillPeriod: backfillMs } }
}

function toTaskList(tasks: JobOptions['tasks'], log: Log): TaskList {
  const wrapped = Object.entries(tasks).map(([name, task]) => [
    name,
    async (payload: unknown, helpers: { job: { attempts: number }; abortSignal?: AbortSignal }) => {
      const { attempts: attempt } = helpers.job
      const startedAt = performance.now()
      try {
        await task(payload, { attempt, signal: helpers.abortSignal })
      } catch (error) {
        log.error({ err: error, job: name, attempt }, 'job failed')
        // The library writes the message into the row of the job, and drivers put values into theirs.
        throw new Error(`${error instanceof Error ? error.name : 'failure'}, see the log`)
      }
      log.info({ job: name, attempt, ms: Math.round(performance.now() - startedAt) }, 'job done')
    },
  ])
  return Object.fromEntries(wrapped) as TaskList
}
