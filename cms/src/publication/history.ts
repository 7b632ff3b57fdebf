import type { Core } from '@strapi/strapi'
import { selectRows, type Transaction } from './document-action'

export type HistoryRow = {
  uid: string
  documentId: string
  action: string
  actorId: number | undefined
  /** A reason, or what the system did by itself. */
  note?: string
  content?: unknown
}

export async function addHistoryRow(trx: Transaction, row: HistoryRow): Promise<void> {
  await selectRows(
    trx,
    'INSERT INTO content_history (type, document_id, action, actor_id, note, content) VALUES (?, ?, ?, ?, ?, ?)',
    [
      row.uid,
      row.documentId,
      row.action,
      row.actorId ?? null,
      row.note ?? null,
      JSON.stringify(row.content ?? null),
    ],
  )
}

/**
 * Every change at the desk in the order it happened, with the whole text as it stood afterwards. Rows are added and
 * never touched again. Strapi's own history is part of its paid edition.
 */
export async function createHistory(strapi: Core.Strapi): Promise<void> {
  for (const sql of [
    `CREATE TABLE IF NOT EXISTS content_history (
       position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       happened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
       type text NOT NULL,
       document_id text NOT NULL,
       action text NOT NULL,
       actor_id integer,
       content jsonb)`,
    'ALTER TABLE content_history ADD COLUMN IF NOT EXISTS note text',
    `CREATE INDEX IF NOT EXISTS content_history_document_idx ON content_history (document_id, position)`,
    `CREATE OR REPLACE FUNCTION content_history_stays() RETURNS trigger LANGUAGE plpgsql
       AS $$ BEGIN RAISE EXCEPTION 'content_history is only added to'; END $$`,
    `CREATE OR REPLACE TRIGGER content_history_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON content_history
       FOR EACH STATEMENT EXECUTE FUNCTION content_history_stays()`,
  ])
    await strapi.db.connection.raw(sql)
}
