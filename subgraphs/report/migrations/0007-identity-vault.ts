import { Migration } from '@mikro-orm/migrations'

export class Migration0007IdentityVault extends Migration {
  override up(): void {
    this.keepBundles()
    this.widenIdentities()
    this.keepReveals()
  }

  private keepBundles(): void {
    this.addSql(`
      CREATE TABLE report.key_bundle (
        authority_id uuid NOT NULL,
        suite varchar(16) NOT NULL,
        version integer NOT NULL CHECK (version > 0),
        bundle bytea NOT NULL,
        issued_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        published_at timestamptz NOT NULL,
        published_by varchar(200) NOT NULL,
        PRIMARY KEY (authority_id, suite, version)
      );
    `)
  }

  /** What the server sealed before there were holders stays what it is: INTERIM. */
  private widenIdentities(): void {
    this.addSql(`
      ALTER TABLE report.sealed_identity
        DROP CONSTRAINT sealed_identity_pkey,
        ADD COLUMN position smallint NOT NULL DEFAULT 0 CHECK (position BETWEEN 0 AND 20),
        ADD COLUMN purpose varchar(16) NOT NULL DEFAULT 'CONTACT' CHECK (purpose IN ('CONTACT', 'REWARD')),
        ADD COLUMN suite varchar(16) NOT NULL DEFAULT 'INTERIM' CHECK (suite IN ('INTERIM', 'INTL_1', 'SM_1')),
        ADD COLUMN envelope_hash bytea,
        ADD COLUMN content_hash bytea,
        ADD COLUMN custodian_authority_id uuid,
        ADD COLUMN approver_authority_ids uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN key_ids text[] NOT NULL DEFAULT '{}',
        ADD COLUMN resealed_at timestamptz;
      UPDATE report.sealed_identity SET key_ids = ARRAY[key_id];
      ALTER TABLE report.sealed_identity
        DROP COLUMN key_id,
        ALTER COLUMN position DROP DEFAULT,
        ALTER COLUMN purpose DROP DEFAULT,
        ALTER COLUMN suite DROP DEFAULT,
        ADD PRIMARY KEY (report_id, position, purpose),
        ADD CHECK (suite = 'INTERIM' OR (envelope_hash IS NOT NULL AND content_hash IS NOT NULL
          AND custodian_authority_id IS NOT NULL AND cardinality(approver_authority_ids) > 0));
      CREATE INDEX sealed_identity_keys ON report.sealed_identity USING gin (key_ids);
      CREATE INDEX sealed_identity_custodians ON report.sealed_identity (custodian_authority_id);
    `)
  }

  private keepReveals(): void {
    this.addSql(`
      CREATE TABLE report.reveal (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES report.report (id),
        position smallint NOT NULL,
        purpose varchar(16) NOT NULL,
        state varchar(16) NOT NULL CHECK (state IN ('REQUESTED', 'APPROVED', 'REFUSED', 'RELEASED', 'EXPIRED')),
        reveal_purpose varchar(24) NOT NULL,
        request bytea NOT NULL,
        request_hash bytea NOT NULL UNIQUE,
        sealed_reason bytea NOT NULL,
        reason_salt bytea NOT NULL,
        envelope_hash bytea NOT NULL,
        custodian_authority_id uuid NOT NULL,
        approver_authority_ids uuid[] NOT NULL,
        requested_by varchar(200) NOT NULL,
        requested_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        decided_by varchar(200),
        decided_by_authority_id uuid,
        decided_at timestamptz,
        approval bytea,
        sealed_refusal bytea,
        released_at timestamptz,
        CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
        CHECK (state NOT IN ('APPROVED', 'RELEASED') OR approval IS NOT NULL),
        CHECK ((state = 'RELEASED') = (released_at IS NOT NULL)),
        CHECK (decided_by <> requested_by)
      );
      CREATE INDEX reveal_of_report ON report.reveal (report_id);
      CREATE INDEX reveal_open ON report.reveal (expires_at) WHERE state IN ('REQUESTED', 'APPROVED');
    `)
  }
}
