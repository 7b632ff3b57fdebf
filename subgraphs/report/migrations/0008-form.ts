import { Migration } from '@mikro-orm/migrations'

export class Migration0008Form extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE report.report
        ADD COLUMN sub_kinds text[] NOT NULL DEFAULT '{}',
        ADD COLUMN form_version integer,
        ADD COLUMN contact_check varchar(16);
      ALTER TABLE report.consent ADD COLUMN declaration_version integer NOT NULL DEFAULT 1;
      CREATE TABLE report.separate_consent (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES report.report (id) DEFERRABLE INITIALLY DEFERRED,
        kind varchar(32) NOT NULL,
        given boolean NOT NULL,
        version integer NOT NULL,
        channel varchar(32) NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX separate_consent_of_report ON report.separate_consent (report_id, at);
      ALTER TABLE report.draft
        ADD COLUMN sealed_form bytea,
        ADD COLUMN saved_version integer NOT NULL DEFAULT 0,
        ADD COLUMN saved_at timestamptz;
      CREATE TABLE report.notice_address (
        report_id uuid PRIMARY KEY REFERENCES report.report (id) DEFERRABLE INITIALLY DEFERRED,
        preference varchar(16) NOT NULL,
        sealed_address bytea NOT NULL,
        version integer NOT NULL,
        changed_at timestamptz NOT NULL
      );
    `)
  }
}
