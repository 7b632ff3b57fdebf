import { defineEntity, p } from '@mikro-orm/postgresql'
import type { ContactCheck } from './form-kinds.js'
import type {
  Channel,
  MatterSubKind,
  MatterType,
  ReporterKind,
  ReporterMode,
} from '../../shared/dictionary/matter.js'
import type { ReporterVerification } from '../citizen/verification.js'

/** What the reporter says happened: the facts of requirement C22 and form 3.9. */
export type Facts = {
  what: string
  /** In the reporter's words; the moments beside it as far as they are known. */
  when: string | null
  from: Date | null
  to: Date | null
  where: string | null
  who: string | null
  ongoing: boolean | null
}

const StoredReportSchema = defineEntity({
  name: 'StoredReport',
  tableName: 'report',
  properties: {
    id: p.uuid().primary(),
    channel: p.string().length(32).$type<Channel>(),
    mode: p.string().length(16).$type<ReporterMode>(),
    reporterKind: p.string().length(16).$type<ReporterKind>(),
    /** Where the matter is; never changes, whatever becomes of the case. */
    regionCode: p.string().length(9),
    authorityId: p.uuid(),
    /** Who handles its case now, and where; null until case has told. */
    handledBy: p.uuid().nullable(),
    handledIn: p.string().length(9).nullable(),
    /** Authorities the report is about: hidden from them and all below them. */
    excludedAuthorityIds: p.array().columnType('uuid[]').default([]),
    matterTypes: p.array().$type<MatterType[]>(),
    subKinds: p.array().$type<MatterSubKind[]>().default([]),
    industryCode: p.string().length(32),
    /** Null where it came in before this was looked at. */
    contactCheck: p.string().length(16).$type<ContactCheck>().nullable(),
    /** Which form was filled in; null where the front end did not say. */
    formVersion: p.integer().nullable(),
    /** The unit and the facts, sealed under the report's own key: nothing of them is readable here. */
    sealedUnit: p.blob(),
    sealedFacts: p.blob(),
    /** Which writing of them the ciphertexts are; an older one does not open. */
    contentVersion: p.integer(),
    /** Keyed hashes, to find reports about the same. */
    unitIndex: p.blob().nullable(),
    creditCodeIndex: p.blob().nullable(),
    placeIndex: p.blob().nullable(),
    submittedAt: p.datetime(),
    /** Who reported while signed in, by real name; null for everybody else. */
    citizenId: p.uuid().nullable(),
    verification: p.string().length(16).$type<ReporterVerification>(),
    /** Finds the report by its receipt; the receipt itself is kept nowhere. Null while there is none that opens it. */
    receiptTag: p.blob().nullable(),
    /** Opens under the receipt's other key only; null where the report was stored before there were locks. */
    receiptLock: p.blob().nullable(),
    /** Null where it does not expire. */
    receiptExpiresAt: p.datetime().nullable(),
    withdrawnAt: p.datetime().nullable(),
    /** When its case was closed, from which the retention of its records is reckoned. */
    closedAt: p.datetime().nullable(),
    /** Since when a reward waits for its payee's identity; null where none does. */
    rewardNotifiedAt: p.datetime().nullable(),
  },
})

export class StoredReport extends StoredReportSchema.class {}
StoredReportSchema.setClass(StoredReport)
