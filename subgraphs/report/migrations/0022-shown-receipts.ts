import { Migration } from '@mikro-orm/migrations'

/** Which earlier report a reporter has shown the receipt of, of the own will. */
export class Migration0022ShownReceipts extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.shown_receipt (
        report_id uuid NOT NULL REFERENCES report.report (id),
        earlier_report_id uuid NOT NULL REFERENCES report.report (id),
        shown_at timestamptz NOT NULL,
        PRIMARY KEY (report_id, earlier_report_id)
      );
      CREATE INDEX shown_receipt_earlier ON report.shown_receipt (earlier_report_id);
    `)
  }
}
