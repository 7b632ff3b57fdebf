import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredContentKeySchema = defineEntity({
  name: 'StoredContentKey',
  tableName: 'content_key',
  properties: {
    reportId: p.uuid().primary(),
    envelopeKeyId: p.string().length(16),
    /** Null once it was destroyed: then what it sealed is gone, wherever a copy of it lies. */
    wrapped: p.blob().nullable(),
    destroyedAt: p.datetime().nullable(),
  },
})

/** The key of one report, wrapped by an envelope key that stands in no database. */
export class StoredContentKey extends StoredContentKeySchema.class {}
StoredContentKeySchema.setClass(StoredContentKey)
