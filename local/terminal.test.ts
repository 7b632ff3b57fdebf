import { expect, it } from '@jest/globals'
import { alignRows, columnsOf } from './terminal.js'

it('counts two columns for a Chinese character', () => {
  expect(columnsOf('区划管理员 admin')).toBe(16)
})

it('aligns rows of both scripts', () => {
  const rows = alignRows([
    ['受理员', 'a'],
    ['ab', 'b'],
  ])
  expect(rows).toEqual(['受理员  a', 'ab      b'])
})
