import { defineEntity, p } from '@mikro-orm/postgresql'

/** A draft that turned out to be for another department, as it was answered. */
export type DraftReferral = {
  referralId: string
  regionCode: string
  department: string
  legalBasis: string
}

const DraftSchema = defineEntity({
  name: 'Draft',
  tableName: 'draft',
  properties: {
    id: p.uuid().primary(),
    /** The report it becomes. */
    reportId: p.uuid().unique(),
    /** Of the receipt that was given with it; moves to the report, and only there opens anything. */
    receiptTag: p.blob().nullable(),
    receiptLock: p.blob().nullable(),
    /** The form as far as it is filled in, sealed under a key of the draft's own; and how often it was saved. */
    sealedForm: p.blob().nullable(),
    savedVersion: p.integer().default(0),
    savedAt: p.datetime().nullable(),
    startedAt: p.datetime(),
    expiresAt: p.datetime(),
    submittedAt: p.datetime().nullable(),
    referral: p.json<DraftReferral>().nullable(),
  },
})

/** A report that was begun: its receipt is in the reporter's hand before anything can be lost on the way. */
export class Draft extends DraftSchema.class {}
DraftSchema.setClass(Draft)
