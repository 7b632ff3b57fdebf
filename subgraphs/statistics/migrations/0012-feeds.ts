import { Migration } from '@mikro-orm/migrations'

/** Cases one by one, for data platforms: whom each may not be told to, and the order they are read in. */
export class Migration0012Feeds extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE statistics.counted_case ADD COLUMN excluded_authority_ids uuid[];
      CREATE INDEX counted_case_opened ON statistics.counted_case (opened_on DESC, case_id);
    `)
  }
}
