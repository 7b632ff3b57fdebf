import { defineEntity, p } from '@mikro-orm/postgresql'
import type { MeasureKind } from './penalty.type.js'

const StoredPenaltySchema = defineEntity({
  name: 'StoredPenalty',
  tableName: 'penalty',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    kind: p.string().length(24).$type<MeasureKind>(),
    /** Of a fine, and of nothing else: a reward is a part of it. */
    amountFen: p.bigint('bigint').nullable(),
    sealedDecisionNumber: p.blob(),
    /** Who it was imposed on. */
    sealedUnit: p.blob().nullable(),
    decidedOn: p.date(),
    recordedBy: p.string().length(200),
    recordedAt: p.datetime(),
  },
})

/** What was imposed because of what was found: requirement D10. */
export class StoredPenalty extends StoredPenaltySchema.class {}
StoredPenaltySchema.setClass(StoredPenalty)
