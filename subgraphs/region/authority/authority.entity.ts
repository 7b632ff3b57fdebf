import { defineEntity, p } from '@mikro-orm/postgresql'
import type { AuthorityLevel } from './emergency-departments.js'

const StoredAuthoritySchema = defineEntity({
  name: 'StoredAuthority',
  tableName: 'authority',
  properties: {
    id: p.uuid().primary(),
    name: p.string().length(100),
    level: p.string().length(16).$type<AuthorityLevel>(),
    regionCode: p.string().length(9).unique(),
    parentAuthorityId: p.uuid().nullable(),
  },
})

export class StoredAuthority extends StoredAuthoritySchema.class {}
StoredAuthoritySchema.setClass(StoredAuthority)
