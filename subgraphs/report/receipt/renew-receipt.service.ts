import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { rolesMay } from '../../../platform/viewer/roles.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { reaches, reachOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import type { ReportAuditAction } from '../audit-actions.js'
import type { ContentKeys } from '../content/content-key.service.js'
import { addMessage } from '../dialogue/dialogue.service.js'
import { queueNotice } from '../notices/queue-notice.js'
import { holdStanding } from '../intake/hold-report.js'
import { StoredReport } from '../intake/report.entity.js'
import { isText } from '../../shared/is-text.js'
import { OperatorIntake } from '../operator-intake/operator-intake.entity.js'
import { OperatorReceipt } from './operator-receipt.entity.js'
import { issueOperatorReceipt, prepareReceipt } from './operator-receipt.service.js'
import type { DeriveReceiptKeys } from './receipt.js'
import type { RenewedReceipt } from './receipt.type.js'

export type RenewOperatorReceipt = (
  em: EntityManager,
  viewer: Viewer,
  given: { reportId: string; reason: string },
) => Promise<RenewedReceipt>

/**
 * A new receipt for a reporter whose report an operator recorded and who comes back without one that works. It opens
 * nothing either until it was changed. Where the first one was changed already, either the reporter has lost what it
 * was changed for, or somebody else was faster: then only a leader who has issued none before gives a new one, and
 * whoever holds the present one is told.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT, NOT_FOUND where it is out of reach or was not
 *   recorded by an operator, CONFLICT where it was withdrawn, erased, or changed and this person may not renew it
 */
export function createRenewOperatorReceipt(means: {
  keysOf: DeriveReceiptKeys
  contentKeys: ContentKeys
}): RenewOperatorReceipt {
  return async (em, viewer, { reportId, reason }) => {
    const officer = requireStaff(viewer, renewingPermission(viewer))
    requireReason(reason)
    await requireWithinReach(em, officer, reportId)
    const prepared = await prepareReceipt(means.keysOf)
    const issued = await em.transactional(async (inner) => {
      const { key } = await holdStanding(inner, means.contentKeys, reportId)
      const wasChanged = await requireMayRenew(inner, officer, reportId)
      if (wasChanged) {
        const message = { reportId, text: told, author: 'AUTHORITY', staffSubject: officer.subject } as const
        await queueNotice(inner, { reportId, causeId: addMessage(inner, key, message) })
      }
      await recordAudit<ReportAuditAction>(inner, {
        actor: officer,
        action: 'RECEIPT_RENEWED',
        thing: { kind: 'REPORT', id: reportId },
        facts: { wasChanged },
        reason,
      })
      return issueOperatorReceipt(inner, { reportId, key, prepared, issuedBy: officer.subject })
    })
    return { receipt: prepared.digits, expiresAt: issued.expiresAt }
  }
}

const told =
  '受理机关应申请为本举报重新签发了查询码；新查询码一经更换，您现在的查询码即失效。如非您本人申请，请立即在此说明。'

function renewingPermission(viewer: Viewer): 'RECORD_REPORTS' | 'APPROVE_CASES' {
  return viewer.kind === 'STAFF' && rolesMay(viewer.roles, 'APPROVE_CASES')
    ? 'APPROVE_CASES'
    : 'RECORD_REPORTS'
}

/** An officer of the authority that recorded it, wherever the matter lies, or one within whose reach it lies. */
async function requireWithinReach(em: EntityManager, officer: StaffViewer, reportId: string): Promise<void> {
  if (!isUuid(reportId)) throw new AndonError('NOT_FOUND')
  const [intake, report, reach] = await Promise.all([
    em.findOne(OperatorIntake, { reportId }),
    em.findOne(StoredReport, { id: reportId }),
    reachOf(em, officer),
  ])
  if (intake === null || report === null) throw new AndonError('NOT_FOUND')
  const isAboutThem = report.excludedAuthorityIds.some((id) => reach.line.includes(id))
  const recordedIt = intake.operatorAuthorityId === officer.authorityId
  if (isAboutThem || !(recordedIt || reaches(reach, report))) throw new AndonError('NOT_FOUND')
}

/** @returns whether the one before was changed already, so that its holder must be told */
async function requireMayRenew(em: EntityManager, officer: StaffViewer, reportId: string): Promise<boolean> {
  const before = await em.findOne(OperatorReceipt, { reportId })
  if (!before?.changedAt) return false
  const intake = await em.findOneOrFail(OperatorIntake, { reportId })
  const isAnother = ![before.issuedBy, intake.operatorSubject].includes(officer.subject)
  if (isAnother && rolesMay(officer.roles, 'APPROVE_CASES')) return true
  throw new AndonError('CONFLICT', {
    zh: '该查询码已被更换，须由未经手的负责人重新签发。',
    en: 'This receipt was changed already: a leader who has issued none before may give a new one.',
  })
}

function requireReason(reason: string): void {
  if (isText(reason, 5, 500)) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '请写明理由（5 到 500 字）。', en: 'Give the reason in 5 to 500 characters.' },
    { inputPath: 'reason' },
  )
}
