import { AndonError } from '../../../platform/errors.js'
import type { AddRewardRuleInput } from './reward-rule.input.js'
import { rewardTerms, type RewardRuleKind, type TermsOf } from './reward-rule.js'

type Read = { kind: RewardRuleKind; terms: TermsOf<RewardRuleKind> }

/**
 * The one thing a rule says; which of the six is filled in says what kind it is.
 *
 * @throws AndonError BAD_USER_INPUT where it is none or several, or a limit is above the other
 */
export function readTerms(input: AddRewardRuleInput): Read {
  const given = termsGiven(input)
  const [only, ...others] = given
  if (only === undefined || others.length > 0)
    throw refuse('input', '请填写且只填写一种规则。', 'Fill in exactly one kind of rule.')
  const [kind, terms] = only
  const parsed = rewardTerms[kind].safeParse(terms)
  if (!parsed.success) throw refuse('input', '比例或金额超出范围。', 'A rate or an amount is out of bounds.')
  requireOrder({ kind, terms: parsed.data })
  return { kind, terms: parsed.data }
}

function termsGiven(input: AddRewardRuleInput): [RewardRuleKind, object][] {
  const { hazardOrIllegal, concealedAccident, generalHazard, reporterUplift, anonymousReports, coSigners } =
    input
  const all: [RewardRuleKind, object | undefined][] = [
    [
      'HAZARD_OR_ILLEGAL',
      hazardOrIllegal && {
        basisPoints: hazardOrIllegal.basisPoints,
        secondClassBasisPoints: hazardOrIllegal.secondClassBasisPoints ?? null,
        floorFen: String(hazardOrIllegal.floorFen),
        capFen: String(hazardOrIllegal.capFen),
      },
    ],
    [
      'CONCEALED_ACCIDENT',
      concealedAccident && {
        perDeathFen: {
          ORDINARY: String(concealedAccident.ordinaryFen),
          CONSIDERABLE: String(concealedAccident.considerableFen),
          MAJOR: String(concealedAccident.majorFen),
          EXTRAORDINARY: String(concealedAccident.extraordinaryFen),
        },
        capFen: String(concealedAccident.capFen),
      },
    ],
    [
      'GENERAL_HAZARD',
      generalHazard && { fromFen: String(generalHazard.fromFen), toFen: String(generalHazard.toFen) },
    ],
    [
      'REPORTER_UPLIFT',
      reporterUplift && {
        reporterKinds: reporterUplift.reporterKinds,
        basisPoints: reporterUplift.basisPoints,
        capFen: reporterUplift.capFen == null ? null : String(reporterUplift.capFen),
      },
    ],
    ['ANONYMOUS_REPORTS', anonymousReports && { rewarded: anonymousReports.rewarded }],
    ['CO_SIGNERS', coSigners && { sharing: coSigners.sharing }],
  ]
  return all.flatMap(([kind, terms]) => (terms === undefined ? [] : [[kind, terms]]))
}

function requireOrder({ kind, terms }: Read): void {
  const bounds: readonly [string, string] | undefined =
    kind === 'HAZARD_OR_ILLEGAL' && 'floorFen' in terms
      ? [terms.floorFen, terms.capFen]
      : 'fromFen' in terms
        ? [terms.fromFen, terms.toFen]
        : undefined
  if (bounds === undefined || BigInt(bounds[0]) <= BigInt(bounds[1])) return
  throw refuse('input', '下限不能高于上限。', 'The floor is above the cap.')
}

function refuse(inputPath: string, zh: string, en: string): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh, en }, { inputPath })
}
