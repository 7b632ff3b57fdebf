import { Migration } from '@mikro-orm/migrations'
import { authorityKindsMigration } from '../../shared/reach/authority-reach.entity.js'

export class Migration0002ExcludedAuthorities extends Migration {
  override up(): void {
    this.addSql(`ALTER TABLE report.report ADD COLUMN excluded_authority_ids uuid[] NOT NULL DEFAULT '{}';
      ALTER TABLE report.referral ADD COLUMN authority_id uuid;`)
    this.addSql(authorityKindsMigration('report'))
  }
}
