import { Migration } from '@mikro-orm/migrations'

/** Where the matter lies stands here again: an approver is found by reach without reading the report. */
export class Migration0019EvidenceRelease extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.evidence_release (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL,
        evidence_id uuid NOT NULL,
        kind varchar(16) NOT NULL,
        region_code varchar(9) NOT NULL,
        authority_id uuid NOT NULL,
        excluded_authority_ids uuid[] NOT NULL,
        state varchar(16) NOT NULL CHECK (state IN ('PENDING', 'APPROVED', 'REFUSED')),
        requester_subject varchar(200) NOT NULL,
        sealed_reason bytea NOT NULL,
        requested_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        decider_subject varchar(200),
        sealed_decision bytea,
        decided_at timestamptz,
        downloaded_at timestamptz,
        CHECK (decider_subject <> requester_subject),
        CHECK ((state = 'PENDING') = (decided_at IS NULL)),
        CHECK (downloaded_at IS NULL OR state = 'APPROVED')
      );
      CREATE INDEX evidence_release_listed ON report.evidence_release (state, requested_at DESC, id DESC);
      CREATE INDEX evidence_release_of ON report.evidence_release (report_id);
    `)
  }
}
