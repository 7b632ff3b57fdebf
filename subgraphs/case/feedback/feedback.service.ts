import { AndonError } from '../../../platform/errors.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { caseOfReporter, seatOf } from '../loop/step-actor.js'
import { takeStep, type CaseDesk, type Scene, type StepResult } from '../loop/take-step.js'
import { sealWords, type WritingDesk } from '../texts/seal-words.js'
import { StoredFeedback, StoredFeedbackRead } from './feedback.entity.js'
import { placeOf } from './feedback.loader.js'
import type { FeedbackInput } from './feedback.type.js'

/**
 * Tells the reporters of a case how it came out: the one named, or all to whom it is due, each under an own record.
 *
 * @throws AndonError as every step, BAD_USER_INPUT for words that cannot be read or another conclusion than the case has
 */
export async function sendFeedback(
  desk: WritingDesk,
  {
    input,
    ...request
  }: { caseId: string; reportId: string | null; input: FeedbackInput; expectedVersion: number | null },
): Promise<Case> {
  const sent = await takeStep(desk, { verb: 'sendFeedback', ...request }, async (scene) => {
    requireConclusion(input, scene)
    const due = ofReport(scene, 'DUE', request.reportId)
    for (const { id, reportId } of due) {
      const { em, stored, now } = scene
      const { findings, decision, conclusion, rewardable } = input
      const seal = (text: string, field: 'findings' | 'decision') =>
        sealWords(desk, scene, { place: placeOf(id, `sealed_${field}`), text, inputPath: `input.${field}` })
      em.persist(
        em.create(StoredFeedback, {
          id,
          caseId: stored.id,
          reportId: reportId ?? '',
          conclusion,
          rewardable,
          sealedFindings: await seal(findings, 'findings'),
          sealedDecision: await seal(decision, 'decision'),
          ...seatOf(scene.actor),
          sentAt: now,
        }),
      )
    }
    return {
      audit: { facts: { conclusion: input.conclusion, rewardable: input.rewardable, reports: due.length } },
    }
  })
  return toCaseType(sent)
}

/**
 * The reporter reads what was sent: from now on it is served, and the time to object runs.
 *
 * @returns id of the report
 * @throws AndonError as every step; CONFLICT where there is nothing unread
 */
export async function readFeedback(desk: CaseDesk): Promise<string> {
  const { caseId, reportId } = await caseOfReporter(desk, 'readFeedback')
  await takeStep(desk, { verb: 'readFeedback', caseId }, (scene): StepResult<'readFeedback'> => {
    const { em, now } = scene
    for (const { id } of ofReport(scene, 'SENT', reportId))
      em.persist(em.create(StoredFeedbackRead, { id, readAt: now }))
    return { facts: { how: 'READ' } }
  })
  return reportId
}

function ofReport({ proceedings }: Scene, state: 'DUE' | 'SENT', reportId: string | null | undefined) {
  return proceedings.filter(
    (one) =>
      one.machine === 'FEEDBACK' && one.state === state && (reportId == null || one.reportId === reportId),
  )
}

function requireConclusion({ conclusion }: FeedbackInput, { stored }: Scene): void {
  if (stored.conclusion === conclusion) return
  throw new AndonError(
    'BAD_USER_INPUT',
    { zh: '反馈的结论应与案件的核查结论一致。', en: 'Feedback gives the conclusion of the case.' },
    { inputPath: 'input.conclusion' },
  )
}
