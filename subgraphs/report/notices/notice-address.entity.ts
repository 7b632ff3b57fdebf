import { defineEntity, p } from '@mikro-orm/postgresql'
import type { FeedbackPreference } from '../intake/form-kinds.js'

const NoticeAddressSchema = defineEntity({
  name: 'NoticeAddress',
  tableName: 'notice_address',
  properties: {
    reportId: p.uuid().primary(),
    preference: p.string().length(16).$type<FeedbackPreference.SMS | FeedbackPreference.WECHAT>(),
    /** Sealed under the report's content key, which the server holds: it must open it to send. */
    sealedAddress: p.blob(),
    /** Which address this is; an older one does not open. */
    version: p.integer(),
    changedAt: p.datetime(),
  },
})

/** Where notices about a report go. It is there exactly as long as the consent to them is in force. */
export class NoticeAddress extends NoticeAddressSchema.class {}
NoticeAddressSchema.setClass(NoticeAddress)
