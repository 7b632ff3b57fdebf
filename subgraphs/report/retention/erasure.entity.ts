import { defineEntity, p } from '@mikro-orm/postgresql'
import type { ErasureState } from './retention.type.js'
import type { RecordClass } from './record-class.js'

const StoredErasureSchema = defineEntity({
  name: 'StoredErasure',
  tableName: 'erasure',
  properties: {
    reportId: p.uuid().primary(),
    recordClass: p.string().length(32).$type<RecordClass>().primary(),
    state: p.string().length(24).$type<ErasureState>(),
    startedAt: p.datetime(),
    erasedAt: p.datetime().nullable(),
    /** When the last backup that could bring it back has ended. */
    backupEndsAt: p.datetime().nullable(),
  },
})

/** That one class of records of one report was erased, and how far that has come. */
export class StoredErasure extends StoredErasureSchema.class {}
StoredErasureSchema.setClass(StoredErasure)
