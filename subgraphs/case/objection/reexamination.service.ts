import { AndonError } from '../../../platform/errors.js'
import { CaseOutcome } from '../../shared/dictionary/loop.js'
import { markAccepted } from '../loop/acceptance.service.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { seatOf } from '../loop/step-actor.js'
import { takeStep, type Scene } from '../loop/take-step.js'
import { sealWords, type WritingDesk } from '../texts/seal-words.js'
import { StoredObjection } from './objection.entity.js'
import { placeOf } from './objection.loader.js'
import { ObjectionDecision, ReexaminationResult, type ObjectionAnswer } from './objection.type.js'

type OnCase = { caseId: string; expectedVersion: number | null }

/**
 * The level above decides whether it re-examines.
 *
 * @throws AndonError as every step, BAD_USER_INPUT without a reason where it is declined
 */
export async function decideObjection(
  desk: WritingDesk,
  {
    objectionId,
    decision,
    reason,
    ...request
  }: OnCase & { objectionId: string; decision: ObjectionDecision; reason?: string | null },
): Promise<Case> {
  const step = { verb: 'decideObjection', proceedingId: objectionId, ...request } as const
  const decided = await takeStep(desk, step, async (scene) => {
    const objection = await scene.em.findOneOrFail(StoredObjection, { id: objectionId })
    const audit = { facts: { objectionId } }
    if (decision === ObjectionDecision.ADMITTED) return { decision, facts: {}, audit }
    await answer(desk, scene, objection, { decision, reason: reason ?? '' })
    return { decision, facts: { decision }, audit }
  })
  return toCaseType(decided)
}

/**
 * Answers every objection that is being re-examined, in the same words.
 *
 * @throws AndonError as every step, BAD_USER_INPUT for a result that does not answer what was objected to, CONFLICT
 *   while another objection is not decided
 */
export async function concludeReexamination(
  desk: WritingDesk,
  { result, reason, ...request }: OnCase & { result: ReexaminationResult; reason: string },
): Promise<Case> {
  const concluded = await takeStep(desk, { verb: 'concludeReexamination', ...request }, async (scene) => {
    requireFit(result, scene)
    requireAllDecided(scene)
    const open = scene.proceedings.filter(
      ({ machine, state }) => machine === 'OBJECTION' && state === 'REEXAMINING',
    )
    const objections = await scene.em.find(StoredObjection, { id: open.map(({ id }) => id) })
    for (const objection of objections) await answer(desk, scene, objection, { decision: result, reason })
    if (result === ReexaminationResult.REOPENED)
      Object.assign(scene.stored, { conclusion: null, concludedAt: null })
    if (result === ReexaminationResult.REFUSAL_REVERSED) markAccepted(scene)
    return { decision: result, facts: { decision: result } }
  })
  return toCaseType(concluded)
}

async function answer(
  desk: WritingDesk,
  scene: Scene,
  objection: StoredObjection,
  { decision, reason }: { decision: ObjectionAnswer; reason: string },
): Promise<void> {
  const { subject, authorityId } = seatOf(scene.actor)
  const place = placeOf(objection.id, 'sealed_answer')
  Object.assign(objection, {
    decision,
    sealedAnswer: await sealWords(desk, scene, { place, text: reason, inputPath: 'reason' }),
    answeredByAuthorityId: authorityId,
    answeredBy: subject,
    answeredAt: scene.now,
  })
}

function requireFit(result: ReexaminationResult, { stored }: Scene): void {
  const { REFUSAL_UPHELD, REFUSAL_REVERSED } = ReexaminationResult
  const ofRefusal = [REFUSAL_UPHELD, REFUSAL_REVERSED].includes(result)
  if (ofRefusal === (stored.outcome === CaseOutcome.REFUSED)) return
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '复查结论应与被复查的决定相对应：核查结论或不予受理。',
      en: 'The result answers what was objected to: a conclusion, or a refusal.',
    },
    { inputPath: 'result' },
  )
}

function requireAllDecided({ proceedings }: Scene): void {
  if (!proceedings.some(({ machine, state }) => machine === 'OBJECTION' && state === 'RAISED')) return
  throw new AndonError('CONFLICT', {
    zh: '还有举报人的异议未决定是否复查，请先决定。',
    en: 'Another objection is not decided yet: decide it first.',
  })
}
