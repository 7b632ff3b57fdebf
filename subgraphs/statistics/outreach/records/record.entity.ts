import { defineEntity, p } from '@mikro-orm/postgresql'

export type RecordKind = 'PLACEMENT' | 'MEDIA' | 'ACTIVITY'

const StoredOutreachRecordSchema = defineEntity({
  name: 'StoredOutreachRecord',
  tableName: 'outreach_record',
  properties: {
    /** The CMS's own id of the document. */
    id: p.string().length(64).primary(),
    kind: p.string().length(16).$type<RecordKind>(),
    /** 000000 where the CMS names none: of the whole country. */
    regionCode: p.string().length(9),
    day: p.date().nullable(),
    /** Place type, medium type or kind of activity. */
    type: p.string().length(32),
    /** A placement that is made but neither posted nor hung covers nothing yet. */
    inPlace: p.boolean(),
    registryEntryId: p.uuid().nullable(),
    brochures: p.integer(),
    enterprises: p.integer(),
    communities: p.integer(),
  },
})

/** A placement, publication or activity of the CMS as its last event told it: no names, no texts. */
export class StoredOutreachRecord extends StoredOutreachRecordSchema.class {}
StoredOutreachRecordSchema.setClass(StoredOutreachRecord)
