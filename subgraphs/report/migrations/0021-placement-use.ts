import { Migration } from '@mikro-orm/migrations'

export class Migration0021PlacementUse extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.placement_use (
        code varchar(11) NOT NULL,
        month varchar(7) NOT NULL,
        reports integer NOT NULL,
        PRIMARY KEY (code, month)
      );
    `)
  }
}
