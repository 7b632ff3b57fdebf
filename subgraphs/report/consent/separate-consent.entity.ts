import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Channel } from '../../shared/dictionary/matter.js'
import type { SeparateConsentKind } from './consent-kind.js'

const SeparateConsentSchema = defineEntity({
  name: 'SeparateConsent',
  tableName: 'separate_consent',
  properties: {
    id: p.uuid().primary(),
    reportId: p.uuid(),
    kind: p.string().length(32).$type<SeparateConsentKind>(),
    /** Given, or withdrawn. The newest of a kind is in force; the older ones are its history. */
    given: p.boolean(),
    /** Of the words in consent-texts.ts. */
    version: p.integer(),
    channel: p.string().length(32).$type<Channel>(),
    at: p.datetime(),
  },
})

/** One moment at which something was agreed to separately, or no longer: evidence, only ever added to. */
export class SeparateConsent extends SeparateConsentSchema.class {}
SeparateConsentSchema.setClass(SeparateConsent)
