import { defineEntity, p } from '@mikro-orm/postgresql'
import type { DeadlineKind } from '../loop/table/deadline-kinds.js'

/** Terms of the table, and how much more an extension may give. */
export type RuleKind = DeadlineKind | 'EXTENSION'

const StoredDeadlineRuleSchema = defineEntity({
  name: 'StoredDeadlineRule',
  tableName: 'deadline_rule',
  properties: {
    id: p.uuid().primary(),
    kind: p.string().length(24).$type<RuleKind>(),
    /** The division it holds for, with everything below; 000000 is the country. */
    regionCode: p.string().length(9),
    /** The first day in China of which a term may begin under it. */
    effectiveFrom: p.date(),
    days: p.integer(),
    unit: p.string().length(8).$type<'NATURAL' | 'WORKING'>(),
    rollsOver: p.boolean(),
    /** Natural days before the end on which the officer is reminded; 0 for not at all. */
    remindDaysBefore: p.integer(),
    legalReference: p.string().length(300),
    /** Whether the text was read; if not, a default of ours until a jurisdiction confirms it. */
    confirmed: p.boolean(),
  },
})

/** How long a term is: in this place, from this day on, by this text. */
export class StoredDeadlineRule extends StoredDeadlineRuleSchema.class {}
StoredDeadlineRuleSchema.setClass(StoredDeadlineRule)
