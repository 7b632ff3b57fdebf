import { describe, expect, it } from '@jest/globals'
import { MatterType } from '../../shared/dictionary/matter.js'
import { likelihoodOf, reasonsFor, scoreOf, type CandidateReason, type Compared } from './ranking.js'

const at = (day: number) => new Date(Date.UTC(2026, 0, day))
const one: Compared = { regionCode: '410102', matterTypes: [MatterType.MAJOR_HAZARD], openedAt: at(1) }

describe('a candidate', () => {
  it.each<[string, Partial<Compared>, Parameters<typeof reasonsFor>[2], CandidateReason[]]>([
    [
      'the same in all',
      {},
      ['UNIT_NAME', 'PLACE'],
      ['UNIT_NAME', 'PLACE', 'SAME_MATTER_TYPE', 'WITHIN_30_DAYS', 'SAME_REGION'],
    ],
    [
      'the thirtieth day',
      { openedAt: at(31), regionCode: '410105' },
      ['UNIT_NAME'],
      ['UNIT_NAME', 'SAME_MATTER_TYPE', 'WITHIN_30_DAYS'],
    ],
    [
      'the day after',
      { openedAt: at(32), regionCode: '410105' },
      ['UNIT_NAME'],
      ['UNIT_NAME', 'SAME_MATTER_TYPE', 'WITHIN_180_DAYS'],
    ],
    [
      'long ago, another kind',
      { openedAt: at(182), matterTypes: [MatterType.ILLEGAL_ACT] },
      ['CREDIT_CODE'],
      ['CREDIT_CODE', 'SAME_REGION'],
    ],
    [
      'matched twice by the same',
      { openedAt: at(300), regionCode: '1', matterTypes: [] },
      ['PLACE', 'PLACE'],
      ['PLACE'],
    ],
  ])('has its reasons, heaviest first: %s', (_what, change, matchedBy, reasons) => {
    expect(reasonsFor(one, { ...one, ...change }, matchedBy)).toEqual(reasons)
  })

  it.each<[CandidateReason[], number, string]>([
    [['CREDIT_CODE', 'UNIT_NAME', 'PLACE', 'SAME_MATTER_TYPE'], 100, 'VERY_LIKELY'],
    [['UNIT_NAME', 'SAME_MATTER_TYPE', 'WITHIN_30_DAYS', 'SAME_REGION'], 80, 'VERY_LIKELY'],
    [['CREDIT_CODE', 'SAME_MATTER_TYPE', 'SAME_REGION'], 75, 'LIKELY'],
    [['UNIT_NAME', 'SAME_MATTER_TYPE'], 55, 'LIKELY'],
    [['CREDIT_CODE'], 50, 'POSSIBLE'],
    [['PLACE'], 30, 'POSSIBLE'],
  ])('%j counts %i: %s', (reasons, score, likelihood) => {
    expect([scoreOf(reasons), likelihoodOf(scoreOf(reasons))]).toEqual([score, likelihood])
  })
})
