import { defineRecurringTask, type Recurrence, type Task } from '../shared/jobs/jobs.js'

/** What case does later than it is asked, each by name; `addJob` writes one into the transaction that wants it. */
export function createCaseTasks(means: { anchorAudit: () => Promise<void> }): Record<string, Task> {
  return { anchorAudit: defineRecurringTask(means.anchorAudit) }
}

/** What case does by the clock, in UTC. */
export const caseCrontab: readonly Recurrence[] = [
  // Twenty past three in China.
  { task: 'anchorAudit', match: '20 19 * * *' },
]
