import { describe, expect, it } from '@jest/globals'
import { AccidentLevel, ReporterKind } from '../../shared/dictionary/matter.js'
import type { RewardRule, RewardRuleKind, TermsOf } from './reward-rule.js'
import { reckonReward, type Figures, type RulesInForce } from './reward.arithmetic.js'
import { rewardRuleSeeds } from './rule-seeds.js'

const yuan = (amount: number) => BigInt(Math.round(amount * 100))

function ruleOf<Kind extends RewardRuleKind>(kind: Kind, terms: TermsOf<Kind>): RewardRule<Kind> {
  const where = { regionCode: '000000', industryCodes: [], effectiveFrom: '2018-01-04' }
  return { id: kind, kind, ...where, enteredAt: new Date(0), terms }
}

function seeded<Kind extends RewardRuleKind>(kind: Kind, regionCode = '000000'): RewardRule<Kind> {
  const seed = rewardRuleSeeds.find((one) => one.kind === kind && one.regionCode === regionCode)
  return ruleOf(kind, seed?.terms as TermsOf<Kind>)
}

const alone = { uplift: null, coSigners: null, signatories: 1 }
const reckon = (figures: Figures, rules: Partial<RulesInForce> & Pick<RulesInForce, 'base'>) =>
  reckonReward(figures, { ...alone, ...rules })
const amount = (figures: Figures, rules: Partial<RulesInForce> & Pick<RulesInForce, 'base'>) => {
  const reckoned = reckon(figures, rules)
  if ('field' in reckoned) throw new Error(reckoned.words.en)
  return reckoned.amountFen
}
const fine = (fineYuan: number, reportClass: 'FIRST' | 'SECOND' = 'FIRST'): Figures => ({
  basis: 'HAZARD_OR_ILLEGAL',
  fineFen: yuan(fineYuan),
  reportClass,
})
const deaths = (verifiedDeaths: number, level: AccidentLevel): Figures => ({
  basis: 'CONCEALED_ACCIDENT',
  verifiedDeaths,
  level,
})

describe('a share of the fine', () => {
  it.each([
    ['no fine', 0, 3_000],
    ['far below the floor', 100, 3_000],
    ['one fen of reward below the floor', 19_999.93, 3_000],
    ['at the floor', 20_000, 3_000],
    ['just above the floor', 20_000.1, 3_000.02],
    ['between', 1_000_000, 150_000],
    ['just below the cap', 1_999_999.93, 299_999.99],
    ['at the cap', 2_000_000, 300_000],
    ['just above the cap', 2_000_000.1, 300_000],
    ['far above the cap', 99_000_000, 300_000],
  ])('national, %s: a fine of %d earns %d yuan', (_what, fineYuan, expected) => {
    expect(amount(fine(fineYuan), { base: seeded('HAZARD_OR_ILLEGAL') })).toBe(yuan(expected))
  })

  it.each([
    [3_333_333.27, 499_999.99],
    [3_333_333.33, 500_000],
    [3_333_333.4, 500_000],
  ])('in 山东 the cap is 500,000: a fine of %d earns %d yuan', (fineYuan, expected) => {
    expect(amount(fine(fineYuan), { base: seeded('HAZARD_OR_ILLEGAL', '370000') })).toBe(yuan(expected))
  })

  it('rounds half a fen up', () => {
    const base = ruleOf('HAZARD_OR_ILLEGAL', {
      basisPoints: 1500,
      secondClassBasisPoints: null,
      floorFen: '0',
      capFen: '100000',
    })
    const of = (fineFen: bigint) =>
      amount({ basis: 'HAZARD_OR_ILLEGAL', fineFen, reportClass: 'FIRST' }, { base })
    expect([of(3n), of(4n), of(10n), of(11n)]).toEqual([0n, 1n, 2n, 2n])
  })

  it('is 12 % for a second-class report of a mine, and refused where the rule knows no classes', () => {
    const mine = rewardRuleSeeds.find(({ industryCodes = [] }) => industryCodes.includes('COAL_MINE'))
    const base = ruleOf('HAZARD_OR_ILLEGAL', mine?.terms as TermsOf<'HAZARD_OR_ILLEGAL'>)
    expect(amount(fine(1_000_000, 'SECOND'), { base })).toBe(yuan(120_000))
    expect(amount(fine(1_000_000), { base })).toBe(yuan(150_000))
    const plain = reckon(fine(1_000_000, 'SECOND'), { base: seeded('HAZARD_OR_ILLEGAL') })
    expect(plain).toMatchObject({ field: 'reportClass' })
  })
})

