import { Migration } from '@mikro-orm/migrations'

/**
 * Coverage is reckoned in statistics: it is told of every entry, where it lies and of what kind, and of stated figures.
 * Entries are written by SQL, ten thousand at a time, so the fact is recorded where the row is; names stay here.
 */
export class Migration0005RegistryEvents extends Migration {
  override up(): void {
    this.addSql(`
      CREATE FUNCTION region.tell_registry_entry() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND (OLD.kind, OLD.region_code) = (NEW.kind, NEW.region_code) THEN RETURN NULL; END IF;
        INSERT INTO region.outbox (id, name, subject, occurred_at, payload)
        VALUES (gen_random_uuid(), 'RegistryEntryRecorded', NEW.id, now(),
          jsonb_build_object('entryId', NEW.id, 'kind', NEW.kind, 'regionCode', NEW.region_code));
        RETURN NULL;
      END $$;
      CREATE TRIGGER registry_entry_told AFTER INSERT OR UPDATE ON region.registry_entry
        FOR EACH ROW EXECUTE FUNCTION region.tell_registry_entry();
      CREATE FUNCTION region.tell_registry_count() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND (OLD.stated_enterprises, OLD.stated_communities)
          IS NOT DISTINCT FROM (NEW.stated_enterprises, NEW.stated_communities) THEN RETURN NULL; END IF;
        IF TG_OP = 'INSERT' AND NEW.stated_enterprises IS NULL AND NEW.stated_communities IS NULL THEN RETURN NULL; END IF;
        INSERT INTO region.outbox (id, name, subject, occurred_at, payload)
        VALUES (gen_random_uuid(), 'RegistryCountStated', NEW.region_code, now(), jsonb_build_object(
          'regionCode', NEW.region_code, 'enterprises', NEW.stated_enterprises, 'communities', NEW.stated_communities));
        RETURN NULL;
      END $$;
      CREATE TRIGGER registry_count_told AFTER INSERT OR UPDATE ON region.registry_count
        FOR EACH ROW EXECUTE FUNCTION region.tell_registry_count();
      INSERT INTO region.outbox (id, name, subject, occurred_at, payload)
      SELECT gen_random_uuid(), 'RegistryEntryRecorded', id, now(),
        jsonb_build_object('entryId', id, 'kind', kind, 'regionCode', region_code)
      FROM region.registry_entry;
      INSERT INTO region.outbox (id, name, subject, occurred_at, payload)
      SELECT gen_random_uuid(), 'RegistryCountStated', region_code, now(), jsonb_build_object(
        'regionCode', region_code, 'enterprises', stated_enterprises, 'communities', stated_communities)
      FROM region.registry_count WHERE stated_enterprises IS NOT NULL OR stated_communities IS NOT NULL;
    `)
  }
}
