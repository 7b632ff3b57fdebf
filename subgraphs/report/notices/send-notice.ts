import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { z } from 'zod'
import { defineRecurringTask, defineTask, type Recurrence, type Task } from '../../shared/jobs/jobs.js'
import { Channel } from '../../shared/dictionary/matter.js'
import { consentOf } from '../consent/separate-consent.rules.js'
import { recordConsent } from '../consent/separate-consent.service.js'
import type { ContentKeys } from '../content/content-key.service.js'
import { FeedbackPreference } from '../intake/form-kinds.js'
import { StoredReport } from '../intake/report.entity.js'
import type { NoticeChannels } from './channel.js'
import { NoticeAddress } from './notice-address.entity.js'
import { openNoticeAddress, type Reachable } from './notice-address.service.js'
import { StoredNotice, type NoticeOutcome } from './notice.entity.js'

export type NoticeMeans = { orm: MikroORM; contentKeys: ContentKeys; noticeChannels: NoticeChannels }

/** The kit waits longer each time; this many attempts are about a day. */
const mostAttempts = 12
const keptDays = 30

export function createNoticeTasks(means: NoticeMeans): Record<string, Task> {
  return {
    sendNotice: defineTask(z.object({ noticeId: z.uuid() }), ({ noticeId }, { attempt }) =>
      sendNotice(means, noticeId, attempt),
    ),
    forgetOldNotices: defineRecurringTask(() => forgetOld(means.orm.em.fork())),
  }
}

/** At night in China. */
export const noticeCrontab: readonly Recurrence[] = [{ task: 'forgetOldNotices', match: '40 18 * * *' }]

/**
 * Sends one notice. One that was ended is not sent again; a crash between the other side's answer and our note of it
 * sends the same once more, under the same id. What the person wants is looked at now and not when it was queued.
 */
async function sendNotice(
  { orm, contentKeys, noticeChannels }: NoticeMeans,
  noticeId: string,
  attempt: number,
): Promise<void> {
  const em = orm.em.fork()
  const notice = await em.findOne(StoredNotice, { id: noticeId, outcome: 'WAITING' })
  if (notice === null) return
  const { reportId } = notice
  const withdrawn = await em.count(StoredReport, { id: reportId, withdrawnAt: { $ne: null } })
  const reachable = withdrawn > 0 ? null : await openNoticeAddress(em, contentKeys, reportId)
  if (reachable === null) return end(em, notice, 'NOT_WANTED')
  const send = noticeChannels[reachable.preference]
  if (send === undefined) return end(em, notice, 'GIVEN_UP')
  const answered = await send(noticeId, reachable.address).catch((error: unknown) => {
    if (attempt < mostAttempts) throw error
    return 'HOPELESS' as const
  })
  if (answered === 'REFUSED') return endConsent(em, notice, reachable)
  return end(em, notice, answered === 'SENT' ? 'SENT' : 'GIVEN_UP')
}

/** Who refuses there has withdrawn here as well: the address goes, and the evidence says when. */
async function endConsent(em: EntityManager, notice: StoredNotice, { preference }: Reachable): Promise<void> {
  const { reportId } = notice
  await em.transactional(async (inner) => {
    const gone = await inner.nativeDelete(NoticeAddress, { reportId, preference })
    const kind = consentOf[preference]
    const channel = preference === FeedbackPreference.WECHAT ? Channel.WECHAT_MINI : Channel.WEB
    if (gone > 0 && kind !== null) recordConsent(inner, { reportId, kind, given: false, channel })
    await end(inner, notice, 'REFUSED')
  })
}

async function end(em: EntityManager, { id }: StoredNotice, outcome: NoticeOutcome): Promise<void> {
  await em.nativeUpdate(StoredNotice, { id }, { outcome, endedAt: new Date() })
}

async function forgetOld(em: EntityManager): Promise<void> {
  const before = new Date(Date.now() - keptDays * 86_400_000)
  await em.nativeDelete(StoredNotice, { endedAt: { $lt: before } })
}
