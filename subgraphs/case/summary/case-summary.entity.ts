import { defineEntity, p } from '@mikro-orm/postgresql'
import type { MatterType } from '../../shared/dictionary/matter.js'

const StoredCaseSummarySchema = defineEntity({
  name: 'StoredCaseSummary',
  tableName: 'case_summary',
  properties: {
    /** Of its own, so that the summary of a case does not lead to the case. */
    id: p.uuid().primary(),
    caseId: p.uuid().unique(),
    regionCode: p.string().length(9),
    matterTypes: p.array().$type<MatterType[]>(),
    industryCode: p.string().length(32),
    year: p.integer(),
    preparedBy: p.string().length(200),
    preparedAt: p.datetime(),
  },
})

/** De-identified facts of a case for a typical case publication: requirement F05. */
export class StoredCaseSummary extends StoredCaseSummarySchema.class {}
StoredCaseSummarySchema.setClass(StoredCaseSummary)
