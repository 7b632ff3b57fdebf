import { AndonError } from '../../../platform/errors.js'
import { Conclusion } from '../../shared/dictionary/loop.js'
import { inYuan } from '../../shared/fen.scalar.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { takeStep, type Scene } from '../loop/take-step.js'
import type { RewardDesk } from './assess-reward.service.js'
import { StoredReward } from './reward.entity.js'
import { readText } from './texts.js'

export type OfCase = { caseId: string; expectedVersion: number | null }
type Eligible = StoredReward & { reportId: string; amountFen: bigint }

/**
 * Another person approves the amount, or sends it back.
 *
 * @throws AndonError as every step; BAD_USER_INPUT where it is sent back without a reason
 */
export async function approveReward(
  desk: RewardDesk,
  {
    caseId,
    expectedVersion,
    decision,
    reason,
  }: OfCase & { decision: 'APPROVED' | 'RETURNED'; reason: string | null },
): Promise<Case> {
  const stored = await takeStep(desk, { verb: 'approveReward', caseId, expectedVersion }, async (scene) => {
    const reward = await eligibleReward(scene)
    const amountFen = reward.amountFen.toString()
    if (decision === 'RETURNED') {
      reward.sealedReturn = await sealed(desk, scene, 'sealed_return', readText(reason, 'reason'))
      return { decision, audit: { facts: { amountFen }, reason } }
    }
    const decidedBy = scene.actor.kind === 'STAFF' ? scene.actor.subject : null
    Object.assign(reward, { decidedBy, decidedAt: scene.now, sealedReturn: null })
    return { decision, facts: { eligible: true, amountFen }, audit: { facts: { amountFen } } }
  })
  return toCaseType(stored)
}

/** Tells the reporter through the receipt that there is a reward to claim. */
export async function notifyReward(desk: RewardDesk, { caseId, expectedVersion }: OfCase): Promise<Case> {
  const stored = await takeStep(desk, { verb: 'notifyReward', caseId, expectedVersion }, async (scene) => {
    const reward = await eligibleReward(scene)
    reward.notifiedAt = scene.now
    return { facts: { reportId: reward.reportId } }
  })
  return toCaseType(stored)
}

/** A public notice where the reporter cannot be reached; the time to claim begins anew. */
export async function announceReward(
  desk: RewardDesk,
  { caseId, expectedVersion, noticeReference, reason }: OfCase & { noticeReference: string; reason: string },
): Promise<Case> {
  const stored = await takeStep(desk, { verb: 'announceReward', caseId, expectedVersion }, async (scene) => {
    const reward = await eligibleReward(scene)
    reward.announcedAt = scene.now
    reward.noticeReference = readText(noticeReference, 'noticeReference', true, 200)
    reward.sealedUnreachable = await sealed(desk, scene, 'sealed_unreachable', readText(reason, 'reason'))
    return { facts: { reportId: reward.reportId }, audit: { reason } }
  })
  return toCaseType(stored)
}

/**
 * Records the payment: voucher and amount. To whom it went stands in the finance system and, sealed, in report.
 *
 * @throws AndonError as every step; BAD_USER_INPUT where another amount than the approved one was paid
 */
export async function payReward(
  desk: RewardDesk,
  {
    caseId,
    expectedVersion,
    voucherNumber,
    amountFen,
  }: OfCase & { voucherNumber: string; amountFen: bigint },
): Promise<Case> {
  const stored = await takeStep(desk, { verb: 'payReward', caseId, expectedVersion }, async (scene) => {
    const reward = await eligibleReward(scene)
    if (amountFen !== reward.amountFen) throw otherAmount(reward.amountFen)
    const paidBy = scene.actor.kind === 'STAFF' ? scene.actor.subject : null
    const voucher = readText(voucherNumber, 'voucherNumber', true, 64)
    Object.assign(reward, { voucherNumber: voucher, paidBy, paidAt: scene.now })
    const facts = { amountFen: amountFen.toString() }
    return { facts, audit: { facts } }
  })
  return toCaseType(stored)
}

/** @throws AndonError CONFLICT where nothing was assessed, or the conclusion is no longer one that earns a reward */
export async function eligibleReward({ em, stored, proceedingId }: Scene): Promise<Eligible> {
  const reward = await em.findOne(StoredReward, { proceedingId })
  const { conclusion } = stored
  const isTrue = conclusion === Conclusion.SUBSTANTIATED || conclusion === Conclusion.PARTLY_SUBSTANTIATED
  if (reward !== null && isEligible(reward) && isTrue) return reward
  throw new AndonError('CONFLICT', {
    zh: '没有与现结论相符的奖励认定，请先认定奖励。',
    en: 'No reward was assessed on the present conclusion: assess it first.',
  })
}

function isEligible(reward: StoredReward): reward is Eligible {
  return reward.reportId != null && reward.amountFen != null
}

export async function sealed(
  { texts }: RewardDesk,
  { em, stored, proceedingId }: Scene,
  field: string,
  text: string | null,
): Promise<Buffer | null> {
  if (text === null) return null
  return texts.seal(em, stored.id, { table: 'reward', rowId: proceedingId, field }, text)
}

function otherAmount(approved: bigint): AndonError {
  const yuan = inYuan(approved)
  return new AndonError(
    'BAD_USER_INPUT',
    { zh: `批准的金额是 ${yuan} 元。`, en: `The approved amount is ${yuan} yuan.` },
    { inputPath: 'amountFen' },
  )
}
