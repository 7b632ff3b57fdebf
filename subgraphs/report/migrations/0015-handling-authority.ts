import { Migration } from '@mikro-orm/migrations'

export class Migration0015HandlingAuthority extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE report.report
        ADD COLUMN handled_by uuid,
        ADD COLUMN handled_in varchar(9);
    `)
  }
}
