import { Migration } from '@mikro-orm/migrations'

export class Migration0011Retention extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE report.report ADD COLUMN closed_at timestamptz;
      CREATE INDEX report_clock ON report.report ((coalesce(closed_at, withdrawn_at)))
        WHERE coalesce(closed_at, withdrawn_at) IS NOT NULL;
      CREATE TABLE report.retention_rule (
        record_class varchar(32) NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        days integer NOT NULL CHECK (days >= 0),
        legal_basis varchar(500) NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (record_class, version)
      );
      CREATE TABLE report.legal_hold (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES report.report (id),
        held_at timestamptz NOT NULL,
        released_at timestamptz
      );
      CREATE UNIQUE INDEX legal_hold_standing ON report.legal_hold (report_id) WHERE released_at IS NULL;
      CREATE TABLE report.erasure (
        report_id uuid NOT NULL REFERENCES report.report (id),
        record_class varchar(32) NOT NULL,
        state varchar(24) NOT NULL,
        started_at timestamptz NOT NULL,
        erased_at timestamptz,
        backup_ends_at timestamptz,
        PRIMARY KEY (report_id, record_class),
        CHECK ((state = 'STARTED') = (erased_at IS NULL) AND (erased_at IS NULL) = (backup_ends_at IS NULL))
      );
      CREATE INDEX erasure_unfinished ON report.erasure (state, backup_ends_at) WHERE state <> 'ERASED';
    `)
  }
}
