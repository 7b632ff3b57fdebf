import { Migration } from '@mikro-orm/migrations'

/**
 * Counts by every dimension, in place of five counters a region. They are folded from the beginning of the log by a
 * consumer of their own, so that nothing has to be carried over. docs/statistics.md says what the tables hold.
 */
export class Migration0004Counts extends Migration {
  override up(): void {
    this.addSql(whatIsCounted)
    this.addSql(cells)
  }
}

const whatIsCounted = `
  DROP TABLE statistics.region_count, statistics.case_standing;
  CREATE TABLE statistics.counted_case (
    case_id uuid PRIMARY KEY,
    report_id uuid,
    state varchar(24) NOT NULL,
    aside varchar(16),
    region_path text[] NOT NULL,
    matter_types text[] NOT NULL,
    industry_code varchar(32) NOT NULL,
    channel varchar(24) NOT NULL,
    opened_on date NOT NULL,
    accepted_on date,
    concluded_on date,
    fed_back boolean NOT NULL,
    rewarded boolean NOT NULL,
    missed uuid[] NOT NULL
  ) WITH (fillfactor = 80);
  CREATE INDEX counted_case_waiting ON statistics.counted_case (report_id) WHERE channel = 'UNKNOWN';
  CREATE TABLE statistics.counted_report (
    report_id uuid PRIMARY KEY,
    region_path text[] NOT NULL,
    matter_types text[] NOT NULL,
    industry_code varchar(32) NOT NULL,
    channel varchar(24),
    submitted boolean NOT NULL,
    withdrawn boolean NOT NULL
  );
  CREATE TABLE statistics.counted_region (
    region_code varchar(9) PRIMARY KEY,
    parent_code varchar(9),
    version bigint NOT NULL,
    changed_at timestamptz NOT NULL
  ) WITH (fillfactor = 70);
  CREATE INDEX counted_region_parent ON statistics.counted_region (parent_code);
`

const cells = `
  CREATE TABLE statistics.count_now (
    region_code varchar(9) NOT NULL,
    matter_type varchar(32) NOT NULL,
    industry_code varchar(32) NOT NULL,
    channel varchar(24) NOT NULL,
    measure varchar(40) NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (region_code, matter_type, industry_code, channel, measure)
  ) WITH (fillfactor = 70);
  CREATE TABLE statistics.count_by_day (
    region_code varchar(9) NOT NULL,
    dimension varchar(8) NOT NULL,
    value varchar(32) NOT NULL,
    measure varchar(40) NOT NULL,
    day date NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (region_code, dimension, value, measure, day)
  ) WITH (fillfactor = 80);
  CREATE TABLE statistics.counts_state (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    filled boolean NOT NULL
  );
  INSERT INTO statistics.counts_state (filled) VALUES (false);
`
