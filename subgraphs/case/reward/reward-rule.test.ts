import { describe, expect, it } from '@jest/globals'
import { chooseRule, type Circumstances, type RewardRule } from './reward-rule.js'
import { rewardRuleSeeds } from './rule-seeds.js'

const terms = { basisPoints: 1500, secondClassBasisPoints: null, floorFen: '300000', capFen: '30000000' }
const rule = (id: string, change: Partial<RewardRule<'HAZARD_OR_ILLEGAL'>> = {}): RewardRule => ({
  id,
  kind: 'HAZARD_OR_ILLEGAL',
  regionCode: '000000',
  industryCodes: [],
  effectiveFrom: '2018-01-04',
  enteredAt: new Date('2018-01-04T00:00:00+08:00'),
  terms,
  ...change,
})

const accepted: Circumstances = {
  regionPath: ['000000', '410000', '410100', '410102'],
  industryCode: 'COAL_MINE',
  acceptedOn: '2026-03-01',
  enteredUntil: new Date('2026-03-01T10:00:00+08:00'),
}
const country = rule('country')
const choose = (rules: RewardRule[], change: Partial<Circumstances> = {}) =>
  chooseRule(rules, 'HAZARD_OR_ILLEGAL', { ...accepted, ...change })?.id ?? null

describe('the rule of a case', () => {
  it.each<[string, RewardRule[], string | null]>([
    ['the country’s where the place has none', [country], 'country'],
    [
      'the province’s before the country’s',
      [country, rule('province', { regionCode: '410000' })],
      'province',
    ],
    [
      'the city’s before the province’s, though older',
      [
        rule('province', { regionCode: '410000', effectiveFrom: '2025-01-01' }),
        rule('city', { regionCode: '410100', effectiveFrom: '2020-01-01' }),
      ],
      'city',
    ],
    ['none of another province', [rule('elsewhere', { regionCode: '370000' })], null],
    ['the newest of one place', [country, rule('newer', { effectiveFrom: '2024-10-25' })], 'newer'],
    ['in force from its first day', [country, rule('today', { effectiveFrom: '2026-03-01' })], 'today'],
    ['not a day before', [country, rule('tomorrow', { effectiveFrom: '2026-03-02' })], 'country'],
    [
      'one that names the industry before a nearer one that names none (decision 0010)',
      [rule('city', { regionCode: '410100' }), rule('mines', { industryCodes: ['COAL_MINE'] })],
      'mines',
    ],
    ['none for another industry', [country, rule('fireworks', { industryCodes: ['FIREWORKS'] })], 'country'],
    [
      'none that was entered after the acceptance, whatever day it names',
      [country, rule('late', { regionCode: '410000', enteredAt: new Date('2026-03-01T10:00:01+08:00') })],
      'country',
    ],
    ['none of another kind', [{ ...country, kind: 'GENERAL_HAZARD' } as unknown as RewardRule], null],
  ])('is %s', (_what, rules, expected) => {
    expect(choose(rules)).toBe(expected)
    expect(choose(rules.toReversed())).toBe(expected)
  })

  it('is the later one where it is adopted by name', () => {
    const late = rule('late', { enteredAt: new Date('2026-06-01T00:00:00+08:00') })
    expect(choose([country, late], { enteredUntil: new Date('2026-07-01T00:00:00+08:00') })).toBe('late')
  })

  it('stands in the seeds for every basis the country rewards, with its text', () => {
    const confirmed = rewardRuleSeeds.filter((seed) => seed.confirmed === true)
    expect(confirmed.map(({ kind }) => kind)).toEqual([
      'HAZARD_OR_ILLEGAL',
      'CONCEALED_ACCIDENT',
      'CO_SIGNERS',
      'ANONYMOUS_REPORTS',
    ])
    expect(
      rewardRuleSeeds.filter((seed) => seed.confirmed !== true && !seed.legalReference.includes('待')),
    ).toEqual([])
  })
})
