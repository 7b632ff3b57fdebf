import type { Language } from '../../../platform/language.js'
import { ineligibilityLabels, type Ineligibility } from './eligibility.js'
import type { StoredAssessment } from './reward-assessment.entity.js'
import { toRewardRuleType } from './reward-rule.type.js'
import type { RewardRecords } from './reward.loader.js'
import type { Reward, RewardReason, RewardState, RewardStanding } from './reward.type.js'

/** A reward as staff see it. */
export function toReward(records: RewardRecords, language: Language): Reward {
  const { proceeding, reward, assessment, rules, identityProvided } = records
  return {
    id: proceeding.id,
    caseId: proceeding.caseId,
    state: proceeding.state as keyof typeof RewardState,
    reportId: reward?.reportId ?? null,
    amountFen: reward?.amountFen ?? null,
    ...assessed(assessment, language),
    rules: rules.map((rule) => toRewardRuleType(rule, language)),
    approvedBy: reward?.decidedBy ?? null,
    approvedAt: reward?.decidedAt ?? null,
    notifiedAt: reward?.notifiedAt ?? null,
    announcedAt: reward?.announcedAt ?? null,
    noticeReference: reward?.noticeReference ?? null,
    identityProvided,
    claimedAt: reward?.claimedAt ?? null,
    voucherNumber: reward?.voucherNumber ?? null,
    paidBy: reward?.paidBy ?? null,
    paidAt: reward?.paidAt ?? null,
    waiverGround: reward?.waiverGround ?? null,
    waivedAt: reward?.waivedAt ?? null,
  }
}

function assessed(assessment: StoredAssessment | undefined, language: Language) {
  return {
    basis: assessment?.basis ?? null,
    figures: Object.entries(assessment?.figures ?? {}).map(([name, value]) => ({
      name,
      value: String(value),
    })),
    steps: (assessment?.steps ?? []).map(({ ruleId, words, amountFen }) => ({
      ruleId,
      inWords: words[language],
      amountFen: BigInt(amountFen),
    })),
    adoptedLaterRules: assessment?.adoptedLaterRules ?? false,
    standings: (assessment?.standings ?? []).map(({ reportId, reasons }): RewardStanding => ({
      reportId,
      eligible: reasons.length === 0,
      reasons: toReasons(reasons, language),
    })),
    assessedBy: assessment?.assessedBy ?? null,
    assessedAt: assessment?.assessedAt ?? null,
  }
}

export function toReasons(codes: readonly Ineligibility[], language: Language): RewardReason[] {
  return codes.map((code) => ({ code, label: ineligibilityLabels[code][language] }))
}
