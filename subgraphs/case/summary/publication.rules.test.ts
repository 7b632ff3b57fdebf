import { describe, expect, test } from '@jest/globals'
import { bandOf, describeBand } from './amount-band.js'
import { chooseCell, fewestAlike, missingConsents, tellablePlaces } from './publication.rules.js'

describe('the place that is told', () => {
  test.each([
    [
      ['000000', '410000', '410100', '410102'],
      ['410100', '410000'],
    ],
    [
      ['000000', '410000', '410100', '410102', '410102001'],
      ['410100', '410000'],
    ],
    [
      ['000000', '440000', '441900', '441900003'],
      ['441900', '440000'],
    ],
    [['000000', '410000', '419001'], ['410000']],
    [['000000', '110000', '110101'], ['110000']],
    [['000000'], ['000000']],
  ])('of %j is one of %j', (path, places) => {
    expect(tellablePlaces(path)).toEqual(places)
  })

  test.each([
    [fewestAlike, 90, '410100'],
    [fewestAlike - 1, 90, '410000'],
    [1, 1, '410000'],
  ])('with %i cases like it in the city and %i in the province is %s', (city, province, code) => {
    const cells = [
      { regionCode: '410100', alike: city },
      { regionCode: '410000', alike: province },
    ]
    expect(chooseCell(cells).regionCode).toBe(code)
  })
})

describe('the consent of a reporter', () => {
  const report = { reportId: 'r', reporterKind: 'PUBLIC', consent: null, withdrawn: false }
  test.each<[string, Partial<Parameters<typeof missingConsents>[0][number]>, boolean, boolean]>([
    ['from outside whom nobody recognises is not asked', {}, false, false],
    ['whom an officer holds to be recognisable is', {}, true, true],
    ['and given, it is there', { consent: true }, true, false],
    ['of an employee is asked always', { reporterKind: 'EMPLOYEE' }, false, true],
    ['of an informant too', { reporterKind: 'INFORMANT' }, false, true],
    ['of whom nothing is known too', { reporterKind: null }, false, true],
    ['of an employee who agreed is there', { reporterKind: 'EMPLOYEE', consent: true }, false, false],
    ['taken back, is missing whatever anybody thinks', { consent: false }, false, true],
    ['ends with the report', { consent: true, withdrawn: true }, true, true],
  ])('%s', (_title, change, recognisable, missing) => {
    expect(missingConsents([{ ...report, ...change }], { recognisable })).toEqual(missing ? ['r'] : [])
  })
})

describe('an amount', () => {
  test.each([
    [1n, '3,000 元以下'],
    [299_999n, '3,000 元以下'],
    [300_000n, '3,000 元以上 10,000 元以下'],
    [1_500_000n, '10,000 元以上 30,000 元以下'],
    [10_000_000n, '100,000 元以上 300,000 元以下'],
    [49_999_999n, '300,000 元以上 500,000 元以下'],
    [900_000_000n, '5,000,000 元以上'],
  ])('of %i fen is told as %s', (fen, text) => {
    expect(describeBand(bandOf(fen, false))).toBe(text)
  })

  test('is told exactly where the decision is public', () => {
    expect(describeBand(bandOf(1_500_050n, true))).toBe('15,000.50 元')
  })
})
