import { defineRecurringTask, type Recurrence, type Task } from '../shared/jobs/jobs.js'

/** What region does later than it is asked, each by name. */
export function createRegionTasks(means: { anchorAudit: () => Promise<void> }): Record<string, Task> {
  return { anchorAudit: defineRecurringTask(means.anchorAudit) }
}

/** What region does by the clock, in UTC: the audit chain at ten past three in China. */
export const regionCrontab: readonly Recurrence[] = [{ task: 'anchorAudit', match: '10 19 * * *' }]
