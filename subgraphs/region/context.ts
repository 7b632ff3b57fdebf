import type { SubgraphContext } from '../shared/context.js'
import { createAuthorityLoaders, type AuthorityLoaders } from './authority/authority.loader.js'
import type { Divisions } from './division/divisions.js'
import type { Rules } from './jurisdiction/rules.js'
import {
  createEntryLoader,
  createRegistryLoader,
  type EntryLoader,
  type RegistryLoader,
} from './registry/registry.service.js'

export type RegionContext = SubgraphContext &
  RegionEditions & {
    authorities: AuthorityLoaders
    registry: RegistryLoader
    entries: EntryLoader
  }

/** What the process keeps at hand for every request. */
export type RegionEditions = {
  /** The edition in force. */
  divisions: () => Divisions
  /** Who answers for what, as it stands. */
  rules: Rules
}

/** Loaders of its own for each request. */
export function createRegionContext(base: SubgraphContext, editions: RegionEditions): RegionContext {
  return {
    ...base,
    ...editions,
    authorities: createAuthorityLoaders(base.em, editions.rules.authority),
    registry: createRegistryLoader(base.em),
    entries: createEntryLoader(base.em),
  }
}
