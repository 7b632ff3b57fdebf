import { Migration } from '@mikro-orm/migrations'
import { authorityKindsMigration } from '../../shared/reach/authority-reach.entity.js'

export class Migration0002AuthorityKinds extends Migration {
  override up(): void {
    this.addSql(authorityKindsMigration('statistics'))
  }
}
