import { AndonError } from '../../../platform/errors.js'
import type { EventHandlers } from '../../shared/events/consumer.js'
import { toCaseType, type Case } from '../loop/case.type.js'
import { noSuchCase } from '../loop/step-errors.js'
import { takeStep } from '../loop/take-step.js'
import { CaseReport } from '../loop/case-report.entity.js'
import type { RewardDesk } from './assess-reward.service.js'
import { eligibleReward, sealed, type OfCase } from './reward.service.js'
import { StoredReward, StoredRewardIdentity } from './reward.entity.js'
import { readText } from './texts.js'
import { requireTermOver } from './waiver.js'

/** The identity of a payee goes to report, sealed where it is typed; case learns that it is there. */
export const rewardHandlers: EventHandlers = {
  RewardIdentityProvided: async (em, { payload }) => {
    const row = { reportId: payload.reportId, providedAt: new Date(payload.providedAt) }
    await em.upsert(StoredRewardIdentity, row)
  },
}

/**
 * The reporter claims the reward, having given the payee's identity to report.
 *
 * @param authorisation of joint reporters: whom the first of them lets collect
 * @throws AndonError UNAUTHENTICATED, FORBIDDEN for who is not the reporter by receipt, NOT_FOUND where the reward is
 *   another report's, CONFLICT where it cannot be claimed now or the identity is missing
 */
export async function claimReward(desk: RewardDesk, authorisation: string | null): Promise<boolean> {
  const { viewer, em: outer } = desk
  const link =
    viewer.kind === 'REPORTER' ? await outer.findOne(CaseReport, { reportId: viewer.reportId }) : null
  if (viewer.kind === 'REPORTER' && link === null) throw noSuchCase()
  const caseId = link?.caseId ?? ''
  await takeStep(desk, { verb: 'claimReward', caseId }, async (scene) => {
    const { em, actor, now } = scene
    const reward = await eligibleReward(scene)
    if (actor.kind !== 'REPORTER' || reward.reportId !== actor.reportId) throw noSuchCase()
    if ((await em.count(StoredRewardIdentity, { reportId: reward.reportId })) === 0) throw identityMissing()
    const text = readText(authorisation, 'authorisation', false)
    reward.claimedAt = now
    reward.sealedAuthorisation = await sealed(desk, scene, 'sealed_authorisation', text)
    return {}
  })
  return true
}

function identityMissing(): AndonError {
  return new AndonError('CONFLICT', {
    zh: '请先提交收款人身份（provideRewardIdentity）；刚提交的请稍候再试。',
    en: 'Give the payee’s identity first (provideRewardIdentity); if you just did, try again in a moment.',
  })
}

/**
 * Records that the reporter gives the reward up, or has not claimed it in time.
 *
 * @throws AndonError as every step; CONFLICT where the time to claim is not over
 */
export async function waiveReward(
  desk: RewardDesk,
  {
    caseId,
    expectedVersion,
    ground,
    reason,
  }: OfCase & { ground: 'DECLARED' | 'NOT_CLAIMED'; reason: string },
): Promise<Case> {
  const stored = await takeStep(desk, { verb: 'waiveReward', caseId, expectedVersion }, async (scene) => {
    const { em, proceedingId, now } = scene
    const reward = await em.findOne(StoredReward, { proceedingId })
    if (reward === null) throw new AndonError('CONFLICT')
    if (ground === 'NOT_CLAIMED') await requireTermOver(em, proceedingId, now)
    const sealedWaiver = await sealed(desk, scene, 'sealed_waiver', readText(reason, 'reason'))
    Object.assign(reward, { waiverGround: ground, sealedWaiver, waivedAt: now })
    return { audit: { facts: { ground }, reason } }
  })
  return toCaseType(stored)
}
