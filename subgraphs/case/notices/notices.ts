import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { z } from 'zod'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import type { Log } from '../../../platform/log.js'
import { addJob } from '../../shared/jobs/add-job.js'
import { defineTask, type Task } from '../../shared/jobs/jobs.js'
import { StoredNoticeChannel, type ChannelKind } from './notice-channel.entity.js'
import type { Notice, SendNotice } from './notice.js'
import type { NoticeSettings } from './settings.js'
import { openSmtp } from './smtp.js'
import { createWebhook } from './webhook.js'

export type Senders = Partial<Record<ChannelKind, SendNotice>>

/** The ways that are set; the rest is off. */
export function openSenders(
  { SMTP_URL: url, NOTICE_FROM: from, NOTICE_WEBHOOK_KEY: key }: NoticeSettings,
  lifecycle: Lifecycle,
): Senders {
  return {
    ...(url === undefined ? {} : { EMAIL: openSmtp({ url, from, lifecycle }) }),
    ...(key === undefined ? {} : { WEBHOOK: createWebhook(key) }),
  }
}

const payload = z.object({
  channelId: z.uuid(),
  noticeId: z.string(),
  occasion: z.enum(['NEAR', 'OVER']),
  caseId: z.uuid(),
})

/** Asks, in the transaction of the reason, that authorities are told; one job for each channel, tried until it works. */
export async function tellAuthorities(
  em: EntityManager,
  authorityIds: readonly string[],
  notice: Notice,
): Promise<void> {
  const channels = await em.find(StoredNoticeChannel, { authorityId: [...new Set(authorityIds)] })
  const { id: noticeId, occasion, caseId } = notice
  for (const { id: channelId } of channels) {
    const key = `${noticeId}.${channelId}`
    await addJob(em, 'deliverNotice', { channelId, noticeId, occasion, caseId }, { key })
  }
}

/** Delivers one notice by one channel. A channel that was removed since, or is off, is told nothing. */
export function createDeliverNotice(means: { orm: MikroORM; senders: Senders; log: Log }): Task {
  return defineTask(payload, async ({ channelId, noticeId, occasion, caseId }) => {
    const channel = await means.orm.em.fork().findOne(StoredNoticeChannel, { id: channelId })
    if (channel === null) return
    const send = means.senders[channel.kind]
    if (send === undefined) {
      means.log.warn({ channel: channel.kind }, 'notices by this way are off')
      return
    }
    await send(channel.address, { id: noticeId, occasion, caseId })
  })
}
