import { Migration } from '@mikro-orm/migrations'

export class Migration0014SyncedReports extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.external_system (
        code varchar(40) PRIMARY KEY,
        name varchar(100) NOT NULL,
        subject varchar(200) NOT NULL UNIQUE,
        registered_by varchar(200) NOT NULL,
        registered_at timestamptz NOT NULL,
        closed_at timestamptz
      );
      CREATE TABLE report.synced_report (
        id uuid PRIMARY KEY,
        system varchar(40) NOT NULL REFERENCES report.external_system (code),
        external_id varchar(100) NOT NULL,
        version integer NOT NULL,
        submitted_there_at timestamptz NOT NULL,
        changed_there_at timestamptz NOT NULL,
        report_id uuid UNIQUE REFERENCES report.report (id) DEFERRABLE INITIALLY DEFERRED,
        referral jsonb,
        sealed_sent bytea,
        consent jsonb,
        received_at timestamptz NOT NULL,
        revised_at timestamptz,
        UNIQUE (system, external_id),
        CHECK ((report_id IS NULL) = (referral IS NOT NULL))
      );
      CREATE INDEX synced_report_received ON report.synced_report (system, received_at, id);
      CREATE INDEX synced_report_submitted ON report.synced_report (system, submitted_there_at);
      CREATE TABLE report.synced_revision (
        report_id uuid NOT NULL REFERENCES report.report (id),
        content_version integer NOT NULL,
        external_version integer NOT NULL,
        sealed_unit bytea NOT NULL,
        sealed_facts bytea NOT NULL,
        replaced_at timestamptz NOT NULL,
        PRIMARY KEY (report_id, content_version)
      );
      CREATE TABLE report.sync_refusal (
        id uuid PRIMARY KEY,
        system varchar(40) NOT NULL REFERENCES report.external_system (code),
        external_id varchar(100) NOT NULL,
        version integer NOT NULL,
        reason varchar(32) NOT NULL,
        problems text[] NOT NULL,
        submitted_there_at timestamptz NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        times integer NOT NULL,
        resolved_at timestamptz,
        UNIQUE (system, external_id, version, reason)
      );
      CREATE INDEX sync_refusal_submitted ON report.sync_refusal (system, submitted_there_at) WHERE resolved_at IS NULL;
    `)
  }
}
