import type { MikroORM } from '@mikro-orm/postgresql'
import type { Clock } from '../shared/clock.js'
import { defineRecurringTask, type Recurrence, type Task } from '../shared/jobs/jobs.js'
import { sweepCampaigns } from './outreach/campaign/sweep.js'

/** What statistics does later than it is asked, each by name. */
export function createStatisticsTasks(means: {
  orm: MikroORM
  clock: Clock
  releasePublicCounts: () => Promise<void>
}): Record<string, Task> {
  return {
    sweepCampaigns: defineRecurringTask(() => sweepCampaigns(means)),
    releasePublicCounts: defineRecurringTask(means.releasePublicCounts),
  }
}

/** What statistics does by the clock, in UTC; what was missed is found by the next run. */
export const statisticsCrontab: readonly Recurrence[] = [
  { task: 'sweepCampaigns', match: '*/5 * * * *', backfillMs: 0 },
  // Half past two in China: the day before has ended, and its events have arrived.
  { task: 'releasePublicCounts', match: '30 18 * * *' },
]
