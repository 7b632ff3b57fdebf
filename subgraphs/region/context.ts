import type { SubgraphContext } from '../shared/context.js'
import type { AuthorityLoaders } from './authority/authority.loader.js'
import type { Divisions } from './division/divisions.js'

export type RegionContext = SubgraphContext & {
  /** The edition in force. */
  divisions: () => Divisions
  authorities: AuthorityLoaders
}
