import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredSupplementRequestSchema = defineEntity({
  name: 'StoredSupplementRequest',
  tableName: 'supplement_request',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    /** Whom it was put to: a case that was merged since still answers its own reporter. */
    reportIds: p.array().columnType('uuid[]'),
    sealedText: p.blob(),
    requestedBy: p.string().length(200),
    requestedAt: p.datetime(),
    answeredAt: p.datetime().nullable(),
  },
})

/** What an officer asks a reporter for before deciding: requirement C22. */
export class StoredSupplementRequest extends StoredSupplementRequestSchema.class {}
StoredSupplementRequestSchema.setClass(StoredSupplementRequest)
