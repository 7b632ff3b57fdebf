import { defineEntity, p } from '@mikro-orm/postgresql'

const StoredConflictSchema = defineEntity({
  name: 'StoredConflict',
  tableName: 'conflict_of_interest',
  properties: {
    id: p.uuid().primary(),
    caseId: p.uuid(),
    officer: p.string().length(200),
    sealedTie: p.blob(),
    declaredBy: p.string().length(200),
    declaredAt: p.datetime(),
  },
})

/** Somebody has a tie to the reported unit. That the case is hidden from them stands at the case. */
export class StoredConflict extends StoredConflictSchema.class {}
StoredConflictSchema.setClass(StoredConflict)

export const conflictTie = { table: 'conflict_of_interest', field: 'sealed_tie' } as const
