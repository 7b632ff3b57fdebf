import { Migration } from '@mikro-orm/migrations'

export class Migration0011Search extends Migration {
  override up(): void {
    this.addSql(`
      -- Other names of the reported unit, as keyed hashes.
      CREATE TABLE report.unit_alias (
        report_id uuid NOT NULL REFERENCES report.report (id) DEFERRABLE INITIALLY DEFERRED,
        name_index bytea NOT NULL,
        PRIMARY KEY (report_id, name_index)
      );
      CREATE INDEX unit_alias_name ON report.unit_alias (name_index);
      CREATE TABLE report.search (
        id uuid PRIMARY KEY,
        subject varchar(200) NOT NULL,
        authority_id uuid NOT NULL,
        unit_index bytea,
        credit_code_index bytea,
        place_index bytea,
        -- Of the commitment in the audit chain: who suspects a term can check it, as long as this row lives.
        salt bytea NOT NULL,
        searched_at timestamptz NOT NULL
      );
      CREATE INDEX search_of_subject ON report.search (subject, searched_at);
      CREATE INDEX search_age ON report.search (searched_at);
      CREATE TABLE report.superior_match (
        id uuid PRIMARY KEY,
        superior_authority_id uuid NOT NULL,
        searching_authority_id uuid NOT NULL,
        report_id uuid NOT NULL REFERENCES report.report (id),
        matched_by text[] NOT NULL,
        found_at timestamptz NOT NULL,
        UNIQUE (superior_authority_id, searching_authority_id, report_id)
      );
      CREATE INDEX superior_match_of ON report.superior_match (superior_authority_id, found_at DESC, id DESC);
    `)
  }
}
