import type { MikroORM } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { recordAudit } from '../../shared/audit/record.js'
import { addJob } from '../../shared/jobs/add-job.js'
import { defineRecurringTask, defineTask, type Recurrence, type Task } from '../../shared/jobs/jobs.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { deleteDueRows, dueReports, isReportClass, reportClasses, type ReportClass } from './due.js'
import { eraseRecord, type ErasingMeans } from './erase.service.js'
import { StoredErasure } from './erasure.entity.js'
import { dueBefore } from './preview.service.js'
import { ErasureState } from './retention.type.js'
import { rulesInForce } from './rule.service.js'

/** Of one class in one night; what is more is due the next night too. */
const mostANight = 5_000

export function createRetentionTasks(means: ErasingMeans): Record<string, Task> {
  const record = z.object({ reportId: z.uuid(), recordClass: z.enum(reportClasses) })
  return {
    eraseWhatIsDue: defineRecurringTask(() => eraseWhatIsDue(means)),
    eraseRecord: defineTask(record, (given) => eraseRecord(means, given)),
    completeErasures: defineRecurringTask(() => completeErasures(means)),
  }
}

/** At night in China; 18:30 UTC is 2:30 there. */
export const retentionCrontab: readonly Recurrence[] = [
  { task: 'eraseWhatIsDue', match: '30 18 * * *' },
  { task: 'completeErasures', match: '10 19 * * *' },
]

/** A job for each record, so that one that fails holds up no other; and what was begun and not ended, again. */
async function eraseWhatIsDue({ orm, now }: ErasingMeans): Promise<void> {
  for (const rule of await rulesInForce(orm.em.fork())) {
    const { recordClass } = rule
    const before = dueBefore(rule, now())
    if (isReportClass(recordClass)) {
      const due = await dueReports(orm.em.fork(), recordClass, { before, first: mostANight })
      await orderErasing(orm, recordClass, due)
      continue
    }
    await orm.em.fork().transactional(async (em) => {
      const rows = await deleteDueRows(em, recordClass, before)
      if (rows === 0) return
      await recordAudit<ReportAuditAction>(em, {
        actor: 'SYSTEM',
        action: 'RECORD_ERASED',
        thing: { kind: 'RETENTION_RULE', id: recordClass },
        facts: { rows, ruleVersion: rule.version, days: rule.days },
      })
    })
  }
  const begun = await orm.em.fork().find(StoredErasure, { state: ErasureState.STARTED })
  for (const { recordClass, reportId } of begun)
    if (isReportClass(recordClass)) await orderErasing(orm, recordClass, [reportId])
}

async function orderErasing(
  orm: MikroORM,
  recordClass: ReportClass,
  reportIds: readonly string[],
): Promise<void> {
  await orm.em.fork().transactional(async (em) => {
    for (const reportId of reportIds) {
      const key = `erase:${recordClass}:${reportId}`
      await addJob(em, 'eraseRecord', { reportId, recordClass }, { key })
    }
  })
}

/** An erasure is complete when no backup is left that could undo it. */
async function completeErasures({ orm, now }: ErasingMeans): Promise<void> {
  const { ERASED_PENDING_BACKUP: state, ERASED } = ErasureState
  await orm.em.fork().nativeUpdate(StoredErasure, { state, backupEndsAt: { $lte: now() } }, { state: ERASED })
}
