import { z } from 'zod'
import { defineRecurringTask, defineTask, type Recurrence, type Task } from '../shared/jobs/jobs.js'
import { expireReveals } from './identity-vault/reveal/reveal.service.js'
import { createRetentionTasks, retentionCrontab } from './retention/nightly.js'
import type { ErasingMeans } from './retention/erase.service.js'
import { tellSuperiors } from './search/superior.service.js'
import { createNoticeTasks, noticeCrontab, type NoticeMeans } from './notices/send-notice.js'
import { forgetExpiredProofs } from './proof-of-work/proof.service.js'

export type TaskMeans = ErasingMeans & NoticeMeans & { anchorAudit: () => Promise<void> }

/** What report does later than it is asked, each by name; `addJob` writes one into the transaction that wants it. */
export function createReportTasks(means: TaskMeans): Record<string, Task> {
  const { orm } = means
  return {
    ...createRetentionTasks(means),
    ...createNoticeTasks(means),
    anchorAudit: defineRecurringTask(means.anchorAudit),
    tellSuperiors: defineTask(z.object({ searchId: z.uuid() }), ({ searchId }) =>
      tellSuperiors(orm, searchId),
    ),
    forgetExpiredProofs: defineRecurringTask(() => forgetExpiredProofs(orm.em.fork())),
    expireReveals: defineRecurringTask(() => expireReveals(orm.em.fork())),
  }
}

/** What report does by the clock, in UTC. */
export const reportCrontab: readonly Recurrence[] = [
  { task: 'forgetExpiredProofs', match: '17 * * * *' },
  // Ten past three in China.
  { task: 'anchorAudit', match: '10 19 * * *' },
  { task: 'expireReveals', match: '*/10 * * * *' },
  ...retentionCrontab,
  ...noticeCrontab,
]
