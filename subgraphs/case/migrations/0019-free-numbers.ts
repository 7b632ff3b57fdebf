import { Migration } from '@mikro-orm/migrations'

/**
 * Of a million numbers drawn from forty bits two are alike every third time: one that is taken is drawn again. It runs
 * as the owner, who sees every case.
 */
export class Migration0019FreeNumbers extends Migration {
  override up(): void {
    this.addSql(`
      CREATE FUNCTION "case".free_case_number() RETURNS varchar LANGUAGE plpgsql VOLATILE SECURITY DEFINER
      SET search_path = pg_catalog, pg_temp AS $$
      DECLARE drawn varchar;
      BEGIN
        LOOP
          drawn := "case".new_case_number();
          EXIT WHEN NOT EXISTS (SELECT FROM "case"."case" taken WHERE taken.number = drawn);
        END LOOP;
        RETURN drawn;
      END $$;
      ALTER TABLE "case"."case" ALTER COLUMN number SET DEFAULT "case".free_case_number();`)
  }
}
