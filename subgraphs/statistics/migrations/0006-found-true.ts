import { Migration } from '@mikro-orm/migrations'

/**
 * Whether a case was found true, and whether a reward is owed; and where authorities are, so that a matter about one is
 * counted above it only. What was folded without them is folded anew from the beginning of the log.
 */
export class Migration0006FoundTrue extends Migration {
  override up(): void {
    this.addSql(`
      TRUNCATE statistics.counted_case, statistics.counted_report, statistics.counted_region, statistics.count_now,
        statistics.count_by_day;
      DELETE FROM statistics.watermark WHERE consumer = 'counts';
      UPDATE statistics.counts_state SET filled = false;
      ALTER TABLE statistics.counted_case
        ADD COLUMN counted_path text[] NOT NULL,
        ADD COLUMN found_true boolean NOT NULL,
        ADD COLUMN entitled boolean NOT NULL;
      CREATE TABLE statistics.counted_authority (
        authority_id uuid PRIMARY KEY,
        region_code varchar(9)
      );
    `)
  }
}
