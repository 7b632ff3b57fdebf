import { Migration } from '@mikro-orm/migrations'
import { insertRewardRuleSeeds } from '../reward/rule-seeds.js'

/** Rewards, and the rules they are reckoned by. Rules and assessments are only ever added to. */
export class Migration0013Rewards extends Migration {
  override up(): void {
    this.keepRules()
    this.keepAssessments()
    this.keepRewards()
  }

  private keepRules(): void {
    this.addSql(`
      CREATE TABLE "case".reward_rule (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind varchar(24) NOT NULL,
        region_code varchar(9) NOT NULL,
        industry_codes text[] NOT NULL DEFAULT '{}',
        effective_from date NOT NULL,
        legal_reference varchar(300) NOT NULL,
        confirmed boolean NOT NULL,
        terms jsonb NOT NULL,
        entered_at timestamptz NOT NULL,
        entered_by varchar(200)
      );
      CREATE INDEX reward_rule_place ON "case".reward_rule (region_code, kind);
    `)
    this.addSql(insertRewardRuleSeeds())
  }

  private keepAssessments(): void {
    this.addSql(`
      CREATE TABLE "case".reward_assessment (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        proceeding_id uuid NOT NULL REFERENCES "case".proceeding (id) DEFERRABLE INITIALLY DEFERRED,
        assessed_by varchar(200) NOT NULL,
        assessed_at timestamptz NOT NULL,
        conclusion varchar(24),
        basis varchar(24) NOT NULL,
        figures jsonb NOT NULL,
        report_id uuid,
        standings jsonb NOT NULL,
        rule_ids uuid[] NOT NULL,
        adopted_later_rules boolean NOT NULL,
        amount_fen bigint CHECK (amount_fen >= 0),
        steps jsonb NOT NULL,
        sealed_reason bytea,
        CHECK ((report_id IS NULL) = (amount_fen IS NULL))
      );
      CREATE INDEX reward_assessment_proceeding ON "case".reward_assessment (proceeding_id, assessed_at);
    `)
  }

  private keepRewards(): void {
    this.addSql(`
      CREATE TABLE "case".reward (
        proceeding_id uuid PRIMARY KEY REFERENCES "case".proceeding (id) DEFERRABLE INITIALLY DEFERRED,
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        assessment_id uuid NOT NULL REFERENCES "case".reward_assessment (id) DEFERRABLE INITIALLY DEFERRED,
        report_id uuid,
        amount_fen bigint,
        decided_by varchar(200),
        decided_at timestamptz,
        sealed_return bytea,
        notified_at timestamptz,
        announced_at timestamptz,
        notice_reference varchar(200),
        sealed_unreachable bytea,
        claimed_at timestamptz,
        sealed_authorisation bytea,
        voucher_number varchar(64),
        paid_by varchar(200),
        paid_at timestamptz,
        waiver_ground varchar(16) CHECK (waiver_ground IN ('DECLARED', 'NOT_CLAIMED')),
        sealed_waiver bytea,
        waived_at timestamptz,
        CHECK ((paid_at IS NULL) = (voucher_number IS NULL)),
        CHECK ((waived_at IS NULL) = (waiver_ground IS NULL)),
        CHECK (paid_at IS NULL OR waived_at IS NULL)
      );
      CREATE INDEX reward_case ON "case".reward (case_id);
      CREATE INDEX reward_report ON "case".reward (report_id);

      CREATE TABLE "case".reward_identity (
        report_id uuid PRIMARY KEY,
        provided_at timestamptz NOT NULL
      );
    `)
  }
}
