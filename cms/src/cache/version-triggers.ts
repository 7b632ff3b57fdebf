import type { Core } from '@strapi/strapi'

type Attribute = { joinTable?: { name: string } }
type Table = { uid: string; tableName: string; attributes: Record<string, Attribute> }

/**
 * Counts every committed change of what the graph reads, whoever makes it: the desk, a timer, a hand with SQL. The
 * count rises in the transaction of the change, so both are seen together or not at all. Its row is taken as the
 * last act before the commit (a deferred trigger, once for each transaction): two people publishing wait for each
 * other no longer than a commit takes, and cannot wait in a circle.
 */
export async function countChanges(strapi: Core.Strapi): Promise<void> {
  for (const sql of [
    `CREATE TABLE IF NOT EXISTS content_version (
       only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), version bigint NOT NULL)`,
    `INSERT INTO content_version (version) VALUES (1) ON CONFLICT DO NOTHING`,
    `CREATE OR REPLACE FUNCTION content_changed() RETURNS trigger LANGUAGE plpgsql AS $$
       DECLARE here text := pg_current_xact_id()::text;
       BEGIN
         IF current_setting('andon.content_changed', true) IS DISTINCT FROM here THEN
           PERFORM set_config('andon.content_changed', here, true);
           UPDATE content_version SET version = version + 1;
         END IF;
         RETURN NULL;
       END $$`,
    ...countedTables(strapi).map(triggerOn),
  ])
    await strapi.db.connection.raw(sql)
}

/** Tables of our types and their parts, links and files: whatever a public answer can be drawn from. */
function countedTables(strapi: Core.Strapi): string[] {
  const all = [...(strapi.db.metadata as unknown as Map<string, Table>).values()]
  const ours = all.filter(
    ({ uid, tableName }) =>
      uid.startsWith('api::') || uid === 'plugin::upload.file' || tableName.startsWith('components_'),
  )
  const joined = ours.flatMap(({ attributes }) =>
    Object.values(attributes).flatMap(({ joinTable }) => joinTable?.name ?? []),
  )
  return [...new Set([...ours.map(({ tableName }) => tableName), ...joined])].sort()
}

/** PostgreSQL replaces no constraint trigger: it is made where there is none. */
function triggerOn(table: string): string {
  return `DO $$ BEGIN
    IF to_regclass('"${table}"') IS NOT NULL AND NOT EXISTS (
      SELECT 1 FROM pg_trigger WHERE tgname = 'content_changed' AND tgrelid = to_regclass('"${table}"')) THEN
      CREATE CONSTRAINT TRIGGER content_changed AFTER INSERT OR UPDATE OR DELETE ON "${table}"
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION content_changed();
    END IF;
  END $$`
}
