import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import type { Clock } from '../../shared/clock.js'
import type { EventHandlers } from '../../shared/events/consumer.js'
import { CaseReport } from './case-report.entity.js'
import { StoredCase } from './case.entity.js'
import { openMoves } from './moves.js'
import { takeSystemStep } from './take-step.js'
import type { Verb } from './table/state-table.js'

/** What reporters do to their reports, as far as it moves the case. */
export function createReporterHandlers(clock: Clock): EventHandlers {
  return {
    ReportSupplemented: async (em, { payload }) => {
      const link = await em.findOne(CaseReport, { reportId: payload.reportId })
      if (link !== null) await takeWhereOpen({ em, clock }, 'resumeScreening', link.caseId)
    },
    ReportWithdrawn: async (em, { payload }) => {
      const link = await em.findOne(CaseReport, { reportId: payload.reportId })
      if (link === null) return
      link.withdrawnAt = new Date(payload.withdrawnAt)
      await em.flush()
      const others = await em.count(CaseReport, { caseId: link.caseId, withdrawnAt: null })
      if (others === 0) await takeWhereOpen({ em, clock }, 'withdrawCase', link.caseId)
    },
  }
}

/** A fact that comes when the case has moved on changes nothing: an event can never be refused. */
async function takeWhereOpen(
  desk: { em: EntityManager; clock: Clock },
  verb: Extract<Verb, 'resumeScreening' | 'withdrawCase'>,
  caseId: string,
): Promise<void> {
  const { state } = await desk.em.findOneOrFail(
    StoredCase,
    { id: caseId },
    { lockMode: LockMode.PESSIMISTIC_WRITE },
  )
  if (openMoves(verb, { state, proceedings: [] }).length === 0) return
  await takeSystemStep(desk, { verb, caseId }, () => ({}))
}
