import { Migration } from '@mikro-orm/migrations'

export class Migration0005Receipts extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.draft (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL UNIQUE,
        receipt_tag bytea UNIQUE,
        receipt_lock bytea,
        started_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        submitted_at timestamptz,
        referral jsonb
      );
      CREATE INDEX draft_expires_at ON report.draft (expires_at);
      ALTER TABLE report.report
        ADD COLUMN receipt_lock bytea,
        ADD COLUMN receipt_expires_at timestamptz,
        ADD COLUMN withdrawn_at timestamptz;
      CREATE TABLE report.spent_proof (
        challenge bytea PRIMARY KEY,
        expires_at timestamptz NOT NULL
      );
      CREATE INDEX spent_proof_expires_at ON report.spent_proof (expires_at);
      CREATE TABLE report.proof_pressure (
        purpose varchar(32) NOT NULL,
        minute timestamptz NOT NULL,
        weight integer NOT NULL,
        PRIMARY KEY (purpose, minute)
      );
      CREATE TABLE report.message (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES report.report (id),
        author varchar(16) NOT NULL,
        staff_subject varchar(200),
        sealed_text bytea NOT NULL,
        written_at timestamptz NOT NULL,
        read_at timestamptz
      );
      CREATE INDEX message_of_report ON report.message (report_id, written_at);
      CREATE FUNCTION report.announce_progress() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM pg_notify('andon_report_progress', '');
        RETURN NULL;
      END $$;
      CREATE TRIGGER progress_announced AFTER INSERT ON report.progress_step
        FOR EACH STATEMENT EXECUTE FUNCTION report.announce_progress();
      CREATE TRIGGER message_announced AFTER INSERT ON report.message
        FOR EACH STATEMENT EXECUTE FUNCTION report.announce_progress();
    `)
  }
}
