import { LockMode } from '@mikro-orm/postgresql'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import { StoredReport } from '../intake/report.entity.js'
import { requireOwnReport, type OwnReportMeans } from '../intake/report.service.js'
import type { Report } from '../intake/report.type.js'
import { recordProgress } from '../progress/progress.service.js'
import { PublicProgress } from '../progress/progress.type.js'

/**
 * Takes a report back. The receipt opens nothing from then on and is told like one that was never given; the session
 * that is open still shows the last state until it ends, and a citizen who is signed in keeps seeing it. Doing it again changes nothing. What the authority already
 * knows, it may go on to verify.
 *
 * @throws AndonError as requireOwnReport
 */
export async function withdrawReport(means: OwnReportMeans, named: string | null): Promise<Report | null> {
  const { em, reports } = means
  const reportId = await requireOwnReport(means, named)
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
