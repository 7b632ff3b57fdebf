import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'

/** A stand-in for the platform's event log, of the shape the platform gives it. */
const eventsSchema = `
  CREATE SCHEMA events;
  CREATE TABLE events.log (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id uuid UNIQUE NOT NULL, name text NOT NULL,
    producer text NOT NULL, subject text NOT NULL, occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT now(), payload jsonb NOT NULL);
  CREATE FUNCTION events.append(events jsonb) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtext('events.append'));
      INSERT INTO events.log (id, name, producer, subject, occurred_at, payload)
        SELECT (e->>'id')::uuid, e->>'name', e->>'producer', e->>'subject', (e->>'occurredAt')::timestamptz, e->'payload'
          FROM jsonb_array_elements(events) AS e
        ON CONFLICT (id) DO NOTHING;
      PERFORM pg_notify('andon_events', '');
    END $$`

export type Databases = {
  cmsUrl: string
  eventsUrl: string
  /** Where uploads go. */
  filesFolder: string
  cms: <Row>(sql: string, values?: unknown[]) => Promise<Row[]>
  events: <Row>(sql: string, values?: unknown[]) => Promise<Row[]>
  connect: (which: 'cms' | 'events') => Promise<Client>
  /** Like a server that restarts: sessions end, and nobody gets in until the work is done. */
  whileShut: (work: () => Promise<void>) => Promise<void>
  drop: () => Promise<void>
}

/** Two databases of a test file's own, dropped at its end. */
export async function createDatabases(): Promise<Databases> {
  const adminUrl = process.env['CMS_TEST_DATABASE_URL']
  if (!adminUrl)
    throw new Error('set CMS_TEST_DATABASE_URL to a PostgreSQL URL whose role may create databases')
  const suffix = randomBytes(5).toString('hex')
  const names = { cms: `cms_test_${suffix}`, events: `cms_test_${suffix}_events` }
  const urlOf = (name: string): string => Object.assign(new URL(adminUrl), { pathname: `/${name}` }).href
  for (const name of Object.values(names)) await once(adminUrl, `CREATE DATABASE ${name}`)
  await once(urlOf(names.events), eventsSchema)
  const filesFolder = join(tmpdir(), `${names.cms}_files`)
  return {
    filesFolder,
    cmsUrl: urlOf(names.cms),
    eventsUrl: urlOf(names.events),
    cms: (sql, values) => once(urlOf(names.cms), sql, values),
    events: (sql, values) => once(urlOf(names.events), sql, values),
    connect: async (which) => {
      const client = new Client(urlOf(names[which]))
      await client.connect()
      return client
    },
    whileShut: async (work) => {
      await once(adminUrl, `ALTER DATABASE ${names.cms} WITH ALLOW_CONNECTIONS false`)
      const ending = 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1'
      await once(adminUrl, ending, [names.cms])
      try {
        await work()
      } finally {
        await once(adminUrl, `ALTER DATABASE ${names.cms} WITH ALLOW_CONNECTIONS true`)
      }
    },
    drop: async () => {
      rmSync(filesFolder, { recursive: true, force: true })
      for (const name of Object.values(names)) await once(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`)
    },
  }
}

async function once<Row>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client(url)
  await client.connect()
  try {
    const { rows } = await client.query(values.length === 0 ? { text: sql } : { text: sql, values })
    return rows as Row[]
  } finally {
    await client.end()
  }
}
