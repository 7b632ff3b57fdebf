import pg from 'pg'
import type { Log } from '../../../platform/log.js'

/**
 * The append-only log of domain events. Appending is one function only, which takes an advisory lock: positions
 * become visible in their order, so that a reader who has seen position 12 can be sure that no 11 comes later.
 */
const schemaSql = `
  CREATE TABLE IF NOT EXISTS events.log (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    name varchar(64) NOT NULL,
    producer varchar(32) NOT NULL,
    subject varchar(64) NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    payload jsonb NOT NULL
  );
  CREATE INDEX IF NOT EXISTS log_name_position ON events.log (name, position);

  CREATE OR REPLACE FUNCTION events.append(entries jsonb) RETURNS integer
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DECLARE
    appended integer;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('andon events append', 0));
    INSERT INTO events.log (id, name, producer, subject, occurred_at, payload)
      SELECT (e.entry->>'id')::uuid, e.entry->>'name', e.entry->>'producer', e.entry->>'subject',
             (e.entry->>'occurredAt')::timestamptz, e.entry->'payload'
      FROM jsonb_array_elements(entries) WITH ORDINALITY AS e(entry, ordinal)
      ORDER BY e.ordinal
      ON CONFLICT (id) DO NOTHING;
    GET DIAGNOSTICS appended = ROW_COUNT;
    IF appended > 0 THEN PERFORM pg_notify('andon_events', ''); END IF;
    RETURN appended;
  END $$;
`

/**
 * Makes the log at `databaseUrl`, as the owner of schema `events`. Running it again does nothing. Who may read and
 * append is the schema's default privileges: local/postgres/provision.ts.
 */
export async function migrate({ databaseUrl, log }: { databaseUrl: string; log: Log }): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('BEGIN')
    await client.query(schemaSql)
    await client.query('COMMIT')
    log.debug('event log is there')
  } finally {
    await client.end()
  }
}
