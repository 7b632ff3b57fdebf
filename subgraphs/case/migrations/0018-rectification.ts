import { Migration } from '@mikro-orm/migrations'

/** What a unit has to put right; and row-level security for what hangs from a case by another table. */
export class Migration0018Rectification extends Migration {
  override up(): void {
    this.addSql(`
      CREATE TABLE "case".rectification (
        id uuid PRIMARY KEY REFERENCES "case".proceeding (id) DEFERRABLE INITIALLY DEFERRED,
        case_id uuid NOT NULL REFERENCES "case"."case" (id),
        due_on date NOT NULL,
        sealed_order bytea NOT NULL,
        ordered_by varchar(200) NOT NULL,
        ordered_at timestamptz NOT NULL,
        sealed_finding bytea,
        confirmed_by varchar(200),
        confirmed_at timestamptz
      );
      CREATE INDEX rectification_case ON "case".rectification (case_id);`)
    this.addSql(seenWith('rectification', 'case_id', '"case"."case"'))
    this.addSql(seenWith('supervision_item', 'order_id', '"case".supervision_order'))
    this.addSql(seenWith('supervision_urge', 'order_id', '"case".supervision_order'))
    this.addSql(seenWith('supervision_reply', 'item_id', '"case".supervision_item'))
    this.addSql(seenWith('feedback_read', 'id', '"case".proceeding'))
  }
}

/** As 0015 has it for the tables there were. */
function seenWith(table: string, column: string, parent: string): string {
  return `
    ALTER TABLE "case".${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
    CREATE POLICY kept_by_owner ON "case".${table} TO andon_case_owner USING (true);
    CREATE POLICY seen_with_case ON "case".${table} TO andon_case USING (
      (SELECT "case".viewer_is('PLATFORM'))
      OR EXISTS (SELECT FROM ${parent} seen WHERE seen.id = ${table}.${column}));`
}
