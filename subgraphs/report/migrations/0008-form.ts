import { Migration } from '@mikro-orm/migrations'

export class Migration0008Form extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE report.report
        ADD COLUMN sub_kinds text[] NOT NULL DEFAULT '{}',
        ADD COLUMN form_version integer;
    `)
  }
}
