import type { RewardRuleKind, TermsOf } from './reward-rule.js'

type Seed = {
  [Kind in RewardRuleKind]: {
    kind: Kind
    regionCode: string
    industryCodes?: readonly string[]
    effectiveFrom: string
    legalReference: string
    /** Left out where the text itself, or its first day, was not read: then the jurisdiction is to confirm it. */
    confirmed?: true
    terms: TermsOf<Kind>
  }
}[RewardRuleKind]

const national = '《安全生产领域举报奖励办法》（安监总财〔2018〕19号）'
const yuan = (amount: number) => String(amount * 100)
const perDeathFen = {
  ORDINARY: yuan(30_000),
  CONSIDERABLE: yuan(40_000),
  MAJOR: yuan(50_000),
  EXTRAORDINARY: yuan(60_000),
}
const shareOfFine = {
  basisPoints: 1500,
  secondClassBasisPoints: null,
  floorFen: yuan(3_000),
  capFen: yuan(300_000),
}

/**
 * What is known of the rules: domain rules 2.1 and 2.2. No seed raises the reward of employees: the texts say 一定比例
 * and leave the number to each place, which enters its own.
 */
export const rewardRuleSeeds: readonly Seed[] = [
  {
    kind: 'HAZARD_OR_ILLEGAL',
    regionCode: '000000',
    effectiveFrom: '2018-01-04',
    legalReference: national,
    confirmed: true,
    terms: shareOfFine,
  },
  {
    kind: 'CONCEALED_ACCIDENT',
    regionCode: '000000',
    effectiveFrom: '2018-01-04',
    legalReference: national,
    confirmed: true,
    terms: { perDeathFen, capFen: yuan(300_000) },
  },
  {
    kind: 'CO_SIGNERS',
    regionCode: '000000',
    effectiveFrom: '2018-01-04',
    legalReference: national,
    confirmed: true,
    terms: { sharing: 'ONE_COLLECTS' },
  },
  {
    kind: 'ANONYMOUS_REPORTS',
    regionCode: '000000',
    effectiveFrom: '2018-01-04',
    legalReference: '举报须知：匿名举报没有举报奖励',
    confirmed: true,
    terms: { rewarded: false },
  },
  {
    kind: 'HAZARD_OR_ILLEGAL',
    regionCode: '000000',
    industryCodes: ['COAL_MINE', 'METAL_AND_NONMETAL_MINE'],
    effectiveFrom: '2021-01-01',
    legalReference: '矿山安全生产举报奖励实施细则（试行）（2021）；施行日期待确认，2024年新细则的标准待录入',
    terms: { ...shareOfFine, secondClassBasisPoints: 1200 },
  },
  {
    kind: 'HAZARD_OR_ILLEGAL',
    regionCode: '410000',
    effectiveFrom: '2018-01-04',
    legalReference: '河南省安全生产举报奖励规定，原则上参照行政处罚的15%；施行日期待确认',
    terms: shareOfFine,
  },
  {
    kind: 'HAZARD_OR_ILLEGAL',
    regionCode: '370000',
    effectiveFrom: '2018-01-04',
    legalReference: '山东省安全生产举报奖励规定，最高50万元；比例、下限和施行日期待确认',
    terms: { ...shareOfFine, capFen: yuan(500_000) },
  },
  {
    kind: 'CONCEALED_ACCIDENT',
    regionCode: '370000',
    effectiveFrom: '2018-01-04',
    legalReference: '山东省安全生产举报奖励规定，最高50万元；每人标准和施行日期待确认',
    terms: { perDeathFen, capFen: yuan(500_000) },
  },
  {
    kind: 'GENERAL_HAZARD',
    regionCode: '140581',
    effectiveFrom: '2018-01-04',
    legalReference: '高平市一般事故隐患举报奖励，300元至500元；施行日期待确认',
    terms: { fromFen: yuan(300), toFen: yuan(500) },
  },
]

export function insertRewardRuleSeeds(): string {
  const rows = rewardRuleSeeds.map(
    ({ kind, regionCode, industryCodes = [], effectiveFrom, legalReference, confirmed = false, terms }) =>
      `('${kind}', '${regionCode}', '{${industryCodes.join(',')}}', '${effectiveFrom}', '${legalReference}',
       ${String(confirmed)}, '${JSON.stringify(terms)}', '${effectiveFrom}T00:00:00+08:00', NULL)`,
  )
  return `INSERT INTO "case".reward_rule (kind, region_code, industry_codes, effective_from, legal_reference,
    confirmed, terms, entered_at, entered_by) VALUES ${rows.join(',\n')}`
}
