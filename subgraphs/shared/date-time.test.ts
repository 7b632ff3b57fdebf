import { describe, expect, it } from '@jest/globals'
import { DateTimeScalar } from './date-time.scalar.js'

describe('a moment', () => {
  it('is read with any offset and written in UTC', () => {
    expect(DateTimeScalar.parseValue('2026-03-01T16:00:00+08:00')).toEqual(new Date('2026-03-01T08:00:00Z'))
    expect(DateTimeScalar.serialize(new Date('2026-03-01T16:00:00+08:00'))).toBe('2026-03-01T08:00:00.000Z')
  })

  it.each([
    '2026-03-01',
    '2026-03-01T08:00:00',
    '2026-02-30T08:00:00Z',
    '2026-13-01T08:00:00Z',
    '2026-03-01T25:00:00Z',
    '2026-03-01 08:00:00Z',
    'tomorrow',
    1_772_352_000_000,
    null,
  ])('is not read from %j, and the refusal does not repeat it', (value) => {
    expect(() => DateTimeScalar.parseValue(value)).toThrow(/^DateTime takes ISO-8601 with an offset$/)
  })
})
