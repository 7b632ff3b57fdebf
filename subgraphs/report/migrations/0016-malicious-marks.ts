import { Migration } from '@mikro-orm/migrations'

export class Migration0016MaliciousMarks extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.malicious_mark (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES report.report (id),
        state varchar(16) NOT NULL,
        ground varchar(32) NOT NULL,
        sealed_reason bytea NOT NULL,
        sealed_evidence bytea NOT NULL,
        sealed_answer bytea,
        sealed_decision bytea,
        sealed_lifting bytea,
        proposed_by varchar(200) NOT NULL,
        proposed_at timestamptz NOT NULL,
        answer_until timestamptz NOT NULL,
        answered_at timestamptz,
        decided_by varchar(200),
        decided_at timestamptz,
        lifted_at timestamptz,
        CHECK (decided_by IS DISTINCT FROM proposed_by)
      );
      CREATE UNIQUE INDEX malicious_mark_open ON report.malicious_mark (report_id) WHERE state IN ('PROPOSED', 'MARKED');
      CREATE INDEX malicious_mark_state ON report.malicious_mark (state, proposed_at);
    `)
  }
}
