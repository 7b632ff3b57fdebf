import { Migration } from '@mikro-orm/migrations'

export class Migration0003SetAside extends Migration {
  override up(): void {
    this.addSql('ALTER TABLE statistics.region_count ADD COLUMN set_aside bigint NOT NULL DEFAULT 0')
  }
}
