import { Migration } from '@mikro-orm/migrations'

/** Who handles a case, and what they find. */
export class Migration0011Verification extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE "case".assignment (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        mode varchar(16) NOT NULL,
        from_authority_id uuid NOT NULL,
        to_authority_id uuid NOT NULL,
        office varchar(100),
        officers text[] NOT NULL,
        sealed_reason bytea,
        assigned_by varchar(200) NOT NULL,
        assigned_at timestamptz NOT NULL
      );
      CREATE INDEX assignment_case ON "case".assignment (case_id);
      CREATE TABLE "case".case_officer (
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        account varchar(200) NOT NULL,
        role varchar(24) NOT NULL,
        verifies boolean NOT NULL DEFAULT false,
        named_by varchar(200) NOT NULL,
        named_at timestamptz NOT NULL,
        PRIMARY KEY (case_id, account)
      );
      CREATE INDEX case_officer_account ON "case".case_officer (account);
      CREATE TABLE "case".co_handler (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        authority_id uuid NOT NULL,
        office varchar(100),
        added_by varchar(200) NOT NULL,
        added_at timestamptz NOT NULL
      );
      CREATE INDEX co_handler_case ON "case".co_handler (case_id);
      CREATE TABLE "case".conflict_of_interest (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        officer varchar(200) NOT NULL,
        sealed_tie bytea NOT NULL,
        declared_by varchar(200) NOT NULL,
        declared_at timestamptz NOT NULL,
        UNIQUE (case_id, officer)
      );`)
    this.addSql(findings)
    this.addSql(mapChanges)
  }
}

const findings = `
  CREATE TABLE "case".verification_task (
    id uuid PRIMARY KEY REFERENCES "case".proceeding (id) DEFERRABLE INITIALLY DEFERRED,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    sealed_content bytea NOT NULL,
    officers text[] NOT NULL,
    due_on date,
    opened_by varchar(200) NOT NULL,
    opened_at timestamptz NOT NULL,
    sealed_findings bytea,
    finished_by varchar(200),
    finished_at timestamptz
  );
  CREATE INDEX verification_task_case ON "case".verification_task (case_id);
  CREATE TABLE "case".site_visit (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    began_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL,
    officers text[] NOT NULL,
    sealed_place bytea NOT NULL,
    sealed_findings bytea NOT NULL,
    evidence_ids uuid[] NOT NULL,
    recorded_by varchar(200) NOT NULL,
    recorded_at timestamptz NOT NULL,
    CHECK (began_at <= ended_at)
  );
  CREATE INDEX site_visit_case ON "case".site_visit (case_id);
  CREATE TABLE "case".penalty (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    kind varchar(24) NOT NULL,
    amount_fen bigint CHECK (amount_fen > 0),
    sealed_decision_number bytea NOT NULL,
    sealed_unit bytea,
    decided_on date NOT NULL,
    recorded_by varchar(200) NOT NULL,
    recorded_at timestamptz NOT NULL,
    CHECK ((kind = 'FINE') = (amount_fen IS NOT NULL))
  );
  CREATE INDEX penalty_case ON "case".penalty (case_id);
  CREATE TABLE "case".hazard_criterion (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    industry_code varchar(32),
    level varchar(32) NOT NULL,
    level_name varchar(40) NOT NULL,
    document varchar(200) NOT NULL,
    item varchar(40) NOT NULL,
    text text NOT NULL,
    legal_reference varchar(300) NOT NULL,
    effective_from date NOT NULL,
    effective_until date,
    confirmed boolean NOT NULL
  );
  CREATE UNIQUE INDEX hazard_criterion_version
    ON "case".hazard_criterion (document, item, coalesce(industry_code, ''), effective_from);
  CREATE TABLE "case".hazard_finding (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    criterion_id uuid NOT NULL REFERENCES "case".hazard_criterion (id),
    sealed_reason bytea NOT NULL,
    set_by varchar(200) NOT NULL,
    set_at timestamptz NOT NULL
  );
  CREATE INDEX hazard_finding_case ON "case".hazard_finding (case_id);
  CREATE TABLE "case".verification_conclusion (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    conclusion varchar(24) NOT NULL,
    sealed_findings bytea NOT NULL,
    officers text[] NOT NULL,
    accident_level varchar(16),
    deaths integer NOT NULL DEFAULT 0,
    concealed_deaths integer NOT NULL DEFAULT 0 CHECK (concealed_deaths BETWEEN 0 AND deaths),
    serious_injuries integer NOT NULL DEFAULT 0,
    direct_loss_fen bigint NOT NULL DEFAULT 0,
    concluded_by varchar(200) NOT NULL,
    concluded_at timestamptz NOT NULL
  );
  CREATE INDEX verification_conclusion_case ON "case".verification_conclusion (case_id);
  CREATE TABLE "case".extension (
    id uuid PRIMARY KEY REFERENCES "case".proceeding (id) DEFERRABLE INITIALLY DEFERRED,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    days integer NOT NULL CHECK (days > 0),
    sealed_reason bytea NOT NULL,
    requested_by varchar(200) NOT NULL,
    requested_at timestamptz NOT NULL,
    approved boolean,
    sealed_answer bytea,
    decided_by varchar(200),
    decided_at timestamptz
  );
  CREATE INDEX extension_case ON "case".extension (case_id);`

const mapChanges = `
  CREATE TABLE "case".map_change (
    id uuid PRIMARY KEY,
    event jsonb NOT NULL,
    effective_on date NOT NULL,
    applied_at timestamptz
  );
  CREATE INDEX map_change_open ON "case".map_change (effective_on) WHERE applied_at IS NULL;
  CREATE TABLE "case".case_to_reassign (
    case_id uuid PRIMARY KEY REFERENCES "case"."case" (id),
    cause varchar(24) NOT NULL,
    region_paths jsonb NOT NULL,
    since timestamptz NOT NULL
  );
  CREATE INDEX case_path ON "case"."case" USING gin (region_path) WHERE state <> 'CLOSED';`
