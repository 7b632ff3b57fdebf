import { describe, expect, it } from '@jest/globals'
import { publishedYears } from './published-calendar.js'
import { endOfDay, isWorkingDay, reckon, type CalendarYear, type Term } from './working-days.js'

const calendar = new Map(publishedYears().map((year) => [year.year, year]))
const working = (days: number): Term => ({ days, unit: 'WORKING', rollsOver: false })
const natural = (days: number, rollsOver = false): Term => ({ days, unit: 'NATURAL', rollsOver })

describe('the official calendar', () => {
  it.each([
    ['2026-09-30', true, 'the last day before National Day'],
    ['2026-10-01', false, 'National Day'],
    ['2026-10-07', false, 'the last day of it'],
    ['2026-10-08', true, 'a Thursday after it'],
    ['2026-10-10', true, 'a Saturday worked in exchange'],
    ['2026-02-14', true, 'a Saturday before Spring Festival'],
    ['2026-02-16', false, 'a Monday, New Year’s Eve of the moon'],
    ['2026-02-23', false, 'the last Monday of the festival'],
    ['2026-02-28', true, 'a Saturday worked in exchange'],
    ['2026-11-22', false, 'a Sunday like any'],
  ])('%s is worked: %s (%s)', (day, works) => {
    expect(isWorkingDay(calendar, day)).toBe(works)
  })

  it('ends where nothing is published, and goes on by weekdays', () => {
    expect(Math.max(...calendar.keys())).toBe(2026)
    expect(isWorkingDay(calendar, '2027-10-01')).toBe(true)
    expect(isWorkingDay(calendar, '2027-10-02')).toBe(false)
  })
})

describe('a term', () => {
  it.each<[string, Term, string, boolean]>([
    ['2026-09-28', working(5), '2026-10-10', false],
    ['2026-09-30', working(5), '2026-10-13', false],
    ['2026-10-01', working(1), '2026-10-08', false],
    ['2026-02-12', working(5), '2026-02-26', false],
    ['2026-09-21', natural(10), '2026-10-01', false],
    ['2026-09-21', natural(10, true), '2026-10-08', false],
    ['2026-12-30', working(2), '2027-01-01', true],
    ['2026-12-30', working(1), '2026-12-31', false],
    ['2026-11-22', natural(60), '2027-01-21', false],
    ['2026-12-22', natural(11, true), '2027-01-04', true],
    ['2026-11-22', natural(0), '2026-11-22', false],
  ])('from %s: %j ends on %s, provisional: %s', (begins, term, lastDay, provisional) => {
    expect(reckon(calendar, begins, term)).toEqual({ lastDay, provisional })
  })

  it('is reckoned anew when the next year is published', () => {
    const next: CalendarYear = { year: 2027, holidays: new Set(['2027-01-01']), workdays: new Set() }
    const published = new Map([...calendar, [2027, next]])
    expect(reckon(published, '2026-12-30', working(2))).toEqual({ lastDay: '2027-01-04', provisional: false })
  })

  it('ends with its last day in China', () => {
    expect(endOfDay('2026-10-08').toISOString()).toBe('2026-10-08T15:59:59.999Z')
  })
})
