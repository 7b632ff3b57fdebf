import { defineEntity, p } from '@mikro-orm/postgresql'
import type { SuiteName } from '../../../../client/sealing/suite.js'

const StoredKeyBundleSchema = defineEntity({
  name: 'StoredKeyBundle',
  tableName: 'key_bundle',
  properties: {
    authorityId: p.uuid().primary(),
    suite: p.string().length(16).$type<SuiteName>().primary(),
    version: p.integer().primary(),
    bundle: p.blob(),
    issuedAt: p.datetime(),
    expiresAt: p.datetime(),
    publishedAt: p.datetime(),
    publishedBy: p.string().length(200),
  },
})

/** Every bundle an authority's root has signed: whom an old envelope was sealed to can always be told. */
export class StoredKeyBundle extends StoredKeyBundleSchema.class {}
StoredKeyBundleSchema.setClass(StoredKeyBundle)
