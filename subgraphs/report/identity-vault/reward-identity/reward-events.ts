import type { EntityManager } from '@mikro-orm/postgresql'
import type { EventHandlers } from '../../../shared/events/consumer.js'
import { StoredReport } from '../../intake/report.entity.js'

/** A payee’s identity is taken while a reward waits for it, and at no other time: minimum, PIPL. */
export const rewardIdentityHandlers: EventHandlers = {
  RewardNotified: (em, { payload }) => wait(em, payload),
  RewardAnnounced: (em, { payload }) => wait(em, payload),
  RewardDecided: (em, { payload }) => waitNoMore(em, payload.reportIds),
  RewardPaid: (em, { payload }) => waitNoMore(em, payload.reportIds),
  RewardWaived: (em, { payload }) => waitNoMore(em, payload.reportIds),
}

async function wait(em: EntityManager, { reportId, at }: { reportId: string; at: string }): Promise<void> {
  await em.nativeUpdate(StoredReport, { id: reportId }, { rewardNotifiedAt: new Date(at) })
}

async function waitNoMore(em: EntityManager, reportIds: readonly string[]): Promise<void> {
  await em.nativeUpdate(StoredReport, { id: [...reportIds] }, { rewardNotifiedAt: null })
}
