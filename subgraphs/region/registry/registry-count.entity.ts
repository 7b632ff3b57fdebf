import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredRegistryCountSchema = defineEntity({
  name: 'StoredRegistryCount',
  tableName: 'registry_count',
  properties: {
    regionCode: p.string().length(9).primary(),
    /** Entries in this very division, not below it. */
    enterprises: p.integer(),
    communities: p.integer(),
    /** A published figure for the division and all below it; it goes before what is entered. */
    statedEnterprises: p.integer().nullable(),
    statedCommunities: p.integer().nullable(),
    asOf: p.date(),
  },
})

/** How many there are in a division. */
export class StoredRegistryCount extends StoredRegistryCountSchema.class {}
StoredRegistryCountSchema.setClass(StoredRegistryCount)
