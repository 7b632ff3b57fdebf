import { expect, test } from '@jest/globals'
import {
  completeDueDays,
  endOfDay,
  levelBelow,
  levelOutOfOrder,
  type DueDays,
  type Level,
} from './due-days.js'

test.each<[Level, DueDays, DueDays]>([
  [
    'NATIONAL',
    { PROVINCE: '2022-12-25', CITY: '2022-12-21' },
    { PROVINCE: '2022-12-25', CITY: '2022-12-21', COUNTY: '2022-12-17' },
  ],
  [
    'NATIONAL',
    { PROVINCE: '2022-03-03' },
    { PROVINCE: '2022-03-03', CITY: '2022-02-27', COUNTY: '2022-02-23' },
  ],
  ['PROVINCE', { CITY: '2022-12-21', COUNTY: '2022-12-20' }, { CITY: '2022-12-21', COUNTY: '2022-12-20' }],
  ['PROVINCE', { PROVINCE: '2022-12-25' }, {}],
  ['CITY', {}, {}],
])('below %s, %j is completed to %j', (level, stated, complete) => {
  expect(completeDueDays(stated, level)).toEqual(complete)
})

test.each<[DueDays, Level | undefined]>([
  [{ PROVINCE: '2022-12-25', CITY: '2022-12-21' }, undefined],
  [{ PROVINCE: '2022-12-21', CITY: '2022-12-21' }, 'CITY'],
  [{ PROVINCE: '2022-12-25', COUNTY: '2022-12-26' }, 'COUNTY'],
])('%j is out of order at %s', (days, level) => {
  expect(levelOutOfOrder(days)).toBe(level)
})

test('a day ends at midnight in China', () => {
  expect(endOfDay('2022-12-21').toISOString()).toBe('2022-12-21T15:59:59.999Z')
})

test('who reports to a province reports with the cities', () => {
  expect(levelBelow('PROVINCE')).toBe('CITY')
  expect(levelBelow('COUNTY')).toBe('COUNTY')
})
