import type { EntityManager } from '@mikro-orm/postgresql'
import type { PageRequest } from '../../../shared/connection/connection.js'
import type { FilingKind } from '../filing/filing.entity.js'
import type { FilingState } from '../filing/filing-table.js'
import type { OutreachTask } from '../filing/filing.type.js'

export type TaskFilter = 'MISSING' | 'LATE' | 'SUBMITTED'

const conditions: Readonly<Record<TaskFilter, string>> = {
  MISSING: 'task.first_submitted_at IS NULL',
  LATE: 'task.late',
  SUBMITTED: 'task.first_submitted_at IS NOT NULL',
}

type Row = {
  authority_id: string
  due_at: string | null
  first_submitted_at: string | null
  late: boolean
  state: FilingState | null
}

/**
 * What all authorities below one owe, in the order of their regions: who is missing is named here, however deep.
 *
 * @returns one more than a page holds, where there are more
 */
export async function tasksBelow(
  em: EntityManager,
  of: { campaignId: string; authorityId: string; kind: FilingKind; filter: TaskFilter | null },
  { first, afterId }: PageRequest,
): Promise<OutreachTask[]> {
  const rows = await em.execute<Row[]>(
    `WITH RECURSIVE below AS (
       SELECT child.authority_id, coalesce(child.region_code, '') AS place
       FROM statistics.authority_reach child WHERE child.parent_authority_id = ?
       UNION
       SELECT child.authority_id, coalesce(child.region_code, '')
       FROM statistics.authority_reach child JOIN below ON child.parent_authority_id = below.authority_id
     )
     SELECT task.authority_id, task.due_at, task.first_submitted_at, task.late,
       (SELECT state FROM statistics.outreach_filing filing
        WHERE (filing.campaign_id, filing.authority_id, filing.kind) = (task.campaign_id, task.authority_id, task.kind)
          AND filing.state IN ('SUBMITTED', 'RETURNED', 'SEALED')
        ORDER BY edition DESC LIMIT 1) AS state
     FROM below JOIN statistics.outreach_task task USING (authority_id)
     JOIN statistics.authority_reach own ON own.authority_id = task.authority_id
     WHERE task.campaign_id = ? AND task.kind = ? AND (own.closed_on IS NULL OR task.first_submitted_at IS NOT NULL)
       AND ${of.filter === null ? 'true' : conditions[of.filter]}
       AND (?::uuid IS NULL OR (below.place, below.authority_id) > (
         SELECT coalesce(region_code, ''), authority_id FROM statistics.authority_reach WHERE authority_id = ?::uuid))
     ORDER BY below.place, below.authority_id LIMIT ?`,
    [of.authorityId, of.campaignId, of.kind, afterId ?? null, afterId ?? null, first + 1],
  )
  const moment = (text: string | null) => (text === null ? null : new Date(text))
  return rows.map((row) => ({
    id: row.authority_id,
    authority: { id: row.authority_id },
    kind: of.kind,
    dueAt: moment(row.due_at),
    submittedAt: moment(row.first_submitted_at),
    late: row.late,
    state: row.state,
  }))
}
