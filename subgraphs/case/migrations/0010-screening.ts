import { Migration } from '@mikro-orm/migrations'

/** What screening decides, in words that are sealed; and what of other subgraphs it needs to decide. */
export class Migration0010Screening extends Migration {
  override up(): void {
    for (const sql of [answers, comparisonsAndReferrals, mergesAndFacts]) this.addSql(sql)
  }
}

const answers = `
  CREATE TABLE "case".supplement_request (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    report_ids uuid[] NOT NULL,
    sealed_text bytea NOT NULL,
    requested_by varchar(200) NOT NULL,
    requested_at timestamptz NOT NULL,
    answered_at timestamptz
  );
  CREATE INDEX supplement_request_case ON "case".supplement_request (case_id);
  CREATE INDEX supplement_request_report ON "case".supplement_request USING gin (report_ids);
  CREATE TABLE "case".refusal (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    report_ids uuid[] NOT NULL,
    ground varchar(32) NOT NULL,
    sub_kind varchar(32),
    notice_version integer NOT NULL,
    notice_clause varchar(15) NOT NULL,
    sealed_reason bytea NOT NULL,
    sealed_legal_basis bytea,
    sealed_why_no_supplement bytea,
    earlier_case_id uuid REFERENCES "case"."case" (id),
    sameness varchar(24),
    refused_by varchar(200) NOT NULL,
    refused_at timestamptz NOT NULL
  );
  CREATE INDEX refusal_case ON "case".refusal (case_id);
  CREATE INDEX refusal_report ON "case".refusal USING gin (report_ids);`

const comparisonsAndReferrals = `
  CREATE TABLE "case".identity_comparison (
    id uuid PRIMARY KEY,
    report_id uuid NOT NULL,
    earlier_report_id uuid NOT NULL,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    same boolean NOT NULL,
    sealed_reason bytea NOT NULL,
    compared_by varchar(200) NOT NULL,
    compared_at timestamptz NOT NULL
  );
  CREATE INDEX identity_comparison_report ON "case".identity_comparison (report_id, earlier_report_id);
  CREATE TABLE "case".referral (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    report_ids uuid[] NOT NULL,
    department_code varchar(32) NOT NULL,
    department varchar(200) NOT NULL,
    department_authority_id uuid,
    legal_basis varchar(500) NOT NULL,
    content_passed_on boolean NOT NULL,
    sealed_reason bytea NOT NULL,
    sealed_passing_basis bytea,
    referred_by varchar(200) NOT NULL,
    referred_at timestamptz NOT NULL
  );
  CREATE INDEX referral_case ON "case".referral (case_id);
  CREATE INDEX referral_report ON "case".referral USING gin (report_ids);`

const mergesAndFacts = `
  CREATE TABLE "case".case_merge (
    id uuid PRIMARY KEY,
    case_id uuid NOT NULL REFERENCES "case"."case" (id),
    into_case_id uuid NOT NULL REFERENCES "case"."case" (id),
    state_before varchar(32) NOT NULL,
    sealed_reason bytea NOT NULL,
    merged_by varchar(200) NOT NULL,
    merged_at timestamptz NOT NULL,
    sealed_unmerge_reason bytea,
    unmerged_by varchar(200),
    unmerged_at timestamptz
  );
  CREATE INDEX case_merge_case ON "case".case_merge (case_id);
  CREATE INDEX case_merge_into ON "case".case_merge (into_case_id);
  CREATE TABLE "case".published_notice (
    version integer PRIMARY KEY,
    published_at timestamptz NOT NULL
  );
  CREATE TABLE "case".passing_on_consent (
    report_id uuid PRIMARY KEY,
    given boolean NOT NULL,
    at timestamptz NOT NULL
  );`
