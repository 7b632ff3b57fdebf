/**
 * What a migration runs to give a subgraph its audit chain.
 *
 * `audit_entry` holds what was told; `audit_link` is the chain over it. A row of the entry is linked by a trigger at
 * the end of its transaction and not before: only then is the lock taken that keeps the chain from forking, so that
 * transactions wait for each other for the moment of a commit, and never hold it while they still want another lock.
 * The trigger runs as the owner of the schema: the process itself cannot write a link, nor choose position, moment or
 * hash. It must run READ COMMITTED; under a stricter level it would not see the link before and the commit fails.
 *
 * Of an entry the process may erase salt, actor, facts and reason together, and change nothing else: the commitment
 * stays, and the chain over it.
 */
export function auditTables(schema: string, runtimeRole: string): string {
  return [tables(schema), linking(schema), keeping(schema), rights(schema, runtimeRole)].join('\n')
}

function tables(schema: string): string {
  return `
    CREATE TABLE "${schema}".audit_entry (
      id uuid PRIMARY KEY,
      action varchar(48) NOT NULL,
      thing_kind varchar(32) NOT NULL,
      thing_id varchar(64) NOT NULL,
      commitment bytea NOT NULL CHECK (octet_length(commitment) = 32),
      salt bytea,
      actor jsonb,
      facts jsonb,
      reason bytea,
      CHECK ((salt IS NULL AND actor IS NULL AND facts IS NULL AND reason IS NULL)
        OR (salt IS NOT NULL AND actor IS NOT NULL AND facts IS NOT NULL))
    );
    CREATE INDEX audit_entry_thing ON "${schema}".audit_entry (thing_kind, thing_id);
    CREATE INDEX audit_entry_subject ON "${schema}".audit_entry ((actor ->> 'subject'));
    CREATE TABLE "${schema}".audit_link (
      position bigint PRIMARY KEY,
      entry_id uuid NOT NULL UNIQUE REFERENCES "${schema}".audit_entry,
      at timestamptz(3) NOT NULL,
      prev_hash bytea NOT NULL UNIQUE,
      hash bytea NOT NULL UNIQUE
    );
    CREATE INDEX audit_link_at ON "${schema}".audit_link (at);`
}

/** The hash is spelled here as in link-hash.ts; a test compares them. */
function linking(schema: string): string {
  return `
    CREATE FUNCTION "${schema}".link_audit_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
      last_position bigint;
      last_hash bytea;
      linked_at timestamptz;
    BEGIN
      PERFORM pg_advisory_xact_lock(hashtextextended('andon audit ${schema}', 0));
      SELECT position, hash INTO last_position, last_hash
        FROM "${schema}".audit_link ORDER BY position DESC LIMIT 1;
      last_position := coalesce(last_position, 0);
      last_hash := coalesce(last_hash, decode(repeat('00', 32), 'hex'));
      linked_at := date_trunc('milliseconds', clock_timestamp());
      INSERT INTO "${schema}".audit_link (position, entry_id, at, prev_hash, hash)
        VALUES (last_position + 1, NEW.id, linked_at, last_hash, sha256(convert_to(concat_ws(chr(10),
          'andon audit v1', '${schema}', last_position + 1, encode(last_hash, 'hex'),
          to_char(linked_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          NEW.id, NEW.action, NEW.thing_kind, NEW.thing_id, encode(NEW.commitment, 'hex')), 'UTF8')));
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER audit_entry_linked AFTER INSERT ON "${schema}".audit_entry
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "${schema}".link_audit_entry();`
}

/** Nobody changes what was recorded, the owner of the tables no more than the process. */
function keeping(schema: string): string {
  return `
    CREATE FUNCTION "${schema}".keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'the audit chain is only ever added to';
    END $$;
    CREATE FUNCTION "${schema}".keep_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF NEW.salt IS NOT NULL OR OLD.action = 'AUDIT_DETAILS_ERASED'
        OR (NEW.id, NEW.action, NEW.thing_kind, NEW.thing_id, NEW.commitment)
          IS DISTINCT FROM (OLD.id, OLD.action, OLD.thing_kind, OLD.thing_id, OLD.commitment)
      THEN
        RAISE EXCEPTION 'details of an audit entry are erased together or not at all';
      END IF;
      RETURN NEW;
    END $$;
    CREATE TRIGGER audit_link_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON "${schema}".audit_link
      FOR EACH STATEMENT EXECUTE FUNCTION "${schema}".keep_audit();
    CREATE TRIGGER audit_entry_kept BEFORE DELETE OR TRUNCATE ON "${schema}".audit_entry
      FOR EACH STATEMENT EXECUTE FUNCTION "${schema}".keep_audit();
    CREATE TRIGGER audit_entry_erased BEFORE UPDATE ON "${schema}".audit_entry
      FOR EACH ROW EXECUTE FUNCTION "${schema}".keep_audit_entry();`
}

function rights(schema: string, runtimeRole: string): string {
  return `
    REVOKE ALL ON "${schema}".audit_link, "${schema}".audit_entry FROM ${runtimeRole};
    GRANT SELECT ON "${schema}".audit_link TO ${runtimeRole};
    GRANT SELECT, INSERT, UPDATE (salt, actor, facts, reason) ON "${schema}".audit_entry TO ${runtimeRole};`
}
