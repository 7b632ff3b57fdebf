import { expect, test } from '@jest/globals'
import { isCreditCode } from './credit-code.js'

/** The example of GB 32100-2015, and an invented one. */
test.each(['91350100M000100Y43', '91410100MA00000000'.slice(0, 17) + '7'])('%s', (code) => {
  const fits = Array.from('0123456789ABCDEFGHJKLMNPQRTUWXY').filter((last) =>
    isCreditCode(code.slice(0, 17) + last),
  )
  expect(fits).toHaveLength(1)
})

test('the example of the standard is a code', () => {
  expect(isCreditCode('91350100M000100Y43')).toBe(true)
})

test.each([
  '',
  '91350100M000100Y44',
  '91350100M000100Y4',
  '91350100m000100Y43',
  '91350100M00O100Y43',
  '9135010OM000100Y43',
  '19350100M000100Y43',
])('%j is none', (code) => {
  expect(isCreditCode(code)).toBe(false)
})
