import { defineEntity, p } from '@mikro-orm/postgresql'
import type { RewardRule, RewardRuleKind, TermsOf } from './reward-rule.js'
import { rewardTerms } from './reward-rule.js'

const StoredRewardRuleSchema = defineEntity({
  name: 'StoredRewardRule',
  tableName: 'reward_rule',
  properties: {
    id: p.uuid().primary(),
    kind: p.string().length(24).$type<RewardRuleKind>(),
    regionCode: p.string().length(9),
    industryCodes: p.array().default([]),
    effectiveFrom: p.date(),
    legalReference: p.string().length(300),
    /** Whether the text was read; if not, a jurisdiction is to confirm or replace it. */
    confirmed: p.boolean(),
    terms: p.json<TermsOf<RewardRuleKind>>(),
    enteredAt: p.datetime(),
    /** Subject of who entered it; null of those the platform comes with. */
    enteredBy: p.string().length(200).nullable(),
  },
})

/** A rule rewards are reckoned by; never changed, a newer one takes its place. */
export class StoredRewardRule extends StoredRewardRuleSchema.class {}
StoredRewardRuleSchema.setClass(StoredRewardRule)

export function toRewardRule(stored: StoredRewardRule): RewardRule {
  const { id, kind, regionCode, industryCodes, effectiveFrom, enteredAt } = stored
  const terms = rewardTerms[kind].parse(stored.terms)
  // The shape was chosen by the kind, which the compiler cannot follow.
  return { id, kind, regionCode, industryCodes, effectiveFrom, enteredAt, terms } as RewardRule
}
