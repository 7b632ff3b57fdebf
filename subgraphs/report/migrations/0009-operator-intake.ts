import { Migration } from '@mikro-orm/migrations'

export class Migration0009OperatorIntake extends Migration {
  override up(): void {
    this.addSql(`
      -- A report that somebody else brought has no receipt that opens it.
      ALTER TABLE report.report ALTER COLUMN receipt_tag DROP NOT NULL;
      CREATE TABLE report.operator_intake (
        entry_id uuid PRIMARY KEY,
        report_id uuid UNIQUE REFERENCES report.report (id) DEFERRABLE INITIALLY DEFERRED,
        referral jsonb,
        operator_subject varchar(200) NOT NULL,
        operator_authority_id uuid NOT NULL,
        received_at timestamptz NOT NULL,
        recorded_at timestamptz NOT NULL,
        consent_manner varchar(16) NOT NULL,
        sealed_reference bytea,
        CHECK ((report_id IS NULL) = (referral IS NOT NULL))
      );
      CREATE TABLE report.operator_receipt (
        report_id uuid PRIMARY KEY REFERENCES report.report (id) DEFERRABLE INITIALLY DEFERRED,
        receipt_tag bytea NOT NULL UNIQUE,
        receipt_lock bytea NOT NULL,
        issued_by varchar(200) NOT NULL,
        issued_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        changed_at timestamptz,
        change_key_hash bytea,
        CHECK ((changed_at IS NULL) = (change_key_hash IS NULL))
      );
    `)
  }
}
