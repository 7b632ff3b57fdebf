import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import type { Clock } from '../../../shared/clock.js'
import { AuthorityReach } from '../../../shared/reach/authority-reach.entity.js'
import { StoredCampaign, StoredOutreachNotice, StoredTask } from './campaign.entity.js'
import { assignTasks } from './participants.js'

const remindBeforeMs = 3 * 86_400_000
const atOnce = 200

type Sweeping = { orm: MikroORM; clock: Clock }

/**
 * Does what the clock asks of campaigns: gives tasks to authorities that have come since, reminds three days before a
 * day ends, and marks what did not come. Each mark is written with its notice, under a lock other replicas step over.
 */
export async function sweepCampaigns(sweeping: Sweeping): Promise<void> {
  const em = sweeping.orm.em.fork()
  for (const campaign of await em.find(StoredCampaign, { state: 'OPEN' })) await assignTasks(em, campaign)
  while ((await remind(sweeping)) === atOnce);
  while ((await markLate(sweeping)) === atOnce);
}

function remind({ orm, clock }: Sweeping): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const now = clock()
    const soon = new Date(now.getTime() + remindBeforeMs)
    const near = await lockTasks(em, 'task.reminded_at IS NULL AND task.due_at <= ?', soon)
    for (const task of near) {
      task.remindedAt = now
      // What is over already is told as over.
      if (task.dueAt != null && task.dueAt >= now)
        tell(em, task, { to: task.authorityId, occasion: 'NEAR', at: now })
    }
    return near.length
  })
}

/** Who did not submit is told, and the one above it, who cannot add up without. */
function markLate({ orm, clock }: Sweeping): Promise<number> {
  return orm.em.fork().transactional(async (em) => {
    const now = clock()
    const over = await lockTasks(em, 'task.overdue_at IS NULL AND task.due_at < ?', now)
    const parents = await em.find(AuthorityReach, { authorityId: over.map(({ authorityId }) => authorityId) })
    for (const task of over) {
      task.overdueAt = now
      task.late = true
      tell(em, task, { to: task.authorityId, occasion: 'OVER', at: now })
      const above = parents.find(({ authorityId }) => authorityId === task.authorityId)?.parentAuthorityId
      if (above != null) tell(em, task, { to: above, occasion: 'OVER', at: now })
    }
    return over.length
  })
}

async function lockTasks(em: EntityManager, condition: string, moment: Date): Promise<StoredTask[]> {
  const rows = await em.execute<
    { campaign_id: string; authority_id: string; kind: 'SUMMARY' | 'WORK_REPORT' }[]
  >(
    `SELECT task.campaign_id, task.authority_id, task.kind FROM statistics.outreach_task task
     JOIN statistics.outreach_campaign campaign ON campaign.id = task.campaign_id AND campaign.state = 'OPEN'
     JOIN statistics.authority_reach authority ON authority.authority_id = task.authority_id AND authority.closed_on IS NULL
     WHERE task.first_submitted_at IS NULL AND ${condition}
     ORDER BY task.due_at LIMIT ${String(atOnce)} FOR UPDATE OF task SKIP LOCKED`,
    [moment],
  )
  if (rows.length === 0) return []
  const keys = rows.map((row) => ({
    campaignId: row.campaign_id,
    authorityId: row.authority_id,
    kind: row.kind,
  }))
  return em.find(StoredTask, { $or: keys }, { refresh: true })
}

function tell(
  em: EntityManager,
  { campaignId, authorityId: aboutAuthorityId, kind }: StoredTask,
  { to: authorityId, occasion, at }: { to: string; occasion: 'NEAR' | 'OVER'; at: Date },
): void {
  const row = { campaignId, authorityId, aboutAuthorityId, kind, occasion, at }
  em.persist(em.create(StoredOutreachNotice, { id: randomUUID(), ...row }))
}
