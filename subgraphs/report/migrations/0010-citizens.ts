import { Migration } from '@mikro-orm/migrations'

export class Migration0010Citizens extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.citizen (
        id uuid PRIMARY KEY,
        openid_tag bytea NOT NULL UNIQUE,
        unionid_tag bytea,
        registered_at timestamptz NOT NULL,
        signed_in_at timestamptz NOT NULL,
        phone_bound_at timestamptz
      );
      ALTER TABLE report.report ADD COLUMN citizen_id uuid REFERENCES report.citizen (id);
      CREATE INDEX report_of_citizen ON report.report (citizen_id, submitted_at DESC, id DESC)
        WHERE citizen_id IS NOT NULL;
    `)
  }
}
