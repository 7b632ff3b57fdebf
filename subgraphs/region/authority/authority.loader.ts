import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { StoredAuthority, type KnownAuthority } from './authority.entity.js'

/** Authorities of one request by their ids: however many are asked for together, it is one query at most. */
export type AuthorityLoaders = {
  byId: DataLoader<string, KnownAuthority | null>
}

/** @param atHand the authority, where the edition in memory has it */
export function createAuthorityLoaders(
  em: EntityManager,
  atHand: (id: string) => KnownAuthority | undefined = () => undefined,
): AuthorityLoaders {
  return {
    byId: new DataLoader(async (ids) => {
      const missing = ids.filter((id) => atHand(id) === undefined)
      const found = missing.length === 0 ? [] : await em.find(StoredAuthority, { id: missing })
      const byId = new Map(found.map((authority) => [authority.id, authority]))
      return ids.map((id) => atHand(id) ?? byId.get(id) ?? null)
    }),
  }
}
