import { defineEntity, p } from '@mikro-orm/postgresql'
import type { ObjectionAnswer } from './objection.type.js'

const ObjectionSchema = defineEntity({
  name: 'StoredObjection',
  tableName: 'objection',
  properties: {
    /** That of its proceeding, which says where it stands. */
    id: p.uuid().primary(),
    caseId: p.uuid(),
    reportId: p.uuid(),
    /** What it is against: each feedback may be objected to once. */
    feedbackId: p.uuid(),
    late: p.boolean(),
    sealedReason: p.blob(),
    raisedAt: p.datetime(),
    decision: p.string().length(24).$type<ObjectionAnswer>().nullable(),
    sealedAnswer: p.blob().nullable(),
    answeredByAuthorityId: p.uuid().nullable(),
    answeredBy: p.string().length(200).nullable(),
    answeredAt: p.datetime().nullable(),
  },
})

/** 异议: what a reporter has against a conclusion or a refusal, and what the level above answers. */
export class StoredObjection extends ObjectionSchema.class {}
ObjectionSchema.setClass(StoredObjection)
