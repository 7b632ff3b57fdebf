import { buildFederatedSchema, type FederatedSchema } from '../shared/schema.js'
import { AuthorityResolver } from './authority/authority.resolver.js'
import { findAuthority } from './authority/authority.service.js'
import type { RegionContext } from './context.js'
import { LocationResolver } from './division/location.resolver.js'
import { RegionHistoryResolver } from './division/region-history.resolver.js'
import { RegionResolver } from './division/region.resolver.js'
import { findRegion } from './division/region.service.js'
import { JurisdictionResolver } from './jurisdiction/jurisdiction.resolver.js'

export function buildRegionSchema(): Promise<FederatedSchema> {
  return buildFederatedSchema<RegionContext>({
    resolvers: [
      RegionResolver,
      RegionHistoryResolver,
      LocationResolver,
      AuthorityResolver,
      JurisdictionResolver,
    ],
    references: {
      Region: ({ code }, { divisions }) => findRegion(divisions(), String(code)),
      Authority: ({ id }, context) => findAuthority(context, String(id)),
    },
  })
}
