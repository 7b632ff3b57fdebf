import { defineEntity, p } from '@mikro-orm/postgresql'
import type { CaseState } from '../loop/case-state.js'

const StoredCaseMergeSchema = defineEntity({
  name: 'StoredCaseMerge',
  tableName: 'case_merge',
  properties: {
    id: p.uuid().primary(),
    /** The case that went into another. */
    caseId: p.uuid(),
    intoCaseId: p.uuid(),
    /** Where it goes back to if the merge is undone. */
    stateBefore: p.string().length(32).$type<CaseState>(),
    sealedReason: p.blob(),
    mergedBy: p.string().length(200),
    mergedAt: p.datetime(),
    sealedUnmergeReason: p.blob().nullable(),
    /** Null while it holds; also where the platform undid it, for a report that was withdrawn. */
    unmergedBy: p.string().length(200).nullable(),
    unmergedAt: p.datetime().nullable(),
  },
})

/** A merge, and how it ended: kept, whatever happens to the cases. */
export class StoredCaseMerge extends StoredCaseMergeSchema.class {}
StoredCaseMergeSchema.setClass(StoredCaseMerge)
