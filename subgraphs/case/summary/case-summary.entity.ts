import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Conclusion } from '../../shared/dictionary/loop.js'
import type { AccidentLevel, MatterType } from '../../shared/dictionary/matter.js'
import type { LegalBasis } from '../../shared/dictionary/publicity.js'
import type { MeasureKind } from '../verification/penalty.type.js'

const StoredCaseSummarySchema = defineEntity({
  name: 'StoredCaseSummary',
  tableName: 'case_summary',
  properties: {
    /** Of its own, so that the summary of a case does not lead to the case. */
    id: p.uuid().primary(),
    caseId: p.uuid(),
    regionCode: p.string().length(9),
    matterTypes: p.array().$type<MatterType[]>(),
    industryCode: p.string().length(32),
    /** Of the conclusion, in China. */
    year: p.integer(),
    /** Null of summaries from before cases were nominated, as all below. */
    month: p.integer().nullable(),
    conclusion: p.string().length(24).$type<Conclusion>().nullable(),
    accidentLevel: p.string().length(16).$type<AccidentLevel>().nullable(),
    hazardLevel: p.string().length(32).nullable(),
    measures: p.array().$type<MeasureKind[]>().default([]),
    penaltyFromFen: p.bigint('bigint').nullable(),
    penaltyToFen: p.bigint('bigint').nullable(),
    rewardFromFen: p.bigint('bigint').nullable(),
    rewardToFen: p.bigint('bigint').nullable(),
    legalBasis: p.array().$type<LegalBasis[]>().default([]),
    preparedBy: p.string().length(200),
    preparedAt: p.datetime(),
    /** From then on nobody is shown it. */
    withdrawnAt: p.datetime().nullable(),
  },
})

/** De-identified facts of a case for a typical case publication: requirement F05. Nothing here is of one person. */
export class StoredCaseSummary extends StoredCaseSummarySchema.class {}
StoredCaseSummarySchema.setClass(StoredCaseSummary)
