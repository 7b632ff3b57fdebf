import type { EntityManager } from '@mikro-orm/postgresql'
import { recordEvent } from '../../shared/events/outbox.entity.js'
import type { AuthorityRecord } from './emergency-departments.js'

/** Tells the other subgraphs what decides how far its staff may look. */
export function tellOfAuthority(
  em: EntityManager,
  name: 'AuthorityRegistered' | 'AuthorityChanged',
  authority: Pick<AuthorityRecord, 'id' | 'kind' | 'level'> & {
    regionCode?: string | null | undefined
    parentAuthorityId?: string | null | undefined
  },
  occurredAt: Date,
): void {
  const { id, kind, level, regionCode, parentAuthorityId } = authority
  const place = { regionCode: regionCode ?? null, parentAuthorityId: parentAuthorityId ?? null }
  const payload = { authorityId: id, kind, level, ...place }
  recordEvent(em, { name, subject: id, occurredAt, payload })
}
