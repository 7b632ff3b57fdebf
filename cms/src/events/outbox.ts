import { randomUUID } from 'node:crypto'
import type { Core } from '@strapi/strapi'
import { selectRows, type Transaction } from '../publication/document-action'

/** Wakes the relay. */
export const outboxChannel = 'content_outbox'

/** How a record stands as published, or that it is published no more; ids, codes, counts and days. */
export type PublicityEvent = { subject: string } & (
  | {
      name: 'PlacementRecorded'
      payload: {
        placementId: string
        regionCode: string
        placeType: string
        installation: string | null
        installedOn: string | null
        registryEntryId: string | null
      }
    }
  | { name: 'PlacementWithdrawn'; payload: { placementId: string } }
  | {
      name: 'MediaRecorded'
      payload: { recordId: string; regionCode: string | null; mediumType: string; issuedOn: string }
    }
  | {
      name: 'ActivityRecorded'
      payload: {
        recordId: string
        regionCode: string
        kind: string
        heldOn: string
        brochures: number
        enterprisesCovered: number
        communitiesCovered: number
      }
    }
  | { name: 'MediaRecordWithdrawn' | 'ActivityRecordWithdrawn'; payload: { recordId: string } }
)

type ContentEvent =
  | PublicityEvent
  | {
      name: 'ReportingNoticePublished' | 'PrivacyExplanationPublished'
      subject: string
      payload: { version: number }
    }
  | { name: 'NoticePublished'; subject: string; payload: { noticeId: string; regionCode: string | null } }

/** The table lies beside Strapi's own, where the transaction that publishes can reach it. Strapi ignores tables it did not make. */
export async function createOutbox(strapi: Core.Strapi): Promise<void> {
  await strapi.db.connection.raw(`
    CREATE TABLE IF NOT EXISTS content_outbox (
      position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      id uuid NOT NULL UNIQUE,
      name text NOT NULL,
      subject text NOT NULL,
      occurred_at timestamptz NOT NULL DEFAULT now(),
      payload jsonb NOT NULL
    )`)
}

/**
 * Keeps an event until the relay has copied it to the log. Writers take turns until they commit: positions become
 * visible in order, so what was published first is told first.
 */
export async function recordEvent(trx: Transaction, event: ContentEvent): Promise<void> {
  await selectRows(trx, 'SELECT pg_advisory_xact_lock(hashtext(?))', ['content_outbox'])
  await selectRows(trx, 'INSERT INTO content_outbox (id, name, subject, payload) VALUES (?, ?, ?, ?)', [
    randomUUID(),
    event.name,
    event.subject,
    JSON.stringify(event.payload),
  ])
  await selectRows(trx, 'SELECT pg_notify(?, ?)', [outboxChannel, ''])
}
