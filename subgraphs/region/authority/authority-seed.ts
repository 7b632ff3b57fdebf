import type { EntityManager } from '@mikro-orm/postgresql'
import { tellOfAuthority } from './authority-events.js'
import type { AuthorityRecord } from './emergency-departments.js'

/**
 * Stores the authorities that are there before anybody registers one, with an event for each that is new or changed.
 * What staff have changed stays theirs. An authority whose division has been abolished stays: it still has its cases.
 *
 * @param authorities parents before their children
 */
export async function storeFirstAuthorities(
  em: EntityManager,
  authorities: readonly AuthorityRecord[],
): Promise<void> {
  const stored = await em.execute<{ id: string; is_new: boolean }[]>(upsertAuthorities, [
    JSON.stringify(authorities),
  ])
  const isNew = new Map(stored.map(({ id, is_new }) => [id, is_new]))
  const occurredAt = new Date()
  for (const authority of authorities) {
    const registered = isNew.get(authority.id)
    if (registered === undefined) continue
    tellOfAuthority(em, registered ? 'AuthorityRegistered' : 'AuthorityChanged', authority, occurredAt)
  }
  await em.flush()
}

/** 12350 is the hotline of work safety everywhere; numbers of offices are for their staff to enter. */
const upsertAuthorities = `
  INSERT INTO region.authority AS known
    (id, kind, name, level, region_code, parent_authority_id, to_confirm, contacts)
  SELECT "id", "kind", "name", "level", "regionCode", "parentAuthorityId", "toConfirm",
    CASE WHEN "kind" = 'EMERGENCY_MANAGEMENT' THEN '[{"kind": "HOTLINE", "value": "12350"}]'::jsonb ELSE '[]' END
  FROM jsonb_to_recordset(?::jsonb) AS row ("id" uuid, "kind" text, "name" text, "level" text, "regionCode" text,
    "parentAuthorityId" uuid, "toConfirm" boolean)
  ON CONFLICT (id) DO UPDATE
    SET name = excluded.name, level = excluded.level, parent_authority_id = excluded.parent_authority_id,
      contacts = excluded.contacts
    WHERE known.version = 1 AND (known.name, known.level, known.parent_authority_id)
      IS DISTINCT FROM (excluded.name, excluded.level, excluded.parent_authority_id)
  RETURNING id, (xmax = 0) AS is_new`
