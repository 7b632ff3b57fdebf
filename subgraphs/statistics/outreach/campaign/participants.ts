import type { EntityManager } from '@mikro-orm/postgresql'
import { prefixOf } from '../../../shared/reach/reach.service.js'
import { filingKinds } from '../filing/filing.entity.js'
import type { StoredCampaign } from './campaign.entity.js'
import { endOfDay, levelBelow, type Level } from './due-days.js'

/** Departments of emergency management and 兵团 send the form (S1:L41, D15–D17); divisions of a ministry do not. */
const kinds = `('EMERGENCY_MANAGEMENT', 'XPCC')`

/**
 * Gives every authority of a campaign its tasks: who called for it, and everybody below whose place it is held in.
 * Done again it adds who has come since, and leaves the rest alone.
 */
export async function assignTasks(em: EntityManager, campaign: StoredCampaign): Promise<void> {
  const { id, authorityId, regionCodes, dueOn } = campaign
  const prefixes = regionCodes.map((code) => `${prefixOf(code)}%`)
  const due = Object.fromEntries(
    (['NATIONAL', 'PROVINCE', 'CITY', 'COUNTY'] as Level[]).map((parent) => {
      const day = dueOn[levelBelow(parent)]
      return [parent, day === undefined ? null : endOfDay(day).toISOString()]
    }),
  )
  await em.execute(
    `WITH RECURSIVE part AS (
       SELECT authority_id, region_code, NULL::varchar AS parent_level, level FROM statistics.authority_reach
       WHERE authority_id = ?
       UNION
       SELECT child.authority_id, child.region_code, part.level, child.level
       FROM statistics.authority_reach child JOIN part ON child.parent_authority_id = part.authority_id
       WHERE child.kind IN ${kinds} AND child.closed_on IS NULL
     )
     INSERT INTO statistics.outreach_task (campaign_id, authority_id, kind, due_at)
     SELECT ?, authority_id, kind, (?::jsonb ->> parent_level)::timestamptz
     FROM part CROSS JOIN unnest(?::text[]) AS kind
     WHERE authority_id = ? OR cardinality(?::text[]) = 0 OR region_code LIKE ANY(?::text[])
     ON CONFLICT DO NOTHING`,
    [
      authorityId,
      id,
      JSON.stringify(due),
      `{${filingKinds.join(',')}}`,
      authorityId,
      toArray(prefixes),
      toArray(prefixes),
    ],
  )
}

function toArray(items: readonly string[]): string {
  return `{${items.map((item) => `"${item}"`).join(',')}}`
}
