import { Migration } from '@mikro-orm/migrations'

/** Closed cases are nominated to be told; what the public may know of them, and whose consent stands behind it. */
export class Migration0022Nominations extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE "case".case_summary
        DROP CONSTRAINT case_summary_case_id_key,
        ADD COLUMN month integer CHECK (month BETWEEN 1 AND 12),
        ADD COLUMN conclusion varchar(24),
        ADD COLUMN accident_level varchar(16),
        ADD COLUMN hazard_level varchar(32),
        ADD COLUMN measures text[] NOT NULL DEFAULT '{}',
        ADD COLUMN penalty_from_fen bigint,
        ADD COLUMN penalty_to_fen bigint,
        ADD COLUMN reward_from_fen bigint,
        ADD COLUMN reward_to_fen bigint,
        ADD COLUMN legal_basis text[] NOT NULL DEFAULT '{}',
        ADD COLUMN withdrawn_at timestamptz;
      CREATE UNIQUE INDEX case_summary_case ON "case".case_summary (case_id) WHERE withdrawn_at IS NULL;
      CREATE INDEX case_alike ON "case"."case" (industry_code, region_code text_pattern_ops)
        WHERE state = 'CLOSED' AND outcome = 'VERIFIED';
      CREATE TABLE "case".case_nomination (
        id uuid PRIMARY KEY REFERENCES "case".case_summary (id) DEFERRABLE INITIALLY DEFERRED,
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        sealed_reason bytea NOT NULL,
        reporter_recognisable boolean NOT NULL,
        consent_needed boolean NOT NULL,
        nominated_by varchar(200) NOT NULL,
        nominated_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        ground varchar(24) CHECK (ground IN ('CONSENT_WITHDRAWN', 'REPORT_WITHDRAWN', 'BY_OFFICER')),
        sealed_withdrawal bytea,
        withdrawn_by varchar(200),
        CHECK ((withdrawn_at IS NULL) = (ground IS NULL))
      );
      CREATE INDEX case_nomination_case ON "case".case_nomination (case_id);
      CREATE TABLE "case".publication_consent (
        report_id uuid PRIMARY KEY,
        given boolean NOT NULL,
        at timestamptz NOT NULL
      );
      ALTER TABLE "case".case_nomination ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      CREATE POLICY kept_by_owner ON "case".case_nomination TO andon_case_owner USING (true);
      CREATE POLICY seen_with_case ON "case".case_nomination TO andon_case USING (
        (SELECT "case".viewer_is('PLATFORM'))
        OR EXISTS (SELECT FROM "case"."case" seen WHERE seen.id = case_nomination.case_id));`)
  }
}
