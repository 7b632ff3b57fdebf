import { expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { describeStateTable } from './describe.js'

/** Formatting pads tables; what they say is the same. */
const words = (page: string): string => page.replaceAll(/-{3,}/g, '---').replaceAll(/\s+/g, ' ')

it('docs/case-states.md says what the state table says', () => {
  expect(words(readFileSync('docs/case-states.md', 'utf8'))).toBe(words(describeStateTable()))
})
