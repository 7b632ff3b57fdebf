import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { StoredPlan } from './campaign.entity.js'

type Key = { campaignId: string; authorityId: string }
export type PlanLoader = DataLoader<Key, StoredPlan | null, string>

export function createPlanLoader(em: EntityManager): PlanLoader {
  return new DataLoader(
    async (keys) => {
      const found = await em.find(StoredPlan, { $or: [...keys] })
      return keys.map(
        (key) =>
          found.find((plan) => plan.campaignId === key.campaignId && plan.authorityId === key.authorityId) ??
          null,
      )
    },
    { cache: false, cacheKeyFn: ({ campaignId, authorityId }) => `${campaignId} ${authorityId}` },
  )
}
