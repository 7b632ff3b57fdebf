import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { ReporterMode } from '../../shared/dictionary/matter.js'
import { isUuid } from '../../shared/uuid.js'
import type { CaseAuditAction } from '../audit-actions.js'
import { CaseReport } from '../loop/case-report.entity.js'
import { StoredCase } from '../loop/case.entity.js'
import { maySee, standOf } from '../loop/standing.js'
import { requireText } from '../texts/required-text.js'
import type { IdentityComparison } from './comparison.type.js'
import { StoredIdentityComparison } from './identity-comparison.entity.js'
import type { ScreeningDesk } from './supplement.service.js'

export type ComparisonGiven = { reportId: string; earlierReportId: string; same: boolean; reason: string }

/**
 * Records what a custodian found who compared the identities of two reports with the own keys. Only that they are
 * the same person, or not, is told; who it is stays sealed.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND where a report is out of reach, BAD_USER_INPUT where one of
 *   them names nobody
 */
export async function recordIdentityComparison(
  { em, viewer, clock, texts }: ScreeningDesk,
  given: ComparisonGiven,
): Promise<IdentityComparison> {
  const custodian = requireStaff(viewer, 'REQUEST_REVEALS')
  const { reportId, earlierReportId, same } = given
  const reason = requireText(given.reason, 'reason')
  if (reportId === earlierReportId) throw noComparison('earlierReportId')
  return em.transactional(async (inner) => {
    const desk = { em: inner, viewer, clock, texts }
    const caseId = await requireNamed(desk, custodian, reportId, 'reportId')
    await requireNamed(desk, custodian, earlierReportId, 'earlierReportId')
    const id = randomUUID()
    const place = { table: 'identity_comparison', rowId: id, field: 'sealed_reason' }
    const comparison = { id, reportId, earlierReportId, same, comparedAt: clock() }
    const sealedReason = await texts.seal(inner, caseId, place, reason)
    const comparedBy = custodian.subject
    inner.persist(inner.create(StoredIdentityComparison, { ...comparison, caseId, sealedReason, comparedBy }))
    await recordAudit<CaseAuditAction>(inner, {
      actor: custodian,
      action: 'IDENTITIES_COMPARED',
      thing: { kind: 'CASE', id: caseId },
      facts: { reportId, earlierReportId, same },
      reason,
    })
    return comparison
  })
}

/** An anonymous report has nobody to compare. @returns the case it is handled in */
async function requireNamed(
  { em }: ScreeningDesk,
  custodian: StaffViewer,
  reportId: string,
  inputPath: string,
): Promise<string> {
  const link = isUuid(reportId) ? await em.findOne(CaseReport, { reportId }) : null
  const stored = link && (await em.findOne(StoredCase, { id: link.caseId }))
  const stand = stored && (await standOf(em, custodian, [stored]))
  if (link === null || stored === null || stand === null || !maySee(stand, stored)) {
    throw new AndonError('NOT_FOUND', undefined, { inputPath })
  }
  if (link.mode !== ReporterMode.REAL_NAME) throw noComparison(inputPath)
  return link.caseId
}

function noComparison(inputPath: string): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    { zh: '请指明两件实名举报。', en: 'Name two reports that were made by real name.' },
    { inputPath },
  )
}
