import { defineEntity, p } from '@mikro-orm/postgresql'
import type { DivisionKind, DivisionLevel } from './division-list.js'

const StoredDivisionSchema = defineEntity({
  name: 'StoredDivision',
  tableName: 'division',
  properties: {
    code: p.string().length(9).primary(),
    name: p.string().length(64),
    level: p.string().length(16).$type<DivisionLevel>(),
    kind: p.string().length(16).$type<DivisionKind>(),
    parentCode: p.string().length(9).nullable(),
    /** Codes from the country to the division itself, so that a subtree is one range of an index. */
    path: p.string().columnType('ltree'),
  },
})

/** The store of truth; what answers a query is the tree in memory that was read from it. */
export class StoredDivision extends StoredDivisionSchema.class {}
StoredDivisionSchema.setClass(StoredDivision)
