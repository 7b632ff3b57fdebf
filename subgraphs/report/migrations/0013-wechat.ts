import { Migration } from '@mikro-orm/migrations'

export class Migration0013WeChat extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE report.wechat_token (
        app_id varchar(64) PRIMARY KEY,
        sealed_token bytea NOT NULL,
        envelope_key_id varchar(16) NOT NULL,
        expires_at timestamptz NOT NULL,
        forced_at timestamptz
      );
      ALTER TABLE report.report ADD COLUMN verification varchar(16) NOT NULL DEFAULT 'NONE';
    `)
  }
}
