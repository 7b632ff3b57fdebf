import { describe, expect, test } from '@jest/globals'
import {
  AccidentLevel,
  Channel,
  industriesInScope,
  industriesOfOtherDepartments,
  MatterType,
  otherIndustries,
} from '../../shared/dictionary/matter.js'
import type { DictionaryEntry, DictionaryName } from './dictionary.js'
import { dictionaryEditions } from './editions.js'

const newest = (name: DictionaryName): readonly DictionaryEntry[] =>
  dictionaryEditions.findLast((edition) => edition.name === name)?.items ?? []
const labels = (entries: readonly DictionaryEntry[]) =>
  Object.fromEntries(entries.map(({ code, label }) => [code, label]))

describe('the dictionaries and the codes the programs are written with are the same', () => {
  test('15 industries in scope, 10 of other departments, and the rest', () => {
    const industries = newest('INDUSTRY')
    expect(
      labels(industries.filter(({ department, code }) => department === null && code !== 'OTHER')),
    ).toEqual(industriesInScope)
    expect(
      industries
        .filter(({ inScope }) => !inScope)
        .map(({ code, label, department }) => [code, { zh: label, department: department?.zh }]),
    ).toEqual(Object.entries(industriesOfOtherDepartments))
    expect(labels(industries.filter(({ code }) => code === 'OTHER'))).toEqual(otherIndustries)
  })

  test('matter types, accident levels, channels', () => {
    expect(
      newest('MATTER_TYPE')
        .filter(({ parent }) => parent === null)
        .map(({ code }) => code),
    ).toEqual(Object.values(MatterType))
    expect(newest('ACCIDENT_LEVEL').map(({ code }) => code)).toEqual(Object.values(AccidentLevel))
    expect(newest('CHANNEL').map(({ code }) => code)).toEqual(expect.arrayContaining(Object.values(Channel)))
  })
})

test('refusals have four grounds, with three and seven kinds', () => {
  const grounds = Map.groupBy(newest('REFUSAL_GROUND'), ({ parent }) => parent)
  expect([...grounds].map(([parent, kinds]) => [parent, kinds.length])).toEqual([
    [null, 4],
    ['UNCLEAR', 3],
    ['OTHER_PROCEDURE', 7],
  ])
})

test('nine media of the ministry are named', () => {
  expect(newest('MEDIUM').filter(({ parent }) => parent === 'MINISTRY_MEDIA')).toHaveLength(9)
})

test.each(dictionaryEditions)(
  '$name $version: codes stand once, parents exist, every entry has both labels',
  ({ items }) => {
    const codes = new Set(items.map(({ code }) => code))
    expect(codes.size).toBe(items.length)
    for (const { label, labelEn, parent, code } of items) {
      expect(code).toMatch(/^[A-Z][A-Z0-9_]*$/)
      expect(label).toMatch(/\p{Script=Han}/u)
      expect(labelEn).toMatch(/^[\w ,-]+$/)
      if (parent !== null) expect(codes).toContain(parent)
    }
  },
)
