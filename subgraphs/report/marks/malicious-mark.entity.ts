import { defineEntity, p } from '@mikro-orm/postgresql'
import type { MarkGround, MarkState } from './malicious-mark.type.js'

const MaliciousMarkSchema = defineEntity({
  name: 'StoredMark',
  tableName: 'malicious_mark',
  properties: {
    id: p.uuid().primary(),
    reportId: p.uuid(),
    state: p.string().length(16).$type<`${MarkState}`>(),
    ground: p.string().length(32).$type<`${MarkGround}`>(),
    /** Texts stand under the report's key and go with its content. */
    sealedReason: p.blob(),
    sealedEvidence: p.blob(),
    sealedAnswer: p.blob().nullable(),
    sealedDecision: p.blob().nullable(),
    sealedLifting: p.blob().nullable(),
    proposedBy: p.string().length(200),
    proposedAt: p.datetime(),
    answerUntil: p.datetime(),
    answeredAt: p.datetime().nullable(),
    decidedBy: p.string().length(200).nullable(),
    decidedAt: p.datetime().nullable(),
    liftedAt: p.datetime().nullable(),
  },
})

/** That a report is held to be malicious, with everything the procedure asks for: requirement C12. */
export class StoredMark extends MaliciousMarkSchema.class {}
MaliciousMarkSchema.setClass(StoredMark)
