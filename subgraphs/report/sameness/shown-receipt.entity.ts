import { defineEntity, p } from '@mikro-orm/postgresql'

const ShownReceiptSchema = defineEntity({
  name: 'ShownReceipt',
  tableName: 'shown_receipt',
  properties: {
    reportId: p.uuid().primary(),
    earlierReportId: p.uuid().primary(),
    shownAt: p.datetime(),
  },
})

/** A reporter who said by receipt that an earlier report is theirs too. */
export class ShownReceipt extends ShownReceiptSchema.class {}
ShownReceiptSchema.setClass(ShownReceipt)
