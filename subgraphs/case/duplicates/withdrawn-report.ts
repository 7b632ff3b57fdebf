import type { EntityManager } from '@mikro-orm/postgresql'
import type { Clock } from '../../shared/clock.js'
import { StoredProceeding } from '../loop/proceeding.entity.js'
import { takeSystemStep } from '../loop/take-step.js'
import { lockCase, noteOnOther, reportsBroughtBy, rootIdOf } from './merged-cases.js'
import { undecided } from './merge.rules.js'
import { takeBack } from './unmerge.service.js'

/**
 * A withdrawn report leaves the case it was merged into, as long as that has not come out: what it opened is then
 * withdrawn, and the other goes on without it. A fact can never be refused: otherwise nothing changes.
 */
export async function leaveMerge(em: EntityManager, clock: Clock, openedCaseId: string): Promise<void> {
  const rootId = await rootIdOf(em, openedCaseId)
  if (rootId === openedCaseId) return
  await lockCase(em, openedCaseId)
  const from = await lockCase(em, rootId)
  const brought = await reportsBroughtBy(em, openedCaseId)
  if (!undecided.includes(from.state) || brought.some(({ withdrawnAt }) => withdrawnAt == null)) return
  const reportId = brought.map((report) => report.reportId)
  if ((await em.count(StoredProceeding, { caseId: from.id, reportId })) > 0) return
  await takeSystemStep({ em, clock }, { verb: 'withdrawCase', caseId: openedCaseId }, async (scene) => {
    await takeBack(scene, from)
    noteOnOther(scene, from, { verb: 'withdrawCase', decision: 'GAVE_BACK' })
    return {}
  })
}
