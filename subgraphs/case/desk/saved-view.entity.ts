import { defineEntity, p } from '@mikro-orm/postgresql'
import type { CaseFilter } from './case-filter.input.js'
import type { CaseOrder } from './case-order.js'

const StoredViewSchema = defineEntity({
  name: 'StoredView',
  tableName: 'saved_view',
  properties: {
    id: p.uuid().primary(),
    /** Whose it is; nobody else is shown it. */
    subject: p.string().length(200),
    name: p.string().length(40),
    filter: p.json<CaseFilter>(),
    listOrder: p.string().length(24).$type<CaseOrder>(),
    savedAt: p.datetime(),
  },
})

/** What an officer asks for again and again. */
export class StoredView extends StoredViewSchema.class {}
StoredViewSchema.setClass(StoredView)
