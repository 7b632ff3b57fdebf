import { Migration } from '@mikro-orm/migrations'
import { auditTables } from '../../shared/audit/audit-tables.js'

/** Keys of what is written in cases, and the chain of every look and step. */
export class Migration0004TextsAndAudit extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE "case".case_key (
        case_id uuid PRIMARY KEY REFERENCES "case"."case" (id),
        envelope_key_id varchar(16) NOT NULL,
        wrapped bytea,
        destroyed_at timestamptz
      );`)
    this.addSql(auditTables('case', 'andon_case'))
  }
}
