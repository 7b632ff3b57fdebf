import { Migration } from '@mikro-orm/migrations'

/**
 * What the public was told, row by row and for ever: no role of the platform changes or deletes it, and each release
 * carries the hash of the one before. A cell that is withheld has no number here, and no number may be under its k.
 */
export class Migration0008PublicReleases extends Migration {
  override up(): void {
    this.addSql(tables)
    this.addSql(onlyEverAdded)
  }
}

const tables = `
  CREATE TABLE statistics.public_division (
    month varchar(7) PRIMARY KEY,
    codes text[] NOT NULL
  );
  CREATE TABLE statistics.public_release (
    number integer PRIMARY KEY CHECK (number > 0),
    id uuid NOT NULL UNIQUE,
    closing_day date NOT NULL UNIQUE,
    released_at timestamptz NOT NULL,
    k integer NOT NULL CHECK (k >= 3),
    root_code varchar(6) NOT NULL,
    definitions integer NOT NULL,
    cells integer NOT NULL,
    withheld integer NOT NULL,
    by_exchange integer NOT NULL,
    by_programme integer NOT NULL,
    hash bytea NOT NULL CHECK (length(hash) = 32)
  );
  CREATE TABLE statistics.public_cell (
    table_code varchar(32) NOT NULL,
    region_code varchar(6) NOT NULL,
    category varchar(32) NOT NULL,
    period varchar(10) NOT NULL,
    release_number integer NOT NULL REFERENCES statistics.public_release (number),
    parent_code varchar(6),
    mark varchar(8) NOT NULL CHECK (mark IN ('VALUE', 'FEWER', 'PARTNER', 'CLOSED')),
    value bigint,
    k integer NOT NULL,
    PRIMARY KEY (table_code, period, region_code, category),
    CHECK ((mark = 'VALUE') = (value IS NOT NULL)),
    CHECK (value >= k)
  );
  CREATE INDEX public_cell_release ON statistics.public_cell (release_number);
  CREATE INDEX public_cell_parent ON statistics.public_cell (table_code, period, parent_code);
`

const onlyEverAdded = `
  REVOKE UPDATE, DELETE, TRUNCATE ON statistics.public_release, statistics.public_cell FROM andon_statistics;
  CREATE FUNCTION statistics.only_ever_added() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'what was released is only ever added to';
  END $$;
  CREATE TRIGGER only_ever_added BEFORE UPDATE OR DELETE OR TRUNCATE ON statistics.public_release
    FOR EACH STATEMENT EXECUTE FUNCTION statistics.only_ever_added();
  CREATE TRIGGER only_ever_added BEFORE UPDATE OR DELETE OR TRUNCATE ON statistics.public_cell
    FOR EACH STATEMENT EXECUTE FUNCTION statistics.only_ever_added();
`
