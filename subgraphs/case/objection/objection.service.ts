import { AndonError } from '../../../platform/errors.js'
import { StoredDeadline } from '../deadlines/deadline.entity.js'
import type { StoredProceeding } from '../loop/proceeding.entity.js'
import { caseOfReporter } from '../loop/step-actor.js'
import { takeStep, type Scene } from '../loop/take-step.js'
import { sealWords, type WritingDesk } from '../texts/seal-words.js'
import { StoredObjection } from './objection.entity.js'
import { placeOf } from './objection.loader.js'

/**
 * A reporter objects to the conclusion, or the refusal, that was served last. Too late, it is kept and declined as late
 * at once.
 *
 * @returns id of the report
 * @throws AndonError as every step, BAD_USER_INPUT, CONFLICT where nothing was served yet or it was objected to before
 */
export async function objectToConclusion(desk: WritingDesk, { reason }: { reason: string }): Promise<string> {
  const { caseId, reportId } = await caseOfReporter(desk, 'objectToConclusion')
  const request = { verb: 'objectToConclusion', caseId, reportId } as const
  await takeStep(desk, request, async (scene) => {
    const { em, stored, now, proceedingId: id } = scene
    const feedback = requireServed(scene, reportId)
    if ((await em.count(StoredObjection, { feedbackId: feedback.id })) > 0) throw objectedBefore()
    const late = await isOver(scene, feedback)
    em.persist(
      em.create(StoredObjection, {
        id,
        caseId: stored.id,
        reportId,
        feedbackId: feedback.id,
        late,
        sealedReason: await sealWords(desk, scene, {
          place: placeOf(id, 'sealed_reason'),
          text: reason,
          inputPath: 'reason',
        }),
        raisedAt: now,
        ...(late ? { decision: 'DECLINED', answeredAt: now } : {}),
      }),
    )
    return late
      ? { decision: 'LATE', facts: { reportId, decision: 'DECLINED' } }
      : { decision: 'IN_TIME', facts: { reportId } }
  })
  return reportId
}

/** The last feedback: who has not read it does not know what to object to. */
function requireServed({ proceedings }: Scene, reportId: string): StoredProceeding {
  const last = proceedings.findLast((one) => one.machine === 'FEEDBACK' && one.reportId === reportId)
  if (last?.state === 'SERVED') return last
  throw new AndonError('CONFLICT', {
    zh: '请先阅读反馈，再提出异议。',
    en: 'Read the feedback first, then object.',
  })
}

async function isOver({ em, stored, now }: Scene, { id }: StoredProceeding): Promise<boolean> {
  const term = await em.findOne(StoredDeadline, { caseId: stored.id, kind: 'OBJECTION', proceedingId: id })
  return term !== null && now > term.dueAt
}

function objectedBefore(): AndonError {
  return new AndonError('CONFLICT', {
    zh: '您已对这次反馈提出过异议，每次反馈可以提出一次。',
    en: 'You objected to this feedback before: once is what each allows.',
  })
}
