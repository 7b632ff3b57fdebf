import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import { dayInChina } from '../../shared/day.js'
import { StoredDeadline } from '../deadlines/deadline.entity.js'
import type { DueOn } from '../deadlines/step-deadlines.js'
import { CaseReport } from '../loop/case-report.entity.js'
import { CaseState } from '../loop/case-state.js'
import type { StoredCase } from '../loop/case.entity.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { StoredProceeding } from '../loop/proceeding.entity.js'
import { officerOf } from '../loop/step-actor.js'
import { noSuchCase } from '../loop/step-errors.js'
import { maySee, standOf } from '../loop/standing.js'
import { takeStep, type Scene } from '../loop/take-step.js'
import type { OnCase, ScreeningDesk } from '../screening/supplement.service.js'
import { requireText } from '../texts/required-text.js'
import { StoredCaseMerge } from './case-merge.entity.js'
import { keepFirstReport, lockCase, noteOnOther, reportsBroughtBy, rootIdOf } from './merged-cases.js'
import { undecided } from './merge.rules.js'

/**
 * Undoes a merge: the case goes back to where it stood, with its reports, those of cases merged into it, and the time
 * that was left of its term. What was done meanwhile in the other case stays there.
 *
 * @throws AndonError as every step, CONFLICT where the other case has come out or has answered
 */
export async function unmergeCase(
  desk: ScreeningDesk,
  { caseId, reason, expectedVersion }: OnCase & { reason: string },
): Promise<Case> {
  const back = await takeStep(desk, { verb: 'unmergeCase', caseId, expectedVersion }, async (scene) => {
    const words = requireText(reason, 'reason')
    const { em, stored, actor, now } = scene
    const from = await requireOther(scene)
    const merge = await takeBack(scene, from)
    const place = { table: 'case_merge', rowId: merge.id, field: 'sealed_unmerge_reason' }
    merge.sealedUnmergeReason = await desk.texts.seal(em, stored.id, place, words)
    merge.unmergedBy = officerOf(actor).subject
    noteOnOther(scene, from, { verb: 'unmergeCase', decision: 'GAVE_BACK' })
    return {
      decision: merge.stateBefore === CaseState.ACCEPTED ? 'TO_ACCEPTED' : 'TO_SCREENING',
      facts: { fromCaseId: from.id },
      dueOn: await timeLeft(em, stored.id, { since: merge.mergedAt, now }),
      audit: { facts: { fromCaseId: from.id }, reason: words },
    }
  })
  return toCaseType(back)
}

async function requireOther({ em, stored, actor }: Scene): Promise<StoredCase> {
  const from = await lockCase(em, await rootIdOf(em, stored.id))
  if (from.id === stored.id) throw new AndonError('CONFLICT')
  const stand = await standOf(em, officerOf(actor), [from])
  if (!maySee(stand, from)) throw noSuchCase()
  if (!undecided.includes(from.state)) throw hasComeOut()
  return from
}

/** Reports, first reporter and the merge itself, as if it had not been; a part of a step. */
export async function takeBack(scene: Scene, from: StoredCase): Promise<StoredCaseMerge> {
  const { em, stored, now } = scene
  const reports = await reportsBroughtBy(em, stored.id)
  const reportId = reports.map((report) => report.reportId)
  const answered = await em.count(StoredProceeding, { caseId: from.id, reportId })
  if (answered > 0) throw hasComeOut()
  for (const report of reports) report.caseId = stored.id
  scene.reports = reports
  const left = await em.find(CaseReport, { caseId: from.id, reportId: { $nin: reportId } })
  keepFirstReport(from, left)
  stored.mergedInto = null
  const merge = await em.findOneOrFail(StoredCaseMerge, { caseId: stored.id, unmergedAt: null })
  merge.unmergedAt = now
  return merge
}

/** The clock stood still while it was merged: what was left then is left now. */
async function timeLeft(
  em: EntityManager,
  caseId: string,
  { since, now }: { since: Date; now: Date },
): Promise<DueOn> {
  const stopped = await em.find(StoredDeadline, { caseId, cancelledAt: since })
  return Object.fromEntries(
    stopped.map(({ kind, dueAt }) => {
      const left = Math.max(0, dueAt.getTime() - since.getTime())
      return [kind, dayInChina(new Date(now.getTime() + left))]
    }),
  )
}

function hasComeOut(): AndonError {
  return new AndonError('CONFLICT', {
    zh: '并入的案件已有结果或已答复举报人，不能撤销并案。',
    en: 'The other case has come out or has answered already: the merge cannot be undone.',
  })
}
