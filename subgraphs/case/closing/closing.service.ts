import { AndonError } from '../../../platform/errors.js'
import { CaseOutcome } from '../../shared/dictionary/loop.js'
import { running, StoredDeadline } from '../deadlines/deadline.entity.js'
import { CaseState } from '../loop/case-state.js'
import { StoredCase } from '../loop/case.entity.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { openMoves } from '../loop/moves.js'
import { missingForClosing, type Missing, type Standstill } from '../loop/table/closing.js'
import { takeStep, type CaseDesk, type Scene } from '../loop/take-step.js'

/**
 * Closes a case 归档: the closed loop has closed (requirement D06).
 *
 * @throws AndonError as every step, CONFLICT with `missing` where a step of the outcome is open still
 */
export async function closeCase(
  desk: CaseDesk,
  request: { caseId: string; expectedVersion: number | null },
): Promise<Case> {
  const closed = await takeStep(desk, { verb: 'closeCase', ...request }, async (scene) => {
    const standstill = await standstillOf(scene)
    const missing = missingForClosing(standstill)
    if (missing.length > 0) throw notYet(missing)
    scene.stored.closedAt = scene.now
    return { facts: { outcome: CaseOutcome[standstill.outcome] } }
  })
  return toCaseType(closed)
}

async function standstillOf({ em, stored, reports, proceedings, now }: Scene): Promise<Standstill> {
  const { outcome, mergedInto } = stored
  if (outcome == null) throw new Error('a case that has come to its end has an outcome')
  const terms = await em.find(StoredDeadline, { ...running, caseId: stored.id, dueAt: { $gte: now } })
  const into = mergedInto == null ? null : await em.findOne(StoredCase, { id: mergedInto })
  // Nobody objects to a referral: there is a department that answers for the matter.
  const mayObject = openMoves('objectToConclusion', { state: stored.state, proceedings: [] }).length > 0
  return {
    outcome,
    proceedings: proceedings.map(({ machine, state, reportId }) => ({
      machine,
      state,
      reportId: reportId ?? null,
    })),
    reportIds: reports.filter(({ withdrawnAt }) => withdrawnAt == null).map(({ reportId }) => reportId),
    openDeadlines: mayObject ? terms.map(({ kind }) => kind) : [],
    otherCaseClosed: into?.state === CaseState.CLOSED,
  }
}

function notYet(missing: readonly Missing[]): AndonError {
  const zh = missing.map(({ label }) => label.zh).join('、')
  const en = missing.map(({ label }) => label.en).join(', ')
  return new AndonError(
    'CONFLICT',
    { zh: `还不能归档，尚未完成：${zh}。`, en: `It cannot be closed yet; still open: ${en}.` },
    { inputPath: 'caseId', details: { missing: missing.map(({ code }) => code) } },
  )
}
