import type { MikroORM } from '@mikro-orm/postgresql'
import type { Log } from '../../platform/log.js'
import type { Clock } from '../shared/clock.js'
import { defineRecurringTask, type Recurrence, type Task } from '../shared/jobs/jobs.js'
import { sweepDeadlines } from './deadlines/sweep.js'
import { applyMapChanges } from './jurisdiction/map-events.js'
import { createDeliverNotice, type Senders } from './notices/notices.js'

/** What case does later than it is asked, each by name; `addJob` writes one into the transaction that wants it. */
export function createCaseTasks(means: {
  orm: MikroORM
  clock: Clock
  senders: Senders
  log: Log
  anchorAudit: () => Promise<void>
}): Record<string, Task> {
  return {
    anchorAudit: defineRecurringTask(means.anchorAudit),
    sweepDeadlines: defineRecurringTask(() => sweepDeadlines(means)),
    applyMapChanges: defineRecurringTask(() => applyMapChanges(means)),
    deliverNotice: createDeliverNotice(means),
  }
}

/** What case does by the clock, in UTC. */
export const caseCrontab: readonly Recurrence[] = [
  // Twenty past three in China.
  { task: 'anchorAudit', match: '20 19 * * *' },
  { task: 'applyMapChanges', match: '*/10 * * * *', backfillMs: 0 },
  // What was missed is found by the next one: one is enough.
  { task: 'sweepDeadlines', match: '* * * * *', backfillMs: 0 },
]
