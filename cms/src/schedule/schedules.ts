import { randomUUID } from 'node:crypto'
import type { Core } from '@strapi/strapi'
import { selectRows, type Transaction } from '../publication/document-action'
import { addHistoryRow } from '../publication/history'

/** What is to be published on a day to come. What is over stays and says how it ended. */
export async function createSchedules(strapi: Core.Strapi): Promise<void> {
  for (const sql of [
    `CREATE TABLE IF NOT EXISTS content_schedule (
       id uuid PRIMARY KEY,
       type text NOT NULL,
       document_id text NOT NULL,
       publish_at timestamptz NOT NULL,
       account_id integer NOT NULL,
       ordered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
       state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'DONE', 'CANCELLED', 'FAILED')),
       note text)`,
    `CREATE UNIQUE INDEX IF NOT EXISTS content_schedule_one_waits_idx ON content_schedule (document_id)
       WHERE state = 'WAITING'`,
    `CREATE INDEX IF NOT EXISTS content_schedule_due_idx ON content_schedule (publish_at) WHERE state = 'WAITING'`,
    `CREATE INDEX IF NOT EXISTS content_schedule_document_idx ON content_schedule (document_id, ordered_at)`,
  ])
    await strapi.db.connection.raw(sql)
}

export type Schedule = { publishAt: Date; accountId: number; state: string; note: string | null }

/** The schedule that waits, or the one that ended last. */
export async function lastSchedule(trx: Transaction, documentId: string): Promise<Schedule | undefined> {
  const [schedule] = await selectRows<Schedule>(
    trx,
    `SELECT publish_at AS "publishAt", account_id AS "accountId", state, note FROM content_schedule
      WHERE document_id = ? ORDER BY ordered_at DESC LIMIT 1`,
    [documentId],
  )
  return schedule
}

export async function addSchedule(
  trx: Transaction,
  of: { uid: string; documentId: string; publishAt: Date; accountId: number },
): Promise<void> {
  await selectRows(
    trx,
    'INSERT INTO content_schedule (id, type, document_id, publish_at, account_id) VALUES (?, ?, ?, ?, ?)',
    [randomUUID(), of.uid, of.documentId, of.publishAt, of.accountId],
  )
}

/** Ends what waits for a document, and tells why in its history. */
export async function cancelSchedule(
  trx: Transaction,
  of: { uid: string; documentId: string; accountId: number | undefined; note: string },
): Promise<boolean> {
  const cancelled = await selectRows(
    trx,
    `UPDATE content_schedule SET state = 'CANCELLED', note = ? WHERE document_id = ? AND state = 'WAITING' RETURNING 1`,
    [of.note, of.documentId],
  )
  if (cancelled.length === 0) return false
  const { uid, documentId, accountId, note } = of
  await addHistoryRow(trx, { uid, documentId, action: 'unschedule', actorId: accountId, note })
  return true
}

/** Takes a due schedule for good; undefined when another replica or another decision came first. */
export async function takeDue(trx: Transaction, id: string): Promise<number | undefined> {
  const [taken] = await selectRows<{ accountId: number }>(
    trx,
    `UPDATE content_schedule SET state = 'DONE' WHERE id = ? AND state = 'WAITING' AND publish_at <= clock_timestamp()
     RETURNING account_id AS "accountId"`,
    [id],
  )
  return taken?.accountId
}

export async function markFailed(trx: Transaction, id: string, note: string): Promise<boolean> {
  const failed = await selectRows(
    trx,
    `UPDATE content_schedule SET state = 'FAILED', note = ? WHERE id = ? AND state = 'WAITING' RETURNING 1`,
    [note, id],
  )
  return failed.length > 0
}

export type Due = { id: string; uid: string; documentId: string }

export const dueSchedules = (trx: Transaction): Promise<Due[]> =>
  selectRows<Due>(
    trx,
    `SELECT id::text, type AS uid, document_id AS "documentId" FROM content_schedule
      WHERE state = 'WAITING' AND publish_at <= clock_timestamp() ORDER BY publish_at, id LIMIT 20`,
    [],
  )
