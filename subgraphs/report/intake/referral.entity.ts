import { defineEntity, p } from '@mikro-orm/postgresql'
import type { MatterType } from '../../shared/dictionary/matter.js'

const ReferralSchema = defineEntity({
  name: 'Referral',
  tableName: 'referral',
  properties: {
    id: p.uuid().primary(),
    regionCode: p.string().length(9),
    industryCode: p.string().length(32),
    matterTypes: p.array().$type<MatterType[]>(),
    /** The department, where region knows it as an authority. */
    authorityId: p.uuid().nullable(),
    referredAt: p.datetime(),
  },
})

/** A matter of another department that was brought here: kept as a fact, never dropped (requirement C19). */
export class Referral extends ReferralSchema.class {}
ReferralSchema.setClass(Referral)
