import type { Core } from '@strapi/strapi'
import { selectRows, type Transaction } from '../publication/document-action'
import type { KeyedMark } from './keyed-marks'

export type MarkDecision = {
  markKey: string
  decision: 'KEEP' | 'CHANGE'
  reason: string
  actorId: number
  actor: string | null
  decidedAt: Date
}

/**
 * What reviewers decided on marks, in order; rows are added and never touched again. A row holds no words of the text:
 * the key binds it to them, and the history of the document has them.
 */
export async function createMarkDecisions(strapi: Core.Strapi): Promise<void> {
  for (const sql of [
    `CREATE TABLE IF NOT EXISTS content_mark_decisions (
       position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       decided_at timestamptz NOT NULL DEFAULT clock_timestamp(),
       document_id text NOT NULL,
       mark_key text NOT NULL,
       kind text NOT NULL,
       decision text NOT NULL CHECK (decision IN ('KEEP', 'CHANGE')),
       reason text NOT NULL,
       actor_id integer NOT NULL)`,
    `CREATE INDEX IF NOT EXISTS content_mark_decisions_document_idx ON content_mark_decisions (document_id, position)`,
    `CREATE OR REPLACE FUNCTION content_mark_decisions_stay() RETURNS trigger LANGUAGE plpgsql
       AS $$ BEGIN RAISE EXCEPTION 'content_mark_decisions is only added to'; END $$`,
    `CREATE OR REPLACE TRIGGER content_mark_decisions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON content_mark_decisions
       FOR EACH STATEMENT EXECUTE FUNCTION content_mark_decisions_stay()`,
  ])
    await strapi.db.connection.raw(sql)
}

export async function addMarkDecision(
  trx: Transaction,
  row: { documentId: string; mark: KeyedMark; decision: 'KEEP' | 'CHANGE'; reason: string; actorId: number },
): Promise<void> {
  const { documentId, mark, decision, reason, actorId } = row
  await selectRows(
    trx,
    `INSERT INTO content_mark_decisions (document_id, mark_key, kind, decision, reason, actor_id)
     VALUES (?, ?, ?, ?, ?, ?)`,
    [documentId, mark.key, mark.kind, decision, reason, actorId],
  )
}

/** The last decision on each mark of a document, by key. */
export async function decisionsOn(
  trx: Transaction,
  documentId: string,
): Promise<ReadonlyMap<string, MarkDecision>> {
  const rows = await selectRows<MarkDecision>(
    trx,
    `SELECT DISTINCT ON (mark_key) mark_key AS "markKey", decision, reason, actor_id AS "actorId",
            nullif(concat(account.lastname, account.firstname), '') AS actor, decided_at AS "decidedAt"
       FROM content_mark_decisions LEFT JOIN admin_users account ON account.id = actor_id
      WHERE content_mark_decisions.document_id = ? ORDER BY mark_key, position DESC`,
    [documentId],
  )
  return new Map(rows.map((row) => [row.markKey, row]))
}
