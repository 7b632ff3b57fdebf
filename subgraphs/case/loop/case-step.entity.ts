import { defineEntity, p } from '@mikro-orm/postgresql'
import type { Verb } from './table/state-table.js'

const StoredCaseStepSchema = defineEntity({
  name: 'StoredCaseStep',
  tableName: 'case_step',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    /** The version of the case it was taken on: one step each. */
    version: p.integer(),
    verb: p.string().length(32).$type<Verb>(),
    decision: p.string().length(32).nullable(),
    fromState: p.string().length(32),
    toState: p.string().length(32),
    proceedingId: p.uuid().nullable(),
    actorKind: p.string().length(16).$type<'STAFF' | 'REPORTER' | 'SYSTEM'>(),
    /** Of staff. */
    subject: p.string().length(200).nullable(),
    authorityId: p.uuid().nullable(),
    at: p.datetime(),
  },
})

/** A step that was taken: the history of a case, never changed. */
export class StoredCaseStep extends StoredCaseStepSchema.class {}
StoredCaseStepSchema.setClass(StoredCaseStep)
