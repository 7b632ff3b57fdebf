import type { EntityManager } from '@mikro-orm/postgresql'
import { setTimeout as sleep } from 'node:timers/promises'
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

/** How long a version may take from the reader's screen, over the event log, to here. */
const announcementMs = 3_000

/**
 * Whether a version is the newest one published. A citizen may have read it before its announcement arrived here:
 * the one after the newest known is waited for a moment, and no other.
 */
export async function isCurrent(em: EntityManager, kind: DocumentKind, version: number): Promise<boolean> {
  const until = Date.now() + announcementMs
  for (;;) {
    const newest = await newestVersion(em, kind)
    if (version !== newest + 1 || Date.now() > until) return version === newest
    await sleep(100)
  }
}

/** Whether a version was in force at a moment, or is now: what was read out to somebody then. */
export async function wasInForce(
  em: EntityManager,
  kind: DocumentKind,
  version: number,
  at: Date,
): Promise<boolean> {
  if (await isCurrent(em, kind, version)) return true
  const then = await em.findOne(
    PublishedVersion,
    { kind, publishedAt: { $lte: at } },
    { orderBy: { version: 'desc' } },
  )
  return then?.version === version
}

/** Whether there ever was such a version: what came with a letter may be an old leaflet. */
export async function wasPublished(em: EntityManager, kind: DocumentKind, version: number): Promise<boolean> {
  return (await em.count(PublishedVersion, { kind, version })) > 0
}

async function newestVersion(em: EntityManager, kind: DocumentKind): Promise<number> {
  const newest = await em.findOne(PublishedVersion, { kind }, { orderBy: { version: 'desc' } })
  return newest?.version ?? 0
}
