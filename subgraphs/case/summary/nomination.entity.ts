import { defineEntity, p } from '@mikro-orm/postgresql'
import type { NominationEnd } from '../../shared/dictionary/publicity.js'

const StoredNominationSchema = defineEntity({
  name: 'StoredNomination',
  tableName: 'case_nomination',
  properties: {
    /** That of its summary. */
    id: p.uuid().primary(),
    caseId: p.uuid(),
    sealedReason: p.blob(),
    /** What the officer held: whether the story could let somebody recognise who reported. */
    reporterRecognisable: p.boolean(),
    /** Whether consent was needed, by the officer or by rule; it was there. */
    consentNeeded: p.boolean(),
    nominatedBy: p.string().length(200),
    nominatedAt: p.datetime(),
    withdrawnAt: p.datetime().nullable(),
    ground: p.string().length(24).$type<NominationEnd>().nullable(),
    /** Of an officer who took it back. */
    sealedWithdrawal: p.blob().nullable(),
    withdrawnBy: p.string().length(200).nullable(),
  },
})

/** That officers hold a closed case to be worth telling, and why; seen with the case, unlike its summary. */
export class StoredNomination extends StoredNominationSchema.class {}
StoredNominationSchema.setClass(StoredNomination)

const PublicationConsentSchema = defineEntity({
  name: 'PublicationConsent',
  tableName: 'publication_consent',
  properties: { reportId: p.uuid().primary(), given: p.boolean(), at: p.datetime() },
})

/** Whether a reporter agrees to publication as a typical case (PIPL 25), as report's events tell it. */
export class PublicationConsent extends PublicationConsentSchema.class {}
PublicationConsentSchema.setClass(PublicationConsent)