describe('concealed deaths', () => {
  it.each([
    ['the published case of 泌阳, May 2023', 4, AccidentLevel.CONSIDERABLE, 160_000],
    ['one', 1, AccidentLevel.ORDINARY, 30_000],
    ['two', 2, AccidentLevel.ORDINARY, 60_000],
    ['three', 3, AccidentLevel.CONSIDERABLE, 120_000],
    ['one of several, the others reported', 1, AccidentLevel.EXTRAORDINARY, 60_000],
    ['just below the cap', 7, AccidentLevel.CONSIDERABLE, 280_000],
    ['just above the cap', 8, AccidentLevel.CONSIDERABLE, 300_000],
    ['at the cap', 6, AccidentLevel.MAJOR, 300_000],
    ['at the cap by the highest level', 5, AccidentLevel.EXTRAORDINARY, 300_000],
    ['ten, at the cap of the lowest level', 10, AccidentLevel.ORDINARY, 300_000],
    ['far above the cap', 40, AccidentLevel.EXTRAORDINARY, 300_000],
  ])('%s: %d in %s earn %d yuan', (_what, count, level, expected) => {
    expect(amount(deaths(count, level), { base: seeded('CONCEALED_ACCIDENT') })).toBe(yuan(expected))
  })

  it('earn nothing where none was verified: the fine is the basis then', () => {
    expect(reckon(deaths(0, AccidentLevel.ORDINARY), { base: seeded('CONCEALED_ACCIDENT') })).toMatchObject({
      field: 'verifiedDeaths',
    })
  })

  it('are told step by step, in both languages, each with its rule', () => {
    const reckoned = reckon(deaths(8, AccidentLevel.CONSIDERABLE), { base: seeded('CONCEALED_ACCIDENT') })
    expect(reckoned).toEqual({
      amountFen: yuan(300_000),
      steps: [
        {
          ruleId: 'CONCEALED_ACCIDENT',
          amountFen: yuan(320_000),
          words: {
            zh: '核实的瞒报死亡 8 人 × 40,000 元（较大事故）= 320,000 元',
            en: '8 verified concealed deaths × 40,000 yuan (considerable accident) = 320,000 yuan',
          },
        },
        {
          ruleId: 'CONCEALED_ACCIDENT',
          amountFen: yuan(300_000),
          words: { zh: '高于上限，按上限 300,000 元', en: 'Above the cap: 300,000 yuan' },
        },
      ],
    })
  })
})

describe('a general hazard in 高平', () => {
  it.each([
    [299.99, 'amountTooLow'],
    [300, 300],
    [300.01, 300.01],
    [499.99, 499.99],
    [500, 500],
    [500.01, 'amountTooHigh'],
  ])('%d yuan: %s', (chosen, expected) => {
    const base = seeded('GENERAL_HAZARD', '140581')
    const reckoned = reckon({ basis: 'GENERAL_HAZARD', chosenFen: yuan(chosen) }, { base })
    if (typeof expected === 'number') expect(reckoned).toMatchObject({ amountFen: yuan(expected) })
    else expect(reckoned).toMatchObject({ field: 'chosenFen' })
  })
})

describe('more for an employee', () => {
  const by = (basisPoints: number, capFen: string | null) =>
    ruleOf('REPORTER_UPLIFT', { reporterKinds: [ReporterKind.EMPLOYEE], basisPoints, capFen })
  it.each([
    ['on what was reckoned', 2000, null, 100_000, 18_000],
    ['on the floor', 2000, null, 0, 3_600],
    ['just below the cap that holds still', 2000, null, 1_666_666.6, 299_999.99],
    ['at that cap', 2000, null, 1_666_666.67, 300_000],
    ['above it', 2000, null, 2_000_000, 300_000],
    ['up to a cap of its own', 2000, '36000000', 2_000_000, 360_000],
    ['never above its own', 5000, '36000000', 2_000_000, 360_000],
  ])('%s', (_what, basisPoints, capFen, fineYuan, expected) => {
    const rules = { base: seeded('HAZARD_OR_ILLEGAL'), uplift: by(basisPoints, capFen) }
    expect(amount(fine(fineYuan), rules)).toBe(yuan(expected))
  })
})

describe('people who signed together', () => {
  const base = seeded('CONCEALED_ACCIDENT')
  const words = (sharing: 'ONE_COLLECTS' | 'EQUAL_SHARES', signatories: number) => {
    const coSigners = ruleOf('CO_SIGNERS', { sharing })
    const reckoned = reckon(deaths(1, AccidentLevel.MAJOR), { base, coSigners, signatories })
    return 'field' in reckoned ? '' : `${String(reckoned.amountFen)} ${reckoned.steps.at(-1)?.words.zh ?? ''}`
  }

  it('get one reward, which the first or whom he authorises collects', () => {
    expect(words('ONE_COLLECTS', 3)).toBe(
      '5000000 联名举报 3 人，只奖励一次，由第一署名人或其书面委托的署名人领取',
    )
    expect(words('ONE_COLLECTS', 1)).not.toContain('联名')
  })

  it('share to the fen where the rule says so', () => {
    expect(words('EQUAL_SHARES', 3)).toBe(
      '5000000 联名举报 3 人平均分配，每人 16,666.66 元，余 0.02 元归第一署名人',
    )
    expect(words('EQUAL_SHARES', 2)).toBe('5000000 联名举报 2 人平均分配，每人 25,000 元')
  })
})
