import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { requireStaff, type StaffViewer, type Viewer } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import { reaches, reachOf } from '../../shared/reach/reach.service.js'
import { isUuid } from '../../shared/uuid.js'
import type { ReportAuditAction } from '../audit-actions.js'
import { StoredReport } from '../intake/report.entity.js'
import { StoredErasure } from './erasure.entity.js'
import { StoredLegalHold } from './legal-hold.entity.js'
import { ErasureState, type LegalHold } from './retention.type.js'

type HoldRequest = { reportId: string; reason: string }

/**
 * Keeps everything of a report until the hold is released. Held already, it stays as it is.
 *
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN, NOT_FOUND out of reach, BAD_USER_INPUT without a reason, CONFLICT where
 *   erasing has begun
 */
export async function holdReport(
  em: EntityManager,
  viewer: Viewer,
  request: HoldRequest,
): Promise<LegalHold> {
  const actor = requireStaff(viewer, 'HOLD_REPORTS')
  requireReason(request.reason)
  return em.transactional(async (inner) => {
    const reportId = await lockReport(inner, actor, request.reportId)
    if ((await inner.count(StoredErasure, { reportId, state: ErasureState.STARTED })) > 0) throw tooLate()
    const standing = await inner.findOne(StoredLegalHold, { reportId, releasedAt: null })
    if (standing !== null) return toHold(standing)
    const hold = inner.create(StoredLegalHold, {
      id: randomUUID(),
      reportId,
      heldAt: new Date(),
      releasedAt: null,
    })
    await record(inner, actor, 'HOLD_SET', request.reason, reportId)
    return toHold(hold)
  })
}

/** @throws AndonError as holdReport; CONFLICT where there is no hold */
export async function releaseHold(
  em: EntityManager,
  viewer: Viewer,
  request: HoldRequest,
): Promise<LegalHold> {
  const actor = requireStaff(viewer, 'HOLD_REPORTS')
  requireReason(request.reason)
  return em.transactional(async (inner) => {
    const reportId = await lockReport(inner, actor, request.reportId)
    const hold = await inner.findOne(StoredLegalHold, { reportId, releasedAt: null })
    if (hold === null) throw new AndonError('CONFLICT')
    hold.releasedAt = new Date()
    await record(inner, actor, 'HOLD_RELEASED', request.reason, reportId)
    return toHold(hold)
  })
}

/** An erasure takes the same lock, so that a hold comes either before it or is told that it is too late. */
async function lockReport(em: EntityManager, viewer: StaffViewer, id: string): Promise<string> {
  const lockMode = LockMode.PESSIMISTIC_WRITE
  const report = isUuid(id) ? await em.findOne(StoredReport, { id }, { lockMode }) : null
  if (report === null || !reaches(await reachOf(em, viewer), report)) throw new AndonError('NOT_FOUND')
  return report.id
}

function record(
  em: EntityManager,
  actor: StaffViewer,
  action: ReportAuditAction,
  reason: string,
  id: string,
): Promise<string[]> {
  return recordAudit<ReportAuditAction>(em, { actor, action, thing: { kind: 'REPORT', id }, reason })
}

function toHold({ reportId, heldAt, releasedAt }: StoredLegalHold): LegalHold {
  return { reportId, heldAt, releasedAt: releasedAt ?? null }
}

function requireReason(reason: string): void {
  const { length } = reason.trim()
  if (length >= 4 && length <= 1_000) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '请说明理由，4 到 1000 字。', en: 'Give a reason in 4 to 1,000 characters.' },
    { inputPath: 'reason' },
  )
}

function tooLate(): AndonError {
  return new AndonError('CONFLICT', {
    zh: '该举报的记录已开始销毁，不能再保全。',
    en: 'Erasing records of this report has begun: it is too late for a hold.',
  })
}
