import { defineEntity, p } from '@mikro-orm/postgresql'
import type { AssignmentMode } from '../../shared/dictionary/loop.js'

const StoredAssignmentSchema = defineEntity({
  name: 'StoredAssignment',
  tableName: 'assignment',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    mode: p.string().length(16).$type<AssignmentMode>(),
    fromAuthorityId: p.uuid(),
    toAuthorityId: p.uuid(),
    /** As the authority calls it. */
    office: p.string().length(100).nullable(),
    /** Accounts of those named. */
    officers: p.array(),
    sealedReason: p.blob().nullable(),
    assignedBy: p.string().length(200),
    assignedAt: p.datetime(),
  },
})

/** A case was given to somebody: kept as it was, also when it is given on. */
export class StoredAssignment extends StoredAssignmentSchema.class {}
StoredAssignmentSchema.setClass(StoredAssignment)

export const assignmentReason = { table: 'assignment', field: 'sealed_reason' } as const
