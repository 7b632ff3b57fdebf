import { defineEntity, p } from '@mikro-orm/postgresql'
import type { RefusalGround, RefusalSubKind } from '../../shared/dictionary/loop.js'
import type { ProvenSameness } from './same-reporter.js'

const StoredRefusalSchema = defineEntity({
  name: 'StoredRefusal',
  tableName: 'refusal',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    /** Who was refused. */
    reportIds: p.array().columnType('uuid[]'),
    ground: p.string().length(32).$type<RefusalGround>(),
    subKind: p.string().length(32).$type<RefusalSubKind>().nullable(),
    /** The clause of the reporting notice it rests on, in the version that is cited. */
    noticeVersion: p.integer(),
    noticeClause: p.string().length(15),
    sealedReason: p.blob(),
    sealedLegalBasis: p.blob().nullable(),
    /** Why nothing more was asked of the reporter before what is unclear was refused. */
    sealedWhyNoSupplement: p.blob().nullable(),
    /** Of the first ground: the accepted case of the same reporter, and how that was proved. */
    earlierCaseId: p.uuid().nullable(),
    sameness: p.string().length(24).$type<ProvenSameness>().nullable(),
    refusedBy: p.string().length(200),
    refusedAt: p.datetime(),
  },
})

/** A refusal: exactly one ground, its reason, the clause, the officer (requirements C21 to C25). */
export class StoredRefusal extends StoredRefusalSchema.class {}
StoredRefusalSchema.setClass(StoredRefusal)
