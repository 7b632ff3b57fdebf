import { Migration } from '@mikro-orm/migrations'
import { outboxMigration } from '../../shared/events/outbox.entity.js'

export class Migration0001Divisions extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE region.division (
        code varchar(9) PRIMARY KEY,
        name varchar(64) NOT NULL,
        level varchar(16) NOT NULL CHECK (level IN ('COUNTRY', 'PROVINCE', 'CITY', 'COUNTY', 'TOWN')),
        kind varchar(16) NOT NULL CHECK (kind IN ('DIVISION', 'FUNCTIONAL_ZONE')),
        parent_code varchar(9) REFERENCES region.division DEFERRABLE INITIALLY DEFERRED,
        path public.ltree NOT NULL UNIQUE,
        CHECK ((parent_code IS NULL) = (level = 'COUNTRY'))
      );
      CREATE TABLE region.division_edition (
        id integer PRIMARY KEY CHECK (id = 1),
        checksum varchar(64) NOT NULL,
        seeded_at timestamptz NOT NULL
      );
      CREATE TABLE region.authority (
        id uuid PRIMARY KEY,
        name varchar(100) NOT NULL,
        level varchar(16) NOT NULL CHECK (level IN ('NATIONAL', 'PROVINCE', 'CITY', 'COUNTY')),
        region_code varchar(9) NOT NULL UNIQUE,
        parent_authority_id uuid REFERENCES region.authority DEFERRABLE INITIALLY DEFERRED
      );`)
    this.addSql(outboxMigration('region'))
  }
}
