import { defineEntity, p } from '@mikro-orm/postgresql'
import type { RecordClass } from './record-class.js'

const StoredRetentionRuleSchema = defineEntity({
  name: 'StoredRetentionRule',
  tableName: 'retention_rule',
  properties: {
    recordClass: p.string().length(32).$type<RecordClass>().primary(),
    version: p.integer().primary(),
    days: p.integer(),
    legalBasis: p.string().length(500),
    changedAt: p.datetime(),
  },
})

/** A period an installation has set; the newest version of a class holds. */
export class StoredRetentionRule extends StoredRetentionRuleSchema.class {}
StoredRetentionRuleSchema.setClass(StoredRetentionRule)
