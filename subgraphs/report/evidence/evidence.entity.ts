import { defineEntity, p } from '@mikro-orm/postgresql'
import type { MediaType } from './content/media-type.js'
import type { Refusal } from './content/refusal.js'
import type { EvidenceKind } from './evidence-kind.js'
import type { EvidenceState } from './evidence.type.js'

const StoredEvidenceSchema = defineEntity({
  name: 'StoredEvidence',
  tableName: 'evidence',
  properties: {
    id: p.uuid().primary(),
    reportId: p.uuid(),
    kind: p.string().length(16).$type<EvidenceKind>(),
    state: p.string().length(16).$type<EvidenceState>(),
    sizeBytes: p.bigint('number'),
    /** How much has arrived: whole chunks, and the beginning of the next one. The store itself is not asked. */
    parts: p.integer(),
    restBytes: p.integer(),
    storeHandle: p.text().nullable(),
    /** The file's own key, wrapped. */
    sealedKey: p.blob(),
    /** Name and fingerprint, under the file's key. */
    sealedAbout: p.blob(),
    mediaType: p.string().length(100).$type<MediaType>().nullable(),
    /** The sanitised copy, where there can be one. */
    copyObject: p.string().length(64).nullable(),
    copyBytes: p.bigint('number').nullable(),
    copyMediaType: p.string().length(100).$type<MediaType>().nullable(),
    /** Why it was refused; then nothing else of it is kept. */
    refusal: p.string().length(16).$type<Refusal>().nullable(),
    requestedAt: p.datetime(),
    uploadedAt: p.datetime().nullable(),
    /** Since when a process looks at it; one that died lets go after a while. */
    checkingSince: p.datetime().nullable(),
  },
})

/** A file sent with a report. What stands here in the clear tells its kind and size, nothing of what it is. */
export class StoredEvidence extends StoredEvidenceSchema.class {}
StoredEvidenceSchema.setClass(StoredEvidence)
