import type { EntityManager } from '@mikro-orm/postgresql'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { isReporting } from '../intake/report.service.js'

/**
 * Records that somebody looks at reports, each once: all in one round trip, in the transaction of the look. Reporters
 * who look at what is their own leave no entry: the chain would tell when they did.
 */
export async function recordLooks(
  em: EntityManager,
  look: { viewer: Viewer; action: ReportAuditAction; reportIds: readonly string[] },
): Promise<void> {
  const { viewer, action } = look
  if (isReporting(viewer)) return
  await recordAudit(
    em,
    look.reportIds.map((id) => ({ actor: viewer, action, thing: { kind: 'REPORT', id } })),
  )
}
