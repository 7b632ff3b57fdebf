import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredLegalHoldSchema = defineEntity({
  name: 'StoredLegalHold',
  tableName: 'legal_hold',
  properties: {
    id: p.uuid().primary(),
    reportId: p.uuid(),
    heldAt: p.datetime(),
    releasedAt: p.datetime().nullable(),
  },
})

/** While one stands, nothing of the report is erased. Who set it, and why, is in the audit chain. */
export class StoredLegalHold extends StoredLegalHoldSchema.class {}
StoredLegalHoldSchema.setClass(StoredLegalHold)
