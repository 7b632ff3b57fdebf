import { Migration } from '@mikro-orm/migrations'
import { deadlineRuleSeeds } from '../deadlines/rule-seeds.js'

/** Terms, the rules they are reckoned by, and whom to tell. */
export class Migration0005Deadlines extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE "case".calendar_year (
        year integer PRIMARY KEY,
        holidays text[] NOT NULL,
        workdays text[] NOT NULL,
        source varchar(200) NOT NULL,
        imported_at timestamptz NOT NULL
      );
      CREATE TABLE "case".deadline_rule (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        kind varchar(24) NOT NULL,
        region_code varchar(9) NOT NULL,
        effective_from date NOT NULL,
        days integer NOT NULL CHECK (days BETWEEN 0 AND 3660),
        unit varchar(8) NOT NULL CHECK (unit IN ('NATURAL', 'WORKING')),
        rolls_over boolean NOT NULL,
        remind_days_before integer NOT NULL CHECK (remind_days_before >= 0),
        legal_reference varchar(300) NOT NULL,
        confirmed boolean NOT NULL,
        UNIQUE (kind, region_code, effective_from)
      );
      CREATE TABLE "case".deadline (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        kind varchar(24) NOT NULL,
        proceeding_id uuid REFERENCES "case".proceeding (id) DEFERRABLE INITIALLY DEFERRED,
        report_id uuid,
        started_at timestamptz NOT NULL,
        due_at timestamptz NOT NULL,
        rule_id uuid NOT NULL REFERENCES "case".deadline_rule (id),
        given boolean NOT NULL DEFAULT false,
        provisional boolean NOT NULL DEFAULT false,
        remind_at timestamptz,
        reminded_at timestamptz,
        escalated_at timestamptz,
        met_at timestamptz,
        cancelled_at timestamptz,
        lapsed_at timestamptz
      );
      CREATE INDEX deadline_case ON "case".deadline (case_id);
      CREATE INDEX deadline_due ON "case".deadline (due_at, id)
        WHERE met_at IS NULL AND cancelled_at IS NULL AND lapsed_at IS NULL;
      CREATE INDEX deadline_remind ON "case".deadline (remind_at)
        WHERE met_at IS NULL AND cancelled_at IS NULL AND lapsed_at IS NULL AND reminded_at IS NULL;
      CREATE TABLE "case".notice_channel (
        id uuid PRIMARY KEY,
        authority_id uuid NOT NULL,
        kind varchar(8) NOT NULL CHECK (kind IN ('EMAIL', 'WEBHOOK')),
        address varchar(300) NOT NULL,
        set_by varchar(200) NOT NULL,
        set_at timestamptz NOT NULL,
        UNIQUE (authority_id, kind)
      );
    `)
    this.addSql(deadlineRuleSeeds())
  }
}
