import { describe, expect, it } from '@jest/globals'
import { createBlindIndex, normaliseUnitName, type BlindIndexKind } from './blind-index.js'
import { isCreditCode } from './credit-code.js'

const index = createBlindIndex(Buffer.alloc(32, 7))

describe('a blind index', () => {
  it.each<[BlindIndexKind, string, string]>([
    ['unit name', '郑州某某煤业有限公司', ' 郑州某某煤业 '],
    ['unit name', '郑州某某煤业有限责任公司', '郑州某某煤业有限公司'],
    ['unit name', '郑州某某股份有限公司', '郑州某某集团公司'],
    ['unit name', '某某（郑州）化工厂', '某某(郑州)化工厂'],
    ['unit name', 'ＡＢＣ 机械厂', 'abc机械厂'],
    ['credit code', '91350100m000100y43', '9135 0100 M000 100Y 43'],
    ['place', '410102二号车间', '410102 二号 车间。'],
  ])('of a %s is one for %j and %j', (kind, one, other) => {
    expect(index(kind, one)).toEqual(index(kind, other))
  })

  it.each<[BlindIndexKind, string, BlindIndexKind, string]>([
    ['unit name', '甲煤矿', 'unit name', '乙煤矿'],
    ['place', '410102二号车间', 'place', '410103二号车间'],
    ['unit name', '二号车间', 'place', '二号车间'],
  ])('of %s %j differs from that of %s %j', (kind, one, otherKind, other) => {
    expect(index(kind, one)).not.toEqual(index(otherKind, other))
  })

  it('is another one under another key, and none of nothing', () => {
    expect(createBlindIndex(Buffer.alloc(32, 8))('unit name', '甲煤矿')).not.toEqual(
      index('unit name', '甲煤矿'),
    )
    expect(index('unit name', '甲煤矿')).toHaveLength(16)
    expect(index('place', ' ，。')).toBeUndefined()
  })

  it('leaves a name that is nothing but a legal form', () => {
    expect(normaliseUnitName('有限公司')).toBe('有限公司')
  })
})

describe('a unified social credit code', () => {
  it.each([
    ['91350100M000100Y43', true],
    ['91350100m000100y43', true],
    ['911101085923662400', true],
    ['91350100M000100Y44', false],
    ['91350100M000100Y4', false],
    ['9135O100M000100Y43', false],
    ['', false],
  ])('%j: %s', (code, valid) => {
    expect(isCreditCode(code)).toBe(valid)
  })
})
