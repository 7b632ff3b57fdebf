import { Migration } from '@mikro-orm/migrations'

/** Lists that were asked for as files, and the word that a case changed, for those who watch. */
export class Migration0017ExportsAndChanges extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE "case".case_export (
        id uuid PRIMARY KEY,
        token_hash bytea NOT NULL UNIQUE,
        subject varchar(200) NOT NULL,
        authority_id uuid NOT NULL,
        roles text[] NOT NULL,
        filter jsonb NOT NULL,
        format varchar(8) NOT NULL,
        asked_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        fetched_at timestamptz
      );
      CREATE INDEX case_export_subject ON "case".case_export (subject, asked_at);`)
    this.addSql(changes)
  }
}

/**
 * What is told of a case before it changed decides who is told that it is gone. Only codes and ids travel, and of the
 * officers who may not know of it only those who could until now.
 */
const changes = `
  CREATE FUNCTION "case".announce_case() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_notify('andon_case_changed', json_build_object('caseId', NEW.id, 'was', CASE WHEN TG_OP = 'UPDATE' THEN
      json_build_object('regionCode', OLD.region_code, 'authorityId', OLD.authority_id,
        'coHandlingAuthorityIds', OLD.co_handling_authority_ids, 'excludedAuthorityIds', OLD.excluded_authority_ids,
        'newlyExcluded', ARRAY(SELECT unnest(NEW.excluded_officers) EXCEPT SELECT unnest(OLD.excluded_officers)))
      END)::text);
    RETURN NULL;
  END $$;
  CREATE TRIGGER case_announced AFTER INSERT OR UPDATE ON "case"."case"
    FOR EACH ROW EXECUTE FUNCTION "case".announce_case();`
