import { Migration } from '@mikro-orm/migrations'

export class Migration0020Notices extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.notice (
        id uuid PRIMARY KEY,
        report_id uuid NOT NULL REFERENCES report.report (id) ON DELETE CASCADE,
        cause_id uuid NOT NULL UNIQUE,
        outcome varchar(16) NOT NULL,
        queued_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE INDEX notice_of_report ON report.notice (report_id);
      CREATE INDEX notice_ended_at ON report.notice (ended_at);
    `)
  }
}
