import { Migration } from '@mikro-orm/migrations'

export class Migration0003SealedContent extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.content_key (
        report_id uuid PRIMARY KEY,
        envelope_key_id varchar(16) NOT NULL,
        wrapped bytea,
        destroyed_at timestamptz,
        CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL))
      );
      ALTER TABLE report.report
        -- Emptied by the process at its next start, which holds the keys.
        ALTER COLUMN unit_name DROP NOT NULL,
        ALTER COLUMN facts DROP NOT NULL,
        ADD COLUMN content_version integer NOT NULL DEFAULT 1,
        ADD COLUMN sealed_unit bytea,
        ADD COLUMN sealed_facts bytea,
        ADD COLUMN unit_index bytea,
        ADD COLUMN credit_code_index bytea,
        ADD COLUMN place_index bytea,
        ADD CONSTRAINT content_is_there CHECK (
          (facts IS NOT NULL AND unit_name IS NOT NULL) <> (sealed_facts IS NOT NULL AND sealed_unit IS NOT NULL)
        );
      CREATE INDEX report_unit_index ON report.report (unit_index);
      CREATE INDEX report_credit_code_index ON report.report (credit_code_index);
      CREATE INDEX report_place_index ON report.report (place_index);
    `)
  }
}
