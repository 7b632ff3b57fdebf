import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredCaseKeySchema = defineEntity({
  name: 'StoredCaseKey',
  tableName: 'case_key',
  properties: {
    caseId: p.uuid().primary(),
    envelopeKeyId: p.string().length(16),
    /** Null once it was destroyed: then what it sealed is gone, wherever a copy of it lies. */
    wrapped: p.blob().nullable(),
    destroyedAt: p.datetime().nullable(),
  },
})

/** The key of the texts of one case, wrapped by an envelope key that stands in no database. */
export class StoredCaseKey extends StoredCaseKeySchema.class {}
StoredCaseKeySchema.setClass(StoredCaseKey)
