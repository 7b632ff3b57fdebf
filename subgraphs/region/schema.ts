import { buildFederatedSchema, type FederatedSchema } from '../shared/schema.js'
import { HistoryResolver } from './audit/history.resolver.js'
import { AuthorityResolver } from './authority/authority.resolver.js'
import { findAuthority } from './authority/authority.service.js'
import { AuthorityManagementResolver } from './authority/management.resolver.js'
import type { RegionContext } from './context.js'
import { DictionaryResolver } from './dictionary/dictionary.resolver.js'
import { findIndustry, IndustryResolver } from './dictionary/industry.resolver.js'
import { LocationResolver } from './division/location.resolver.js'
import { RegionHistoryResolver } from './division/region-history.resolver.js'
import { RegionResolver } from './division/region.resolver.js'
import { findRegion } from './division/region.service.js'
import { JurisdictionResolver } from './jurisdiction/jurisdiction.resolver.js'
import { JurisdictionRuleResolver } from './jurisdiction/rule.resolver.js'
import { RegistryOfRegionResolver, RegistryResolver } from './registry/registry.resolver.js'
import { findEntry } from './registry/registry.service.js'

import { MapChangeResolver } from './map-change/map-change.resolver.js'

export function buildRegionSchema(): Promise<FederatedSchema> {
  return buildFederatedSchema<RegionContext>({
    resolvers: [
      RegionResolver,
      RegionHistoryResolver,
      LocationResolver,
      MapChangeResolver,
      AuthorityResolver,
      AuthorityManagementResolver,
      HistoryResolver,
      JurisdictionResolver,
      JurisdictionRuleResolver,
      DictionaryResolver,
      IndustryResolver,
      RegistryResolver,
      RegistryOfRegionResolver,
    ],
    references: {
      Region: ({ code }, { divisions }) => findRegion(divisions(), String(code)),
      Authority: ({ id }, context) => findAuthority(context, String(id)),
      RegistryEntry: ({ id }, context) => findEntry(context, String(id)),
      Industry: ({ code }, { language }) => findIndustry(String(code), language),
    },
  })
}
