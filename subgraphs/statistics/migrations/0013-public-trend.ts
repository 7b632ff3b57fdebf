import { Migration } from '@mikro-orm/migrations'

/** One cell from period to period is found without reading the thousands told beside it in each. */
export class Migration0013PublicTrend extends Migration {
  override up(): void {
    this.addSql(
      'CREATE INDEX public_cell_trend ON statistics.public_cell (table_code, region_code, category, period)',
    )
  }
}
