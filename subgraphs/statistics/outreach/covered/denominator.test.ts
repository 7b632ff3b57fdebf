import { expect, test } from '@jest/globals'
import { coverageOf, type Counted, type Stated } from './denominator.js'

const counted: Counted[] = [
  { regionCode: '410102', kind: 'ENTERPRISE', listed: 3, covered: 2 },
  { regionCode: '410103', kind: 'ENTERPRISE', listed: 4, covered: 1 },
  { regionCode: '410300', kind: 'ENTERPRISE', listed: 10, covered: 0 },
  { regionCode: '410102', kind: 'COMMUNITY', listed: 7, covered: 7 },
]
const stated: Stated[] = [
  { regionCode: '410100', enterprises: 1000, communities: null },
  { regionCode: '410102', enterprises: 50, communities: null },
]

test.each([
  ['410103', 'ENTERPRISE', { total: 4, listed: 4, covered: 1 }],
  ['410102', 'ENTERPRISE', { total: 50, listed: 3, covered: 2 }],
  ['410100', 'ENTERPRISE', { total: 1000, listed: 7, covered: 3 }],
  ['410000', 'ENTERPRISE', { total: 1010, listed: 17, covered: 3 }],
  ['000000', 'ENTERPRISE', { total: 1010, listed: 17, covered: 3 }],
  ['410000', 'COMMUNITY', { total: 7, listed: 7, covered: 7 }],
  ['110000', 'ENTERPRISE', { total: 0, listed: 0, covered: 0 }],
] as const)('of %s, %s', (code, kind, expected) => {
  expect(coverageOf(code, kind, { counted, stated })).toEqual(expected)
})
