import { Migration } from '@mikro-orm/migrations'

/**
 * What public figures are made of, counted apart from the live counts: a fact stands on the day it is told for, which
 * is never one that was released already. docs/decisions/0021 says why.
 */
export class Migration0007PublicFacts extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE statistics.public_fact (
        day date NOT NULL,
        measure varchar(16) NOT NULL,
        region_code varchar(9) NOT NULL,
        matter varchar(32) NOT NULL,
        industry varchar(32) NOT NULL,
        channel varchar(24) NOT NULL,
        conclusion varchar(24) NOT NULL,
        n bigint NOT NULL CHECK (n > 0),
        PRIMARY KEY (day, measure, region_code, matter, industry, channel, conclusion)
      );
      CREATE TABLE statistics.public_concluded (
        case_id uuid PRIMARY KEY
      );
    `)
  }
}
