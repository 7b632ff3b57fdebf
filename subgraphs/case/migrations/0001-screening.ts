import { Migration } from '@mikro-orm/migrations'
import { outboxMigration } from '../../shared/events/outbox.entity.js'
import { watermarkMigration } from '../../shared/events/watermark.entity.js'
import { authorityReachMigration } from '../../shared/reach/authority-reach.entity.js'

export class Migration0001Screening extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE "case"."case" (
        id uuid PRIMARY KEY,
        state varchar(32) NOT NULL,
        region_code varchar(9) NOT NULL,
        region_path text[] NOT NULL,
        authority_id uuid NOT NULL,
        matter_types text[] NOT NULL,
        industry_code varchar(32) NOT NULL,
        opened_at timestamptz NOT NULL,
        accepted_at timestamptz,
        accepted_by varchar(200),
        version integer NOT NULL DEFAULT 1
      );
      CREATE INDEX case_opened ON "case"."case" (opened_at DESC, id DESC);
      CREATE INDEX case_region ON "case"."case" (region_code text_pattern_ops, opened_at DESC);
      CREATE TABLE "case".case_report (
        report_id uuid PRIMARY KEY,
        case_id uuid NOT NULL REFERENCES "case"."case" (id) DEFERRABLE INITIALLY DEFERRED
      );
      CREATE INDEX case_report_case ON "case".case_report (case_id);
      CREATE TABLE "case".case_summary (
        id uuid PRIMARY KEY,
        case_id uuid NOT NULL UNIQUE REFERENCES "case"."case" (id),
        region_code varchar(9) NOT NULL,
        matter_types text[] NOT NULL,
        industry_code varchar(32) NOT NULL,
        year integer NOT NULL,
        prepared_by varchar(200) NOT NULL,
        prepared_at timestamptz NOT NULL
      );
    `)
    this.addSql(outboxMigration('case'))
    this.addSql(watermarkMigration('case'))
    this.addSql(authorityReachMigration('case'))
  }
}
