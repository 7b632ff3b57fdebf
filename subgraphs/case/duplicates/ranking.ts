import type { MatterType } from '../../shared/dictionary/matter.js'
import type { MatchedBy } from '../references/report.client.js'

/** How likely it is that two cases are about the same. */
export type Likelihood = 'VERY_LIKELY' | 'LIKELY' | 'POSSIBLE'

/** Why a case is a candidate. */
export type CandidateReason =
  MatchedBy | 'SAME_REGION' | 'SAME_MATTER_TYPE' | 'WITHIN_30_DAYS' | 'WITHIN_180_DAYS'

/** What of a case is compared. */
export type Compared = {
  regionCode: string
  matterTypes: readonly MatterType[]
  openedAt: Date
}

/** A unit or place that is the same counts for most; alone, kinds and time say nothing. */
const weights: Readonly<Record<CandidateReason, number>> = {
  CREDIT_CODE: 50,
  UNIT_NAME: 40,
  PLACE: 30,
  SAME_MATTER_TYPE: 15,
  WITHIN_30_DAYS: 15,
  SAME_REGION: 10,
  WITHIN_180_DAYS: 5,
}

const dayMs = 86_400_000

/** Heaviest first. */
export function reasonsFor(
  one: Compared,
  other: Compared,
  matchedBy: readonly MatchedBy[],
): CandidateReason[] {
  const days = Math.abs(one.openedAt.getTime() - other.openedAt.getTime()) / dayMs
  const reasons: CandidateReason[] = [...new Set(matchedBy)]
  if (one.matterTypes.some((type) => other.matterTypes.includes(type))) reasons.push('SAME_MATTER_TYPE')
  if (one.regionCode === other.regionCode) reasons.push('SAME_REGION')
  if (days <= 30) reasons.push('WITHIN_30_DAYS')
  else if (days <= 180) reasons.push('WITHIN_180_DAYS')
  return reasons.toSorted((a, b) => weights[b] - weights[a])
}

export function scoreOf(reasons: readonly CandidateReason[]): number {
  return Math.min(
    100,
    reasons.reduce((sum, reason) => sum + weights[reason], 0),
  )
}

export function likelihoodOf(score: number): Likelihood {
  if (score >= 80) return 'VERY_LIKELY'
  return score >= 55 ? 'LIKELY' : 'POSSIBLE'
}
