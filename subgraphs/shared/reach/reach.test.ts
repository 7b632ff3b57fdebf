import { describe, expect, it } from '@jest/globals'
import { covers, prefixOf, requireRegionCode } from './reach.service.js'

describe('reach', () => {
  it.each([
    ['000000', '410102001', true],
    ['410000', '410102', true],
    ['410000', '419001', true],
    ['410100', '410100', true],
    ['410100', '410173', true],
    ['410100', '410102001', true],
    ['410102', '410102001', true],
    ['441900', '441900003', true],
    ['410102001', '410102001', true],
    ['410100', '410200', false],
    ['410100', '410000', false],
    ['410102', '410100', false],
    ['410102001', '410102', false],
    ['410102', '410103', false],
    ['419001', '419002', false],
    ['110000', '120000', false],
    [undefined, '410100', false],
  ])('of %s covers %s: %s', (ownRegion, regionCode, covered) => {
    expect(covers(ownRegion, regionCode)).toBe(covered)
  })

  it('of the country has no digits in common, of a town nine', () => {
    expect([prefixOf('000000'), prefixOf('410000'), prefixOf('410102001')]).toEqual(['', '41', '410102001'])
  })

  it.each(['', '41010', '4101000', '41%', '４１０１００', '410100 ', 'abcdef'])('%j is no code', (code) => {
    expect(() => requireRegionCode(code)).toThrow('six or nine digits')
  })
})
