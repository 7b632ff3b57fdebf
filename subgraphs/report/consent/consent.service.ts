import type { EntityManager } from '@mikro-orm/postgresql'
import type { EventHandlers } from '../../shared/events/consumer.js'
import { PublishedVersion, type DocumentKind } from './published-version.entity.js'

/** Keeps the versions of the documents that a reporter agrees to. */
export const consentHandlers: EventHandlers = {
  ReportingNoticePublished: (em, { payload, occurredAt }) =>
    remember(em, 'REPORTING_NOTICE', payload.version, occurredAt),
  PrivacyExplanationPublished: (em, { payload, occurredAt }) =>
    remember(em, 'PRIVACY_EXPLANATION', payload.version, occurredAt),
}

async function remember(
  em: EntityManager,
  kind: DocumentKind,
  version: number,
  publishedAt: Date,
): Promise<void> {
  await em.upsert(PublishedVersion, { kind, version, publishedAt }, { onConflictAction: 'ignore' })
}

/** The newest published version, or undefined while none is published. */
export async function currentVersion(em: EntityManager, kind: DocumentKind): Promise<number | undefined> {
  const newest = await em.findOne(PublishedVersion, { kind }, { orderBy: { version: 'desc' } })
  return newest?.version
}
