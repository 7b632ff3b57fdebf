import type { EntityManager } from '@mikro-orm/postgresql'
import { unknownCursor, type PageRequest } from '../../../shared/connection/connection.js'
import type { Seat } from '../seat.js'
import { StoredCampaign, StoredOutreachNotice, StoredTask } from './campaign.entity.js'

/** Newest first; one more than a page holds, where there are more. Drafts are seen by who makes them. */
export async function listCampaigns(
  em: EntityManager,
  { authorityId }: Seat,
  { first, afterId }: PageRequest,
): Promise<StoredCampaign[]> {
  const before = afterId === undefined ? null : await em.findOne(StoredCampaign, { id: afterId })
  if (afterId !== undefined && before === null) throw unknownCursor()
  const tasks = await em.find(StoredTask, { authorityId, kind: 'SUMMARY' }, { fields: ['campaignId'] })
  const visible = { $or: [{ authorityId }, { id: tasks.map(({ campaignId }) => campaignId) }] }
  const older = before === null ? {} : olderThan('createdAt', before.createdAt, before.id)
  return em.find(
    StoredCampaign,
    { $and: [visible, older] },
    { orderBy: { createdAt: 'desc', id: 'desc' }, limit: first + 1 },
  )
}

/** Newest first; one more than a page holds, where there are more. */
export async function listNotices(
  em: EntityManager,
  { authorityId }: Seat,
  { first, afterId }: PageRequest,
): Promise<StoredOutreachNotice[]> {
  const before =
    afterId === undefined ? null : await em.findOne(StoredOutreachNotice, { id: afterId, authorityId })
  if (afterId !== undefined && before === null) throw unknownCursor()
  const older = before === null ? {} : olderThan('at', before.at, before.id)
  return em.find(
    StoredOutreachNotice,
    { $and: [{ authorityId }, older] },
    { orderBy: { at: 'desc', id: 'desc' }, limit: first + 1 },
  )
}

function olderThan(column: 'at' | 'createdAt', at: Date, id: string) {
  return { $or: [{ [column]: { $lt: at } }, { [column]: at, id: { $lt: id } }] }
}
