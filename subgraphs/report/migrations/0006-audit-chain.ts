import { Migration } from '@mikro-orm/migrations'
import { auditTables } from '../../shared/audit/audit-tables.js'

export class Migration0006AuditChain extends Migration {
  override up(): void {
    this.addSql(auditTables('report', 'andon_report'))
  }
}
