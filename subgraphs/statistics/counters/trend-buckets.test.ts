import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { addDays } from '../../shared/day.js'
import { daysIn, periodBefore } from './period.js'
import { bucketsOf } from './trend-buckets.js'

describe('the buckets of a trend', () => {
  it('of weeks begin on Monday and are numbered as ISO 8601 does', () => {
    expect(bucketsOf({ from: '2025-12-31', to: '2026-01-12' }, 'WEEK')).toEqual([
      { start: '2025-12-29', from: '2025-12-31', to: '2026-01-04', label: '2026-W01' },
      { start: '2026-01-05', from: '2026-01-05', to: '2026-01-11', label: '2026-W02' },
      { start: '2026-01-12', from: '2026-01-12', to: '2026-01-12', label: '2026-W03' },
    ])
    expect(bucketsOf({ from: '2027-01-01', to: '2027-01-01' }, 'WEEK')[0]?.label).toBe('2026-W53')
  })

  it('of months are as long as they are', () => {
    expect(bucketsOf({ from: '2028-01-31', to: '2028-03-01' }, 'MONTH')).toEqual([
      { start: '2028-01-01', from: '2028-01-31', to: '2028-01-31', label: '2028-01' },
      { start: '2028-02-01', from: '2028-02-01', to: '2028-02-29', label: '2028-02' },
      { start: '2028-03-01', from: '2028-03-01', to: '2028-03-01', label: '2028-03' },
    ])
  })

  it('hold every day of the period once, in order', () => {
    const day = fc.nat(30_000).map((n) => addDays('2000-01-01', n))
    fc.assert(
      fc.property(day, fc.nat(1_000), fc.constantFrom('DAY', 'WEEK', 'MONTH'), (from, days, unit) => {
        const period = { from, to: addDays(from, days) }
        const buckets = bucketsOf(period, unit)
        expect(buckets[0]?.from).toBe(period.from)
        expect(buckets.at(-1)?.to).toBe(period.to)
        for (const [n, bucket] of buckets.entries())
          if (n > 0) expect(bucket.from).toBe(addDays(buckets[n - 1]!.to, 1))
        expect(new Set(buckets.map(({ label }) => label)).size).toBe(buckets.length)
      }),
    )
  })

  it('of the period before are as many days, ending the day before', () => {
    expect(periodBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({
      from: '2026-01-29',
      to: '2026-02-28',
    })
    expect(daysIn(periodBefore({ from: '2026-03-01', to: '2026-03-31' }))).toBe(31)
  })
})
