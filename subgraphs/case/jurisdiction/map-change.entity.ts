import { defineEntity, p } from '@mikro-orm/postgresql'
import type { MapEvent } from './follow-the-map.js'

const StoredMapChangeSchema = defineEntity({
  name: 'StoredMapChange',
  tableName: 'map_change',
  properties: {
    /** Of the event. */
    id: p.uuid().primary(),
    event: p.json().$type<MapEvent>(),
    effectiveOn: p.date(),
    appliedAt: p.datetime().nullable(),
  },
})

/** A change of divisions or authorities that was told before its day. */
export class StoredMapChange extends StoredMapChangeSchema.class {}
StoredMapChangeSchema.setClass(StoredMapChange)

export type ReassignCause = 'DIVISION_REPLACED' | 'AUTHORITY_CLOSED'

const StoredCaseToReassignSchema = defineEntity({
  name: 'StoredCaseToReassign',
  tableName: 'case_to_reassign',
  properties: {
    caseId: p.uuid().primary(),
    cause: p.string().length(24).$type<ReassignCause>(),
    /** Of the divisions it may lie in now, each from the country down. */
    regionPaths: p.json().$type<string[][]>(),
    since: p.datetime(),
  },
})

/** The map left it open where a case goes: staff decide. */
export class StoredCaseToReassign extends StoredCaseToReassignSchema.class {}
StoredCaseToReassignSchema.setClass(StoredCaseToReassign)
