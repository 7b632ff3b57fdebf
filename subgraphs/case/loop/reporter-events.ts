import type { Clock } from '../../shared/clock.js'
import type { EventHandlers } from '../../shared/events/consumer.js'
import { leaveMerge } from '../duplicates/withdrawn-report.js'
import { noteSupplement } from '../screening/supplement.service.js'
import { CaseReport } from './case-report.entity.js'
import { takeWhereOpen } from './system-step.js'

/** What reporters do to their reports, as far as it moves the case. */
export function createReporterHandlers(clock: Clock): EventHandlers {
  return {
    ReportSupplemented: async (em, { payload }) => {
      const link = await em.findOne(CaseReport, { reportId: payload.reportId })
      if (link === null) return
      await noteSupplement(em, link.caseId, new Date(payload.supplementedAt))
      await takeWhereOpen({ em, clock }, { verb: 'resumeScreening', caseId: link.caseId })
    },
    ReportWithdrawn: async (em, { payload }) => {
      const link = await em.findOne(CaseReport, { reportId: payload.reportId })
      if (link === null) return
      const handledIn = link.caseId
      link.withdrawnAt = new Date(payload.withdrawnAt)
      await em.flush()
      const { caseId, reportId } = link
      await takeWhereOpen({ em, clock }, { verb: 'dropFeedback', caseId, reportId })
      if (link.caseId !== link.openedCaseId) await leaveMerge(em, clock, link.openedCaseId)
      const others = await em.count(CaseReport, { caseId: handledIn, withdrawnAt: null })
      if (others === 0) await takeWhereOpen({ em, clock }, { verb: 'withdrawCase', caseId: handledIn })
    },
  }
}
