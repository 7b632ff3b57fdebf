import { Migration } from '@mikro-orm/migrations'

/** A file that was refused when nobody was listening any more: the reporter finds out later, from what is left here. */
export class Migration0012RefusedEvidence extends Migration {
  override up(): void {
    this.addSql(`
      ALTER TABLE report.evidence
        ADD COLUMN refusal varchar(16),
        ADD CHECK ((state = 'REFUSED') = (refusal IS NOT NULL)),
        ADD CHECK (state <> 'REFUSED' OR (octet_length(sealed_key) = 0 AND octet_length(sealed_about) = 0));
    `)
  }
}
