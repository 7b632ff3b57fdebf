import { Migration } from '@mikro-orm/migrations'

/** `CaseOpened` tells the channel of a case: none waits for its report any more. */
export class Migration0005NoWaitingCases extends Migration {
  override up(): void {
    this.addSql(
      'DROP INDEX statistics.counted_case_waiting; ALTER TABLE statistics.counted_case DROP COLUMN report_id',
    )
  }
}
