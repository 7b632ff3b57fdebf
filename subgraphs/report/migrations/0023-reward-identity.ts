import { Migration } from '@mikro-orm/migrations'

/** Since when a reward waits for its payee; null where none does. */
export class Migration0023RewardIdentity extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE report.report ADD COLUMN reward_notified_at timestamptz')
  }
}
