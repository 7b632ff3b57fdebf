import type { EventHandlers } from '../../shared/events/consumer.js'
import { PassingOnConsent } from './passing-on-consent.entity.js'
import { PublishedNotice } from './published-notice.entity.js'

/** What screening has to know of others before it decides. */
export const screeningHandlers: EventHandlers = {
  ReportingNoticePublished: async (em, { payload, occurredAt }) => {
    const row = { version: payload.version, publishedAt: occurredAt }
    await em.upsert(PublishedNotice, row, { onConflictAction: 'ignore' })
  },
  ConsentChanged: async (em, { payload, occurredAt }) => {
    const { reportId, kind, given } = payload
    if (kind === 'PASSING_ON') await em.upsert(PassingOnConsent, { reportId, given, at: occurredAt })
  },
}
