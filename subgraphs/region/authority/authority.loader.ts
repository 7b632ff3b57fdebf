import type { EntityManager } from '@mikro-orm/postgresql'
import DataLoader from 'dataloader'
import { StoredAuthority } from './authority.entity.js'

/** Authorities of one request: however many are asked for together, it is one query. */
export type AuthorityLoaders = {
  byId: DataLoader<string, StoredAuthority | null>
  /** The authority that sits in a region itself, not the one above. */
  byRegion: DataLoader<string, StoredAuthority | null>
}

export function createAuthorityLoaders(em: EntityManager): AuthorityLoaders {
  return {
    byId: new DataLoader(async (ids) => {
      const found = await em.find(StoredAuthority, { id: { $in: [...ids] } })
      const byId = new Map(found.map((authority) => [authority.id, authority]))
      return ids.map((id) => byId.get(id) ?? null)
    }),
    byRegion: new DataLoader(async (codes) => {
      const found = await em.find(StoredAuthority, { regionCode: { $in: [...codes] } })
      const byRegion = new Map(found.map((authority) => [authority.regionCode, authority]))
      return codes.map((code) => byRegion.get(code) ?? null)
    }),
  }
}
