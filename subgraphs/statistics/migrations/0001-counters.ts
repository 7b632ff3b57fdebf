import { Migration } from '@mikro-orm/migrations'
import { watermarkMigration } from '../../shared/events/watermark.entity.js'
import { authorityReachMigration } from '../../shared/reach/authority-reach.entity.js'

export class Migration0001Counters extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE statistics.case_standing (
        case_id uuid PRIMARY KEY,
        state varchar(32) NOT NULL,
        region_path text[] NOT NULL
      );
      CREATE TABLE statistics.region_count (
        region_code varchar(9) PRIMARY KEY,
        reports bigint NOT NULL,
        referrals bigint NOT NULL,
        screening bigint NOT NULL,
        accepted bigint NOT NULL,
        version bigint NOT NULL,
        changed_at timestamptz NOT NULL
      );
    `)
    this.addSql(watermarkMigration('statistics'))
    this.addSql(authorityReachMigration('statistics'))
  }
}
