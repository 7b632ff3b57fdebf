import { Migration } from '@mikro-orm/migrations'

/**
 * Who may see a case, said a second time where a mistake of the process cannot pass it. A transaction says by settings
 * of its own who looks; where it says nothing, there is nothing to see. The owner, who migrates, has a policy of its
 * own: rows are forced upon it too.
 */
export class Migration0015RowSecurity extends Migration {
  override up(): void {
    this.addSql(viewer)
    this.addSql(cases)
    this.addSql(rowsOf('case_id', '"case"."case"', "AND table_name <> 'case_summary'"))
    this.addSql(rowsOf('proceeding_id', '"case".proceeding', notByCase))
  }
}

/** The reach is looked up here from the authority alone, not taken from the process: as in shared/reach. */
const viewer = `
  CREATE FUNCTION "case".viewer_is(kind text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('andon.viewer_kind', true), '') = kind
  $$;
  CREATE FUNCTION "case".viewer_subject() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('andon.viewer_subject', true), '')
  $$;
  CREATE FUNCTION "case".viewer_reach(OUT line uuid[], OUT handles uuid[], OUT own uuid[], OUT prefix text)
  LANGUAGE sql STABLE AS $$
    WITH RECURSIVE own AS (
      SELECT authority_id, parent_authority_id, region_code,
        (kind = 'EMERGENCY_MANAGEMENT' AND region_code IS NOT NULL) AS by_place
      FROM "case".authority_reach
      WHERE authority_id = nullif(current_setting('andon.viewer_authority', true), '')::uuid
        AND (closed_on IS NULL OR closed_on > (now() AT TIME ZONE 'Asia/Shanghai')::date)
    ), line AS (
      SELECT authority_id, parent_authority_id FROM own
      UNION
      SELECT above.authority_id, above.parent_authority_id
      FROM "case".authority_reach above JOIN line ON above.authority_id = line.parent_authority_id
    ), below AS (
      SELECT authority_id FROM own
      UNION
      SELECT child.authority_id
      FROM "case".authority_reach child JOIN below ON child.parent_authority_id = below.authority_id
      WHERE NOT (SELECT by_place FROM own)
    )
    SELECT ARRAY(SELECT authority_id FROM line), ARRAY(SELECT authority_id FROM below), ARRAY[authority_id],
      CASE WHEN NOT by_place THEN NULL
        WHEN length(region_code) > 6 THEN region_code
        WHEN region_code = '000000' THEN ''
        WHEN region_code LIKE '%0000' THEN left(region_code, 2)
        WHEN region_code LIKE '%00' THEN left(region_code, 4)
        ELSE region_code END
    FROM own
  $$;
  CREATE FUNCTION "case".viewer_cases() RETURNS uuid[] LANGUAGE sql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY(SELECT case_id FROM "case".case_report
      WHERE report_id = ANY (nullif(current_setting('andon.viewer_reports', true), '')::uuid[]))
  $$;`

/** Every sub-select runs once for a query, and only where a row asks for it. */
const cases = `
  ALTER TABLE "case"."case" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
  CREATE POLICY kept_by_owner ON "case"."case" TO andon_case_owner USING (true);
  CREATE POLICY seen_by_viewer ON "case"."case" TO andon_case USING (
    (SELECT "case".viewer_is('PLATFORM'))
    OR ((SELECT "case".viewer_is('STAFF'))
      AND (SELECT "case".viewer_subject()) <> ALL (excluded_officers)
      AND NOT excluded_authority_ids && (SELECT line FROM "case".viewer_reach())
      AND (starts_with(region_code, (SELECT prefix FROM "case".viewer_reach()))
        OR authority_id = ANY ((SELECT handles FROM "case".viewer_reach())::uuid[])
        OR co_handling_authority_ids && (SELECT own FROM "case".viewer_reach())))
    OR ((SELECT "case".viewer_is('REPORTER') OR "case".viewer_is('CITIZEN'))
      AND id = ANY ((SELECT "case".viewer_cases())::uuid[])));`

const notByCase = `AND NOT EXISTS (SELECT FROM information_schema.columns other
  WHERE other.table_schema = 'case' AND other.table_name = named.table_name AND other.column_name = 'case_id')`

/** Whatever hangs from a case, or from what runs beside it, is seen with it. A summary is public. */
function rowsOf(column: string, parent: string, but: string): string {
  return `
  DO $do$ DECLARE hanging text; BEGIN
    FOR hanging IN SELECT table_name FROM information_schema.columns named
      WHERE table_schema = 'case' AND column_name = '${column}' ${but}
    LOOP
      EXECUTE format($sql$
        ALTER TABLE "case".%1$I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY kept_by_owner ON "case".%1$I TO andon_case_owner USING (true);
        CREATE POLICY seen_with_case ON "case".%1$I TO andon_case USING (
          (SELECT "case".viewer_is('PLATFORM'))
          OR EXISTS (SELECT FROM ${parent} seen WHERE seen.id = %1$I.${column}));
      $sql$, hanging);
    END LOOP;
  END $do$;`
}
