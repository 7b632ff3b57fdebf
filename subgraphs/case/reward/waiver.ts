import type { EntityManager } from '@mikro-orm/postgresql'
import { AndonError } from '../../../platform/errors.js'
import type { Clock } from '../../shared/clock.js'
import { StoredDeadline } from '../deadlines/deadline.entity.js'
import { StoredProceeding } from '../loop/proceeding.entity.js'
import { takeSystemStep } from '../loop/take-step.js'
import { StoredReward } from './reward.entity.js'

/** @throws AndonError CONFLICT where the time to claim has not begun, or is not over */
export async function requireTermOver(em: EntityManager, proceedingId: string, now: Date): Promise<void> {
  const terms = await em.find(StoredDeadline, { proceedingId, kind: 'REWARD_CLAIM', cancelledAt: null })
  if (terms.length > 0 && terms.every(({ dueAt }) => dueAt < now)) return
  throw new AndonError('CONFLICT', {
    zh: '申领期限尚未届满，不能按逾期未领办理。',
    en: 'The time to claim is not over.',
  })
}

/**
 * At the end of the time to claim: who was told in public and did not come has given it up. Who was told through the
 * receipt alone may never have looked: there a person decides, between a public notice and a waiver.
 *
 * @returns whether it was waived
 */
export async function waiveUnclaimed(
  desk: { em: EntityManager; clock: Clock },
  { caseId, proceedingId }: { caseId: string; proceedingId: string },
): Promise<boolean> {
  return desk.em.transactional(async (em) => {
    const proceeding = await em.findOne(StoredProceeding, { id: proceedingId }, { refresh: true })
    if (proceeding?.state !== 'PUBLICLY_NOTIFIED') return false
    await takeSystemStep(
      { em, clock: desk.clock },
      { verb: 'waiveReward', caseId, proceedingId },
      async (scene) => {
        const reward = await scene.em.findOneOrFail(StoredReward, { proceedingId })
        Object.assign(reward, { waiverGround: 'NOT_CLAIMED', waivedAt: scene.now })
        return { audit: { facts: { ground: 'NOT_CLAIMED' } } }
      },
    )
    return true
  })
}
