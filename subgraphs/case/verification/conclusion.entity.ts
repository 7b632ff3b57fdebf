import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Conclusion } from '../../shared/dictionary/loop.js'
import type { AccidentLevel } from '../../shared/dictionary/matter.js'

const StoredConclusionSchema = defineEntity({
  name: 'StoredConclusion',
  tableName: 'verification_conclusion',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    conclusion: p.string().length(24).$type<Conclusion>(),
    sealedFindings: p.blob(),
    /** Who verified. */
    officers: p.array(),
    /** Null where there was no accident. */
    accidentLevel: p.string().length(16).$type<AccidentLevel>().nullable(),
    deaths: p.integer().default(0),
    /** Of the deaths those that had not been reported: a reward goes by them. */
    concealedDeaths: p.integer().default(0),
    seriousInjuries: p.integer().default(0),
    directLossFen: p.bigint('bigint').default(0),
    concludedBy: p.string().length(200),
    concludedAt: p.datetime(),
  },
})

/** What verification came to; after a re-examination there may be another. */
export class StoredConclusion extends StoredConclusionSchema.class {}
StoredConclusionSchema.setClass(StoredConclusion)
