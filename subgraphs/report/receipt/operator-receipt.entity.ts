import { defineEntity, p } from '@mikro-orm/postgresql'

const OperatorReceiptSchema = defineEntity({
  name: 'OperatorReceipt',
  tableName: 'operator_receipt',
  properties: {
    reportId: p.uuid().primary(),
    receiptTag: p.blob(),
    /** Fits here only: moved to the report it opens nothing. */
    receiptLock: p.blob(),
    issuedBy: p.string().length(200),
    issuedAt: p.datetime(),
    expiresAt: p.datetime(),
    /** Since when the reporter has another one and this one is dead. */
    changedAt: p.datetime().nullable(),
    /** SHA-256 of the key the change was asked with: who has it may ask again for the answer. */
    changeKeyHash: p.blob().nullable(),
  },
})

/**
 * A receipt that went through an operator's hands. It stands apart from the receipts that open: to `openReceipt` it
 * is unknown, and all it can do is be changed, once and for a few days.
 */
export class OperatorReceipt extends OperatorReceiptSchema.class {}
OperatorReceiptSchema.setClass(OperatorReceipt)
