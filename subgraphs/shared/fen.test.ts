import { describe, expect, it } from '@jest/globals'
import { FenScalar, inYuan } from './fen.scalar.js'

describe('Fen', () => {
  it.each([
    ['0', 0n],
    ['1', 1n],
    ['16000000', 16_000_000n],
    ['999999999999999', 999_999_999_999_999n],
  ])('%s is read and written as it is', (text, value) => {
    expect(FenScalar.parseValue(text)).toBe(value)
    expect(FenScalar.serialize(value)).toBe(text)
  })

  it.each([16, 1.5, '', '-1', '+1', '01', '1.0', '1e3', '１２', ' 1', '1000000000000000', null, {}])(
    '%j is not money',
    (value) => {
      expect(() => FenScalar.parseValue(value)).toThrow('integer as text')
    },
  )

  it.each([
    [0n, '0'],
    [15n, '0.15'],
    [99_999n, '999.99'],
    [100_000n, '1,000'],
    [16_000_000n, '160,000'],
    [123_456_705n, '1,234,567.05'],
  ])('%s fen read as %s yuan', (fen, yuan) => {
    expect(inYuan(fen)).toBe(yuan)
  })
})
