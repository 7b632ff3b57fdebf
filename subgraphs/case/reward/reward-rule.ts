import { z } from 'zod'
import { AccidentLevel, ReporterKind } from '../../shared/dictionary/matter.js'

const fen = z.string().regex(/^(0|[1-9]\d{0,14})$/)
/** Hundredths of a percent: 1500 is 15 %. */
const basisPoints = z.int().min(0).max(100_000)

/** What a rule of each kind says; money as text of fen. */
export const rewardTerms = {
  HAZARD_OR_ILLEGAL: z.object({
    /** Of the administrative fine. */
    basisPoints,
    /** Of a report of the second class 二级举报, where the text knows two. */
    secondClassBasisPoints: basisPoints.nullable(),
    floorFen: fen,
    capFen: fen,
  }),
  CONCEALED_ACCIDENT: z.object({
    /** For each verified concealed death, by the final level of the accident. */
    perDeathFen: z.record(z.enum(AccidentLevel), fen),
    capFen: fen,
  }),
  GENERAL_HAZARD: z.object({ fromFen: fen, toFen: fen }),
  REPORTER_UPLIFT: z.object({
    reporterKinds: z.array(z.enum(ReporterKind)).min(1),
    basisPoints,
    /** Instead of the cap of the amount it is added to; null leaves that one in force. */
    capFen: fen.nullable(),
  }),
  ANONYMOUS_REPORTS: z.object({ rewarded: z.boolean() }),
  CO_SIGNERS: z.object({ sharing: z.enum(['ONE_COLLECTS', 'EQUAL_SHARES']) }),
} as const

export type RewardRuleKind = keyof typeof rewardTerms
export type TermsOf<Kind extends RewardRuleKind> = z.infer<(typeof rewardTerms)[Kind]>

/** A rule as far as it decides: in this place, for these industries, from this day on. */
export type RewardRule<Kind extends RewardRuleKind = RewardRuleKind> = {
  [K in Kind]: {
    id: string
    kind: K
    /** The division it holds for, with everything below; 000000 is the country. */
    regionCode: string
    /** None: for all. */
    industryCodes: readonly string[]
    /** The first day in China on which a case may be accepted under it. */
    effectiveFrom: string
    enteredAt: Date
    terms: TermsOf<K>
  }
}[Kind]

export type Circumstances = {
  regionPath: readonly string[]
  industryCode: string
  /** The day in China on which the case was accepted. */
  acceptedOn: string
  /** Rules entered later do not count. */
  enteredUntil: Date
}

/**
 * The rule of a kind for a case: one that names its industry before one that names none, then the nearest division's,
 * then the newest (decision 0010). What was entered after the case was accepted changes nothing by itself.
 */
export function chooseRule<Kind extends RewardRuleKind>(
  rules: readonly RewardRule[],
  kind: Kind,
  { regionPath, industryCode, acceptedOn, enteredUntil }: Circumstances,
): RewardRule<Kind> | null {
  const path = ['000000', ...regionPath.filter((code) => code !== '000000')]
  const [best] = rules
    .filter(
      (rule) =>
        rule.kind === kind &&
        path.includes(rule.regionCode) &&
        (rule.industryCodes.length === 0 || rule.industryCodes.includes(industryCode)) &&
        rule.effectiveFrom <= acceptedOn &&
        rule.enteredAt <= enteredUntil,
    )
    .toSorted(
      (one, other) =>
        Number(other.industryCodes.length > 0) - Number(one.industryCodes.length > 0) ||
        path.indexOf(other.regionCode) - path.indexOf(one.regionCode) ||
        other.effectiveFrom.localeCompare(one.effectiveFrom) ||
        other.enteredAt.getTime() - one.enteredAt.getTime(),
    )
  // It is of the kind that was asked for, which the compiler cannot follow.
  return (best ?? null) as RewardRule<Kind> | null
}
