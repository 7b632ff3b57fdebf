import { Migration } from '@mikro-orm/migrations'

/**
 * The cases in which the authority of who looks helps. Asked as the owner: under row-level security the operators of
 * arrays reach no index, and every list read all cases for it.
 */
export class Migration0020HelpedCases extends Migration {
  override up(): void {
    this.addSql(`
      CREATE FUNCTION "case".viewer_helps() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS $$
        SELECT ARRAY(SELECT helped.id FROM "case"."case" helped
          WHERE helped.co_handling_authority_ids && (SELECT own FROM "case".viewer_reach()))
      $$;`)
  }
}
