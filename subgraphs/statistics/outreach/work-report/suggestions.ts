import type { EntityManager } from '@mikro-orm/postgresql'
import type { PageRequest } from '../../../shared/connection/connection.js'
import type { OutreachSuggestion } from './work-report.type.js'
import type { SuggestionTarget } from './work-report.service.js'

type Row = { id: string; target: SuggestionTarget; text: string; authority_id: string }

/**
 * What the authority and all below it have suggested in work reports that were submitted, of the newest editions.
 *
 * @returns one more than a page holds, where there are more
 */
export async function suggestionsBelow(
  em: EntityManager,
  of: { campaignId: string; authorityId: string; target: SuggestionTarget | null },
  { first, afterId }: PageRequest,
): Promise<OutreachSuggestion[]> {
  const rows = await em.execute<Row[]>(
    `WITH RECURSIVE below AS (
       SELECT ?::uuid AS authority_id
       UNION
       SELECT child.authority_id FROM statistics.authority_reach child
       JOIN below ON child.parent_authority_id = below.authority_id
     ), newest AS (
       SELECT DISTINCT ON (filing.authority_id) filing.authority_id, filing.content
       FROM statistics.outreach_filing filing JOIN below USING (authority_id)
       WHERE filing.campaign_id = ? AND filing.kind = 'WORK_REPORT' AND filing.state IN ('SUBMITTED', 'SEALED')
       ORDER BY filing.authority_id, filing.edition DESC
     )
     SELECT one.id, one.target, one.text, newest.authority_id
     FROM newest, jsonb_to_recordset(newest.content -> 'suggestions') AS one (id uuid, target text, text text)
     WHERE (?::text IS NULL OR one.target = ?) AND (?::uuid IS NULL OR one.id > ?::uuid)
     ORDER BY one.id LIMIT ?`,
    [of.authorityId, of.campaignId, of.target, of.target, afterId ?? null, afterId ?? null, first + 1],
  )
  return rows.map(({ authority_id: authorityId, ...one }) => ({ ...one, authority: { id: authorityId } }))
}
