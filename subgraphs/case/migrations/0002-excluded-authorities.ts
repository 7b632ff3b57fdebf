import { Migration } from '@mikro-orm/migrations'
import { authorityKindsMigration } from '../../shared/reach/authority-reach.entity.js'

export class Migration0002ExcludedAuthorities extends Migration {
  override up(): void {
    this.addSql(`ALTER TABLE "case"."case" ADD COLUMN excluded_authority_ids uuid[] NOT NULL DEFAULT '{}';
      CREATE INDEX case_authority ON "case"."case" (authority_id, opened_at DESC);`)
    this.addSql(authorityKindsMigration('case'))
  }
}
