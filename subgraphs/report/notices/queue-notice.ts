import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { addJob } from '../../shared/jobs/add-job.js'
import { NoticeAddress } from './notice-address.entity.js'
import { StoredNotice } from './notice.entity.js'

/**
 * Lets a reporter be told that there is news, in the transaction of the news: rolled back, nobody is told. Who has
 * not consented has no address, and then there is nothing to queue.
 *
 * @param causeId the step or the message
 */
export async function queueNotice(
  em: EntityManager,
  { reportId, causeId }: { reportId: string; causeId: string },
): Promise<void> {
  if ((await em.count(NoticeAddress, { reportId })) === 0) return
  const id = randomUUID()
  em.persist(
    em.create(StoredNotice, {
      ...{ id, reportId, causeId },
      ...{ outcome: 'WAITING' as const, queuedAt: new Date(), endedAt: null },
    }),
  )
  await em.flush()
  await addJob(em, 'sendNotice', { noticeId: id }, { key: `notice:${id}` })
}
