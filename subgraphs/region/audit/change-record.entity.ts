import { defineEntity, p } from '@mikro-orm/postgresql'
import type { ChangeAction, ChangedThing } from './chain.js'

const ChangeRecordSchema = defineEntity({
  name: 'ChangeRecord',
  tableName: 'change_record',
  properties: {
    sequence: p.bigint('string').primary().autoincrement(),
    id: p.uuid().unique(),
    at: p.datetime(3),
    subject: p.string().length(200),
    thing: p.string().length(24).$type<ChangedThing>(),
    thingId: p.string().length(64),
    action: p.string().length(24).$type<ChangeAction>(),
    before: p.json<object>().nullable(),
    after: p.json<object>().nullable(),
    prevHash: p.string().length(64),
    hash: p.string().length(64),
  },
})

/** Who changed what and when; each record holds the hash of the one before, and none can be changed. */
export class ChangeRecord extends ChangeRecordSchema.class {}
ChangeRecordSchema.setClass(ChangeRecord)
