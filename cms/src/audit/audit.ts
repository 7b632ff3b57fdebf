import type { Core } from '@strapi/strapi'
import { selectRows, type Transaction } from '../publication/document-action'

/**
 * Who signed in or failed to, and who changed accounts, roles, permissions and regions. What was done to content
 * stands in `content_history`. Rows are added and never touched again. Strapi's own record is part of its paid
 * edition.
 */
export async function createAudit(strapi: Core.Strapi): Promise<void> {
  for (const sql of [
    `CREATE TABLE IF NOT EXISTS desk_audit (
       position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       happened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
       actor_id integer,
       action text NOT NULL,
       subject text,
       detail jsonb)`,
    'CREATE INDEX IF NOT EXISTS desk_audit_time_idx ON desk_audit (happened_at)',
    'CREATE INDEX IF NOT EXISTS content_history_time_idx ON content_history (happened_at)',
    `CREATE OR REPLACE FUNCTION desk_audit_stays() RETURNS trigger LANGUAGE plpgsql
       AS $$ BEGIN RAISE EXCEPTION 'desk_audit is only added to'; END $$`,
    `CREATE OR REPLACE TRIGGER desk_audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON desk_audit
       FOR EACH STATEMENT EXECUTE FUNCTION desk_audit_stays()`,
  ])
    await strapi.db.connection.raw(sql)
}

export type AuditRow = {
  action: string
  actorId: number | null
  /** Whom or what it concerns, in words: an account's address, a role's name. */
  subject: string | null
  detail?: unknown
}

export async function addAuditRow(trx: Transaction, row: AuditRow): Promise<void> {
  await selectRows(trx, 'INSERT INTO desk_audit (actor_id, action, subject, detail) VALUES (?, ?, ?, ?)', [
    row.actorId,
    row.action,
    row.subject,
    JSON.stringify(row.detail ?? null),
  ])
}
