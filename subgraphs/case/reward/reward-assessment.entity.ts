import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Conclusion } from '../../shared/dictionary/loop.js'
import type { Label } from '../loop/table/machines.js'
import type { Standing } from './eligibility.js'
import type { RewardBasis } from './reward.arithmetic.js'

/** Figures as they are kept: money as text. */
export type StoredFigures = Readonly<Record<string, string | number>>
export type StoredArithmeticStep = { ruleId: string; words: Label; amountFen: string }

const StoredAssessmentSchema = defineEntity({
  name: 'StoredAssessment',
  tableName: 'reward_assessment',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    proceedingId: p.uuid(),
    assessedBy: p.string().length(200),
    assessedAt: p.datetime(),
    /** What verification had found when it was assessed. */
    conclusion: p.string().length(24).$type<Conclusion>().nullable(),
    basis: p.string().length(24).$type<RewardBasis>(),
    figures: p.json<StoredFigures>(),
    reportId: p.uuid().nullable(),
    standings: p.json<Standing[]>(),
    /** Frozen: whatever is entered later, this is what it was reckoned by. */
    ruleIds: p.array().columnType('uuid[]'),
    adoptedLaterRules: p.boolean(),
    amountFen: p.bigint('bigint').nullable(),
    steps: p.json<StoredArithmeticStep[]>(),
    sealedReason: p.blob().nullable(),
  },
})

/** How an amount, or that there is none, came about; never changed. */
export class StoredAssessment extends StoredAssessmentSchema.class {}
StoredAssessmentSchema.setClass(StoredAssessment)
