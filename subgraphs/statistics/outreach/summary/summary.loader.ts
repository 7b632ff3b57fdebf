import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import type { StoredCampaign } from '../campaign/campaign.entity.js'
import { viewSummaries, type SummaryView } from './summary-view.js'

export type SummaryKey = { campaign: StoredCampaign; authorityId: string; ownId: string }

export type SummaryLoaders = {
  views: DataLoader<SummaryKey, SummaryView | null, string>
  /** Ids of the authorities that report to one. */
  children: DataLoader<{ campaignId: string; authorityId: string }, string[], string>
}

export function createSummaryLoaders(em: EntityManager): SummaryLoaders {
  return {
    views: new DataLoader((keys) => loadViews(em, keys), {
      cacheKeyFn: ({ campaign, authorityId, ownId }) => `${campaign.id} ${authorityId} ${ownId}`,
      cache: false,
    }),
    children: new DataLoader((keys) => loadChildren(em, keys), {
      cacheKeyFn: ({ campaignId, authorityId }) => `${campaignId} ${authorityId}`,
      cache: false,
    }),
  }
}

/** One request asks as one authority, nearly always of one campaign. */
async function loadViews(em: EntityManager, keys: readonly SummaryKey[]): Promise<(SummaryView | null)[]> {
  const found = new Map<string, SummaryView>()
  const groups = Map.groupBy(keys, ({ campaign, ownId }) => `${campaign.id} ${ownId}`)
  for (const [group, [first, ...more]] of groups) {
    if (first === undefined) continue
    const authorityIds = [...new Set([first, ...more].map(({ authorityId }) => authorityId))]
    const { campaign, ownId } = first
    for (const [id, view] of await viewSummaries(em, campaign, { authorityIds, ownId }))
      found.set(`${group} ${id}`, view)
  }
  return keys.map(
    ({ campaign, authorityId, ownId }) => found.get(`${campaign.id} ${ownId} ${authorityId}`) ?? null,
  )
}

async function loadChildren(
  em: EntityManager,
  keys: readonly { campaignId: string; authorityId: string }[],
): Promise<string[][]> {
  const rows = await em.execute<{ campaign: string; parent: string; child: string }[]>(
    `SELECT task.campaign_id AS campaign, child.parent_authority_id AS parent, child.authority_id AS child
     FROM statistics.authority_reach child
     JOIN statistics.outreach_task task ON task.authority_id = child.authority_id AND task.kind = 'SUMMARY'
     WHERE child.parent_authority_id = ANY(?::uuid[]) AND task.campaign_id = ANY(?::uuid[])
       AND (child.closed_on IS NULL OR task.first_submitted_at IS NOT NULL)
     ORDER BY child.region_code, child.authority_id`,
    [
      `{${[...new Set(keys.map(({ authorityId }) => authorityId))].join(',')}}`,
      `{${[...new Set(keys.map(({ campaignId }) => campaignId))].join(',')}}`,
    ],
  )
  return keys.map(({ campaignId, authorityId }) =>
    rows
      .filter(({ campaign, parent }) => campaign === campaignId && parent === authorityId)
      .map(({ child }) => child),
  )
}
