import { Migration } from '@mikro-orm/migrations'

/**
 * What officers list cases by. Prefixes of the region stand beside its code because row-level security lets only
 * operators that cannot leak reach an index before its own policy: equality may, LIKE may not.
 */
export class Migration0014Desk extends Migration {
  override up(): void {
    this.addSql(caseNumbers)
    this.addSql(`
      ALTER TABLE "case"."case"
        ADD COLUMN number varchar(9) NOT NULL DEFAULT "case".new_case_number() UNIQUE,
        ADD COLUMN prefix_2 varchar(2) NOT NULL GENERATED ALWAYS AS (left(region_code, 2)) STORED,
        ADD COLUMN prefix_4 varchar(4) NOT NULL GENERATED ALWAYS AS (left(region_code, 4)) STORED,
        ADD COLUMN prefix_6 varchar(6) NOT NULL GENERATED ALWAYS AS (left(region_code, 6)) STORED,
        ADD COLUMN next_due_at timestamptz NOT NULL DEFAULT 'infinity';
      CREATE INDEX case_prefix_2 ON "case"."case" (prefix_2, opened_at DESC, id DESC);
      CREATE INDEX case_prefix_4 ON "case"."case" (prefix_4, opened_at DESC, id DESC);
      CREATE INDEX case_prefix_6 ON "case"."case" (prefix_6, opened_at DESC, id DESC);
      CREATE INDEX case_state_2 ON "case"."case" (prefix_2, state, opened_at DESC, id DESC);
      CREATE INDEX case_state_4 ON "case"."case" (prefix_4, state, opened_at DESC, id DESC);
      CREATE INDEX case_changed_2 ON "case"."case" (prefix_2, changed_at DESC, id DESC);
      CREATE INDEX case_changed ON "case"."case" (changed_at DESC, id DESC);
      CREATE INDEX case_due_2 ON "case"."case" (prefix_2, next_due_at, id);
      CREATE INDEX case_due ON "case"."case" (next_due_at, id);
      CREATE INDEX case_handling_officer ON "case"."case" (handling_officer, opened_at DESC) WHERE handling_officer IS NOT NULL;
      ALTER TABLE "case".case_report ADD COLUMN channel varchar(24);
      CREATE TABLE "case".saved_view (
        id uuid PRIMARY KEY,
        subject varchar(200) NOT NULL,
        name varchar(40) NOT NULL,
        filter jsonb NOT NULL,
        list_order varchar(24) NOT NULL,
        saved_at timestamptz NOT NULL,
        UNIQUE (subject, name)
      );
    `)
    this.addSql(nextDue)
  }
}

/**
 * Eight letters at random and one that checks them, without I, L, O and U: a number tells neither how many cases there
 * are nor when it was given. Odd weights find every single wrong letter.
 */
const caseNumbers = `
  CREATE FUNCTION "case".new_case_number() RETURNS varchar LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    letters constant text := '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
    random_bytes bytea := substr(uuid_send(gen_random_uuid()), 9, 8);
    number text := '';
    check_sum integer := 0;
    one integer;
  BEGIN
    FOR at IN 0..7 LOOP
      -- The first two bits of the ninth byte of an id are fixed; five of the others serve.
      one := get_byte(random_bytes, at) & 31;
      number := number || substr(letters, one + 1, 1);
      check_sum := check_sum + one * (2 * at + 1);
    END LOOP;
    RETURN number || substr(letters, check_sum % 32 + 1, 1);
  END $$;`

/** The next term of the authority that runs; those of the reporter, or of the law, press nobody. */
const nextDue = `
  CREATE FUNCTION "case".next_due_of(of_case uuid) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT coalesce(min(due_at), 'infinity') FROM "case".deadline
    WHERE case_id = of_case AND met_at IS NULL AND cancelled_at IS NULL AND lapsed_at IS NULL
      AND kind NOT IN ('FEEDBACK_SERVICE', 'OBJECTION', 'REWARD_CLAIM')
  $$;
  CREATE FUNCTION "case".keep_next_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp AS $$
  DECLARE of_case uuid := CASE WHEN TG_OP = 'DELETE' THEN OLD.case_id ELSE NEW.case_id END;
  BEGIN
    UPDATE "case"."case" SET next_due_at = "case".next_due_of(of_case)
    WHERE id = of_case AND next_due_at IS DISTINCT FROM "case".next_due_of(of_case);
    RETURN NULL;
  END $$;
  CREATE TRIGGER deadline_pressed
    AFTER INSERT OR DELETE OR UPDATE OF due_at, met_at, cancelled_at, lapsed_at ON "case".deadline
    FOR EACH ROW EXECUTE FUNCTION "case".keep_next_due();
  UPDATE "case"."case" SET next_due_at = "case".next_due_of(id);`
