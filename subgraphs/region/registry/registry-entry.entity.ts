import { defineEntity, p } from '@mikro-orm/postgresql'

export const registryKinds = ['ENTERPRISE', 'COMMUNITY'] as const
export type RegistryKind = (typeof registryKinds)[number]

const StoredRegistryEntrySchema = defineEntity({
  name: 'StoredRegistryEntry',
  tableName: 'registry_entry',
  properties: {
    id: p.uuid().primary(),
    kind: p.string().length(16).$type<RegistryKind>(),
    name: p.string().length(200),
    creditCode: p.string().length(18).nullable(),
    regionCode: p.string().length(9),
    industryCode: p.string().length(32).nullable(),
  },
})

/** An enterprise or a community 社区 that publicity is meant to reach. */
export class StoredRegistryEntry extends StoredRegistryEntrySchema.class {}
StoredRegistryEntrySchema.setClass(StoredRegistryEntry)
