import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { StoredReport } from '../intake/report.entity.js'
import { requireReporter, type ReportLoader } from '../intake/report.service.js'
import type { Report } from '../intake/report.type.js'
import { recordProgress } from '../progress/progress.service.js'
import { PublicProgress } from '../progress/progress.type.js'

/**
 * Takes a report back. The receipt opens nothing from then on and is told like one that was never given; the session
 * that is open still shows the last state until it ends. Doing it again changes nothing. What the authority already
 * knows, it may go on to verify.
 *
 * @throws AndonError UNAUTHENTICATED outside a receipt session
 */
export async function withdrawReport(
  em: EntityManager,
  viewer: Viewer,
  reports: ReportLoader,
): Promise<Report | null> {
  const { reportId } = requireReporter(viewer)
  await em.transactional(async (inner) => {
    const lockMode = LockMode.PESSIMISTIC_WRITE
    const report = await inner.findOne(StoredReport, { id: reportId }, { lockMode })
    if (report === null || report.withdrawnAt) return
    const at = new Date()
    report.withdrawnAt = at
    recordProgress(inner, { reportId, state: PublicProgress.WITHDRAWN, at, eventId: null })
    recordEvent(inner, {
      name: 'ReportWithdrawn',
      subject: reportId,
      occurredAt: at,
      payload: { reportId, withdrawnAt: at.toISOString() },
    })
  })
  return reports.load(reportId)
}
