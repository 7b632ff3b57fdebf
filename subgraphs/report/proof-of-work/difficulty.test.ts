import { expect, it } from '@jest/globals'
import { costOf } from './difficulty.js'

it.each([
  [0, 1_000],
  [30, 1_000],
  [31, 2_000],
  [60, 2_000],
  [61, 4_000],
  [960, 32_000],
  [1_000_000, 32_000],
])('after %d failures to open, a try costs %d passes', (failures, cost) => {
  expect(costOf('OPEN_RECEIPT', failures)).toBe(cost)
})

it.each([
  [0, 0, 1_000],
  [0, 3, 8_000],
  [61, 2, 16_000],
  [1_000_000, 5, 32_000],
])('after %d failures, where it is crowded to degree %d, a try costs %d passes', (failures, degree, cost) => {
  expect(costOf('OPEN_RECEIPT', failures, degree)).toBe(cost)
})
