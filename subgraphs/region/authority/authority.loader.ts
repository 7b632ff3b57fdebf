import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { StoredAuthority } from './authority.entity.js'

/** Authorities of one request by their ids: however many are asked for together, it is one query. */
export type AuthorityLoaders = {
  byId: DataLoader<string, StoredAuthority | null>
}

export function createAuthorityLoaders(em: EntityManager): AuthorityLoaders {
  return {
    byId: new DataLoader(async (ids) => {
      const found = await em.find(StoredAuthority, { id: { $in: [...ids] } })
      const byId = new Map(found.map((authority) => [authority.id, authority]))
      return ids.map((id) => byId.get(id) ?? null)
    }),
  }
}
