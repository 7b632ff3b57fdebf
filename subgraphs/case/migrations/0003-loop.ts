import { Migration } from '@mikro-orm/migrations'

/** The closed loop: more of a case, its history, and what runs beside it. */
export class Migration0003Loop extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE "case"."case"
        ADD COLUMN outcome varchar(16),
        ADD COLUMN conclusion varchar(24),
        ADD COLUMN extended boolean NOT NULL DEFAULT false,
        ADD COLUMN supervised boolean NOT NULL DEFAULT false,
        ADD COLUMN co_handling_authority_ids uuid[] NOT NULL DEFAULT '{}',
        ADD COLUMN assignment_mode varchar(16),
        ADD COLUMN handling_office varchar(100),
        ADD COLUMN handling_officer varchar(200),
        ADD COLUMN excluded_officers text[] NOT NULL DEFAULT '{}',
        ADD COLUMN first_report_id uuid,
        ADD COLUMN merged_into uuid REFERENCES "case"."case" (id),
        ADD COLUMN concluded_at timestamptz,
        ADD COLUMN closed_at timestamptz,
        ADD COLUMN changed_at timestamptz;
      UPDATE "case"."case" SET changed_at = coalesce(accepted_at, opened_at);
      ALTER TABLE "case"."case" ALTER COLUMN changed_at SET NOT NULL;
      CREATE INDEX case_merged_into ON "case"."case" (merged_into) WHERE merged_into IS NOT NULL;
      CREATE INDEX case_co_handling ON "case"."case" USING gin (co_handling_authority_ids);

      ALTER TABLE "case".case_report
        ADD COLUMN opened_case_id uuid REFERENCES "case"."case" (id) DEFERRABLE INITIALLY DEFERRED,
        ADD COLUMN mode varchar(16),
        ADD COLUMN reporter_kind varchar(16),
        ADD COLUMN submitted_at timestamptz,
        ADD COLUMN withdrawn_at timestamptz;
      UPDATE "case".case_report SET opened_case_id = case_id;
      ALTER TABLE "case".case_report ALTER COLUMN opened_case_id SET NOT NULL;
      UPDATE "case"."case" c SET first_report_id = link.report_id
        FROM "case".case_report link WHERE link.case_id = c.id AND c.accepted_at IS NOT NULL;

      CREATE TABLE "case".proceeding (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        machine varchar(24) NOT NULL,
        state varchar(24) NOT NULL,
        report_id uuid,
        begun_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX proceeding_case ON "case".proceeding (case_id);
      CREATE TABLE "case".case_step (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        version integer NOT NULL,
        verb varchar(32) NOT NULL,
        decision varchar(32),
        from_state varchar(32) NOT NULL,
        to_state varchar(32) NOT NULL,
        proceeding_id uuid REFERENCES "case".proceeding (id) DEFERRABLE INITIALLY DEFERRED,
        actor_kind varchar(16) NOT NULL,
        subject varchar(200),
        authority_id uuid,
        at timestamptz NOT NULL,
        UNIQUE (case_id, version)
      );
    `)
  }
}
