import { defineEntity, p } from '@mikro-orm/postgresql'
import type { EvidenceKind } from '../evidence/evidence-kind.js'

/** What was decided; that a release has run out is told by its time. */
export type StoredReleaseState = 'PENDING' | 'APPROVED' | 'REFUSED'

const EvidenceReleaseSchema = defineEntity({
  name: 'StoredEvidenceRelease',
  tableName: 'evidence_release',
  properties: {
    id: p.uuid().primary(),
    reportId: p.uuid(),
    evidenceId: p.uuid(),
    kind: p.string().length(16).$type<EvidenceKind>(),
    regionCode: p.string().length(9),
    authorityId: p.uuid(),
    excludedAuthorityIds: p.array().columnType('uuid[]'),
    state: p.string().length(16).$type<StoredReleaseState>(),
    requesterSubject: p.string().length(200),
    /** Reasons are sealed under the report's key: they tell of it, and go with it. */
    sealedReason: p.blob(),
    requestedAt: p.datetime(),
    expiresAt: p.datetime(),
    deciderSubject: p.string().length(200).nullable(),
    sealedDecision: p.blob().nullable(),
    decidedAt: p.datetime().nullable(),
    downloadedAt: p.datetime().nullable(),
  },
})

/** A look at an original: asked for by one person, decided by another. */
export class StoredEvidenceRelease extends EvidenceReleaseSchema.class {}
EvidenceReleaseSchema.setClass(StoredEvidenceRelease)
