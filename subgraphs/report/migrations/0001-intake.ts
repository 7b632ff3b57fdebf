import { Migration } from '@mikro-orm/migrations'
import { outboxMigration } from '../../shared/events/outbox.entity.js'
import { watermarkMigration } from '../../shared/events/watermark.entity.js'
import { authorityReachMigration } from '../../shared/reach/authority-reach.entity.js'

export class Migration0001Intake extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.report (
        id uuid PRIMARY KEY,
        channel varchar(32) NOT NULL,
        mode varchar(16) NOT NULL,
        reporter_kind varchar(16) NOT NULL,
        region_code varchar(9) NOT NULL,
        authority_id uuid NOT NULL,
        matter_types text[] NOT NULL,
        industry_code varchar(32) NOT NULL,
        unit_name text NOT NULL,
        facts jsonb NOT NULL,
        submitted_at timestamptz NOT NULL,
        receipt_tag bytea NOT NULL UNIQUE
      );
      CREATE TABLE report.consent (
        report_id uuid PRIMARY KEY REFERENCES report.report (id) DEFERRABLE INITIALLY DEFERRED,
        notice_version integer NOT NULL,
        privacy_version integer NOT NULL,
        declared_true boolean NOT NULL,
        channel varchar(32) NOT NULL,
        agreed_at timestamptz NOT NULL
      );
      CREATE TABLE report.sealed_identity (
        report_id uuid PRIMARY KEY REFERENCES report.report (id) DEFERRABLE INITIALLY DEFERRED,
        envelope bytea NOT NULL,
        key_id varchar(64) NOT NULL,
        sealed_by varchar(16) NOT NULL,
        sealed_at timestamptz NOT NULL
      );
      CREATE TABLE report.published_version (
        kind varchar(32) NOT NULL,
        version integer NOT NULL,
        published_at timestamptz NOT NULL,
        PRIMARY KEY (kind, version)
      );
      CREATE TABLE report.referral (
        id uuid PRIMARY KEY,
        region_code varchar(9) NOT NULL,
        industry_code varchar(32) NOT NULL,
        matter_types text[] NOT NULL,
        referred_at timestamptz NOT NULL
      );
      CREATE TABLE report.progress_step (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES report.report (id) DEFERRABLE INITIALLY DEFERRED,
        state varchar(32) NOT NULL,
        at timestamptz NOT NULL,
        event_id uuid,
        UNIQUE (report_id, event_id)
      );
    `)
    this.addSql(outboxMigration('report'))
    this.addSql(watermarkMigration('report'))
    this.addSql(authorityReachMigration('report'))
  }
}
