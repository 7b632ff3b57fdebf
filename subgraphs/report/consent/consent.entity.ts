import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Channel } from '../../shared/dictionary/matter.js'

const ConsentSchema = defineEntity({
  name: 'Consent',
  tableName: 'consent',
  properties: {
    reportId: p.uuid().primary(),
    noticeVersion: p.integer(),
    privacyVersion: p.integer(),
    /** The declaration of requirement C12. */
    declaredTrue: p.boolean(),
    /** Of its words in consent-texts.ts. */
    declarationVersion: p.integer().default(1),
    channel: p.string().length(32).$type<Channel>(),
    agreedAt: p.datetime(),
  },
})

/** Evidence of what a reporter agreed to, which version, when and by which channel: requirement C03. */
export class Consent extends ConsentSchema.class {}
ConsentSchema.setClass(Consent)
