import type { Core } from '@strapi/strapi'

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
    `CREATE INDEX IF NOT EXISTS content_history_document_idx ON content_history (document_id, position)`,
    `CREATE OR REPLACE FUNCTION content_history_stays() RETURNS trigger LANGUAGE plpgsql
       AS $$ BEGIN RAISE EXCEPTION 'content_history is only added to'; END $$`,
    `CREATE OR REPLACE TRIGGER content_history_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON content_history
       FOR EACH STATEMENT EXECUTE FUNCTION content_history_stays()`,
  ])
    await strapi.db.connection.raw(sql)
}
