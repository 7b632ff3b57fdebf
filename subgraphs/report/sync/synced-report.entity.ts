import { defineEntity, p } from '@mikro-orm/postgresql'
import type { DraftReferral } from '../draft/draft.entity.js'

/** What its reporter agreed to there: versions of that system's documents, kept as it says them. */
export type ConsentElsewhere = { noticeVersion: number; privacyVersion: number; declaredTrue: boolean }

const SyncedReportSchema = defineEntity({
  name: 'SyncedReport',
  tableName: 'synced_report',
  properties: {
    id: p.uuid().primary(),
    system: p.string().length(40),
    /** As the other system gave it; unique there. */
    externalId: p.string().length(100),
    version: p.integer(),
    submittedThereAt: p.datetime(),
    changedThereAt: p.datetime(),
    /** Null where it turned out to be for another department. */
    reportId: p.uuid().nullable(),
    referral: p.json<DraftReferral>().nullable(),
    /** Fingerprint and fixed part of what was sent, under the report's key: gone with the content. */
    sealedSent: p.blob().nullable(),
    consent: p.json<ConsentElsewhere>().nullable(),
    receivedAt: p.datetime(),
    revisedAt: p.datetime().nullable(),
  },
})

/** One report of another system and what it is here: requirement A04. */
export class SyncedReport extends SyncedReportSchema.class {}
SyncedReportSchema.setClass(SyncedReport)

const SyncedRevisionSchema = defineEntity({
  name: 'SyncedRevision',
  tableName: 'synced_revision',
  properties: {
    reportId: p.uuid().primary(),
    /** Which writing of the report's content it was. */
    contentVersion: p.integer().primary(),
    externalVersion: p.integer(),
    sealedUnit: p.blob(),
    sealedFacts: p.blob(),
    replacedAt: p.datetime(),
  },
})

/** What a report said before the other system corrected it; sealed under the same key, and gone with it. */
export class SyncedRevision extends SyncedRevisionSchema.class {}
SyncedRevisionSchema.setClass(SyncedRevision)
