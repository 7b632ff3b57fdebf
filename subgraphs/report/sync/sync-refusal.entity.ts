import { defineEntity, p } from '@mikro-orm/postgresql'
import type { SyncRefusalReason } from './sync.type.js'

const SyncRefusalSchema = defineEntity({
  name: 'SyncRefusal',
  tableName: 'sync_refusal',
  properties: {
    id: p.uuid().primary(),
    system: p.string().length(40),
    externalId: p.string().length(100),
    version: p.integer(),
    reason: p.string().length(32).$type<`${SyncRefusalReason}`>(),
    /** Where in the item it is wrong; never what stood there. */
    problems: p.array().default([]),
    submittedThereAt: p.datetime(),
    firstAt: p.datetime(),
    lastAt: p.datetime(),
    times: p.integer(),
    /** When the item, in this or a later version, was taken after all. */
    resolvedAt: p.datetime().nullable(),
  },
})

/** An item that was not taken, so that the two sides can find what is missing. */
export class SyncRefusal extends SyncRefusalSchema.class {}
SyncRefusalSchema.setClass(SyncRefusal)
