import { defineEntity, p } from '@mikro-orm/postgresql'
import type { AssignmentMode, CaseOutcome, Conclusion } from '../../shared/dictionary/loop.js'
import type { MatterType } from '../../shared/dictionary/matter.js'
import type { CaseState } from './case-state.js'

const StoredCaseSchema = defineEntity({
  name: 'StoredCase',
  tableName: 'case',
  properties: {
    id: p.uuid().primary(),
    /** What people call it by; drawn by the database. */
    number: p.string().length(9).defaultRaw('"case".free_case_number()'),
    state: p.string().length(32).$type<CaseState>(),
    /** How it came out; null while that is open. */
    outcome: p.string().length(16).$type<CaseOutcome>().nullable(),
    conclusion: p.string().length(24).$type<Conclusion>().nullable(),
    /** Whether more time was granted. */
    extended: p.boolean().default(false),
    /** Whether a supervision order is open. */
    supervised: p.boolean().default(false),
    regionCode: p.string().length(9),
    regionPath: p.array(),
    /** Who handles it. */
    authorityId: p.uuid(),
    coHandlingAuthorityIds: p.array().columnType('uuid[]').default([]),
    assignmentMode: p.string().length(16).$type<AssignmentMode>().nullable(),
    /** Code or name of the office, as the authority calls it. */
    handlingOffice: p.string().length(100).nullable(),
    /** Subject of the officer who handles it. */
    handlingOfficer: p.string().length(200).nullable(),
    /** Authorities the matter is about: hidden from them and all below them. */
    excludedAuthorityIds: p.array().columnType('uuid[]').default([]),
    /** Subjects of officers with a tie to the reported unit: hidden from them. */
    excludedOfficers: p.array().default([]),
    matterTypes: p.array().$type<MatterType[]>(),
    industryCode: p.string().length(32),
    /** The first accepted report: its reporter is the one a reward is for, also after a merge. */
    firstReportId: p.uuid().nullable(),
    mergedInto: p.uuid().nullable(),
    openedAt: p.datetime(),
    acceptedAt: p.datetime().nullable(),
    /** Subject of the officer who accepted. */
    acceptedBy: p.string().length(200).nullable(),
    concludedAt: p.datetime().nullable(),
    closedAt: p.datetime().nullable(),
    /** Of the last step, in the case or beside it. */
    changedAt: p.datetime(),
    /** Counts the steps: every step takes the next number under the lock of the case. */
    version: p.integer().default(1),
  },
})

export class StoredCase extends StoredCaseSchema.class {}
StoredCaseSchema.setClass(StoredCase)
