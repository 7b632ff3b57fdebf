import { expect, test } from '@jest/globals'
import { DivisionTree } from '../division/division-tree.js'
import { rollUp, type OwnCount } from './roll-up.js'

const record = (code: string, parentCode: string | null) =>
  ({ code, name: code, level: 'COUNTY', kind: 'DIVISION', parentCode }) as const
const tree = new DivisionTree([
  record('410000', null),
  record('410100', '410000'),
  record('410102', '410100'),
  record('410103', '410100'),
  record('410300', '410000'),
])
const entered = (enterprises: number, communities: number, asOf: string): OwnCount => ({
  enterprises,
  communities,
  statedEnterprises: null,
  statedCommunities: null,
  asOf,
})
const own = new Map<string, OwnCount>([
  ['410102', entered(3, 1, '2026-01-01')],
  ['410103', entered(4, 2, '2026-02-01')],
  ['410100', { ...entered(1, 0, '2025-01-01'), statedEnterprises: 1_000 }],
  ['410300', entered(10, 20, '2026-01-15')],
])

test.each([
  ['410102', { enterprises: 3, communities: 1, asOf: '2026-01-01' }],
  ['410100', { enterprises: 1_000, communities: 3, asOf: '2026-02-01' }],
  ['410000', { enterprises: 1_010, communities: 23, asOf: '2026-02-01' }],
])('%s has what is entered in and below it, a stated figure first', (code, counts) => {
  expect(rollUp(tree.get(code)!, own)).toEqual(counts)
})

test('nothing is known where nothing is entered', () => {
  expect(rollUp(tree.get('410102')!, new Map())).toEqual({ enterprises: 0, communities: 0, asOf: null })
})
