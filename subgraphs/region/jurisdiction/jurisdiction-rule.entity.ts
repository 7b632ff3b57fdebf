import { defineEntity, p } from '@mikro-orm/postgresql'
import type { AccidentLevel, MatterType } from '../../shared/dictionary/matter.js'

const StoredRuleSchema = defineEntity({
  name: 'StoredRule',
  tableName: 'jurisdiction_rule',
  properties: {
    id: p.uuid().primary(),
    authorityId: p.uuid(),
    regionCode: p.string().length(9),
    includesBelow: p.boolean(),
    industryCode: p.string().length(32).nullable(),
    matterType: p.string().length(32).$type<MatterType>().nullable(),
    accidentLevel: p.string().length(16).$type<AccidentLevel>().nullable(),
    validFrom: p.date().nullable(),
    validTo: p.date().nullable(),
    legalBasis: p.text(),
    toConfirm: p.boolean(),
  },
})

/** Which authority answers for which matters of a place. */
export class StoredRule extends StoredRuleSchema.class {}
StoredRuleSchema.setClass(StoredRule)
