import { Migration } from '@mikro-orm/migrations'

export class Migration0004Evidence extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.evidence (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES report.report (id) DEFERRABLE INITIALLY DEFERRED,
        kind varchar(16) NOT NULL,
        state varchar(16) NOT NULL,
        size_bytes bigint NOT NULL CHECK (size_bytes > 0),
        parts integer NOT NULL,
        rest_bytes integer NOT NULL,
        store_handle text,
        sealed_key bytea NOT NULL,
        sealed_about bytea NOT NULL,
        media_type varchar(100),
        copy_object varchar(64),
        copy_bytes bigint,
        copy_media_type varchar(100),
        requested_at timestamptz NOT NULL,
        uploaded_at timestamptz,
        checking_since timestamptz,
        CHECK ((state = 'READY') = (uploaded_at IS NOT NULL AND media_type IS NOT NULL)),
        CHECK ((copy_object IS NULL) = (copy_bytes IS NULL) AND (copy_bytes IS NULL) = (copy_media_type IS NULL))
      );
      CREATE INDEX evidence_report ON report.evidence (report_id);
      CREATE INDEX evidence_unfinished ON report.evidence (requested_at) WHERE state <> 'READY';
    `)
  }
}
