import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { isUuid } from '../../shared/uuid.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { OperatorIntake } from './operator-intake.entity.js'

/** Originals of e-mails and faxes are at hand when they are recorded; later ones come through the reporter. */
const attachableForMs = 24 * 3_600_000

export function attachableUntil({ recordedAt }: Pick<OperatorIntake, 'recordedAt'>): Date {
  return new Date(recordedAt.getTime() + attachableForMs)
}

/**
 * That this operator may still attach originals to this report. Adding is all it allows: what is there is not shown.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND where somebody else recorded it, or too long ago
 */
export async function requireAttaching(em: EntityManager, viewer: Viewer, reportId: string): Promise<void> {
  const { subject, authorityId } = requireStaff(viewer, 'RECORD_REPORTS')
  const own = { reportId, operatorSubject: subject, operatorAuthorityId: authorityId ?? '' }
  const intake = isUuid(reportId) && authorityId !== null ? await em.findOne(OperatorIntake, own) : null
  if (intake === null || attachableUntil(intake) < new Date()) {
    throw new AndonError('NOT_FOUND', undefined, { inputPath: 'reportId' })
  }
}

export async function recordAttaching(
  em: EntityManager,
  actor: StaffViewer,
  { reportId, evidenceId }: { reportId: string; evidenceId: string },
): Promise<void> {
  const thing = { kind: 'REPORT', id: reportId }
  await recordAudit<ReportAuditAction>(em, {
    actor,
    action: 'ORIGINAL_ATTACHED',
    thing,
    facts: { evidenceId },
  })
}
