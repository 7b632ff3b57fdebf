import { Migration } from '@mikro-orm/migrations'

export class Migration0004MapChange extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE region.map_change (
        id uuid PRIMARY KEY,
        base_checksum varchar(64) NOT NULL,
        effective_on varchar(10) NOT NULL,
        source varchar(200) NOT NULL,
        plan jsonb NOT NULL,
        authorities_affected integer NOT NULL,
        previewed_by varchar(200) NOT NULL,
        previewed_at timestamptz NOT NULL,
        decisions jsonb,
        applied_by varchar(200),
        applied_at timestamptz,
        CHECK ((applied_at IS NULL) = (applied_by IS NULL) AND (applied_at IS NULL) = (decisions IS NULL))
      );
      -- One list makes one edition: two people who apply two previews of the same edition cannot both succeed.
      CREATE UNIQUE INDEX map_change_applied ON region.map_change (base_checksum) WHERE applied_at IS NOT NULL;`)
  }
}
