import { describe, expect, test } from '@jest/globals'
import { AccidentLevel, MatterType } from '../../shared/dictionary/matter.js'
import { RuleIndex, type MatterAsked, type RuleRecord } from './rule-index.js'

const template: RuleRecord = {
  id: '',
  authorityId: '',
  regionCode: '410000',
  includesBelow: true,
  industryCode: null,
  matterType: null,
  accidentLevel: null,
  validFrom: null,
  validTo: null,
  legalBasis: '',
  toConfirm: false,
}

const rules: RuleRecord[] = [
  { ...template, id: 'ministry', regionCode: '000000', includesBelow: false },
  { ...template, id: 'province', regionCode: '410000' },
  { ...template, id: 'city', regionCode: '410100' },
  { ...template, id: 'county', regionCode: '410102' },
  { ...template, id: 'coal of the province', industryCode: 'COAL_MINE', accidentLevel: AccidentLevel.MAJOR },
  {
    ...template,
    id: 'fireworks until 2025',
    regionCode: '410100',
    industryCode: 'FIREWORKS',
    validTo: '2025-01-01',
  },
  {
    ...template,
    id: 'fireworks since 2025',
    regionCode: '410100',
    industryCode: 'FIREWORKS',
    validFrom: '2025-01-01',
  },
  { ...template, id: 'hazards', regionCode: '410100', matterType: MatterType.MAJOR_HAZARD },
  { ...template, id: 'illegal acts', regionCode: '410100', matterType: MatterType.ILLEGAL_ACT },
]
const index = new RuleIndex(rules)
const asked: MatterAsked = {
  path: ['000000', '410000', '410100', '410102'],
  industryCode: null,
  matterTypes: [],
  accidentLevel: null,
  day: '2026-03-01',
}

describe('what decides', () => {
  test.each<[string, Partial<MatterAsked>, string | undefined]>([
    ['the place itself', {}, 'county'],
    ['the nearest place above', { path: ['000000', '410000', '410100', '410173'] }, 'city'],
    ['the country for itself', { path: ['000000'] }, 'ministry'],
    ['nobody, where the rule above is only for its own place', { path: ['000000', '810000'] }, undefined],
    ['a level only where it is asked for', { industryCode: 'COAL_MINE' }, 'county'],
    [
      'the province for a major accident in a coal mine',
      { industryCode: 'COAL_MINE', accidentLevel: AccidentLevel.MAJOR },
      'coal of the province',
    ],
    [
      'another level is another matter',
      { industryCode: 'COAL_MINE', accidentLevel: AccidentLevel.ORDINARY },
      'county',
    ],
    ['the rule in force', { industryCode: 'FIREWORKS' }, 'fireworks since 2025'],
    ['the first day of a rule', { industryCode: 'FIREWORKS', day: '2025-01-01' }, 'fireworks since 2025'],
    ['the day before it', { industryCode: 'FIREWORKS', day: '2024-12-31' }, 'fireworks until 2025'],
    [
      'the graver of two types',
      { matterTypes: [MatterType.ILLEGAL_ACT, MatterType.MAJOR_HAZARD] },
      'hazards',
    ],
  ])('%s', (_title, change, id) => {
    expect(index.decide({ ...asked, ...change })?.rule.id).toBe(id)
  })

  test('is none that may not', () => {
    expect(index.decide(asked, (rule) => rule.industryCode !== null)).toBeUndefined()
  })
})
