import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { breakLines } from './break-lines.js'

/** A Chinese character is two wide, everything else one. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, character) => sum + (/[\u0000-\u00ff]/u.test(character) ? 1 : 2), 0)

test.each([
  ['between any two characters', '举报危险人人有责', 8, ['举报危险', '人人有责']],
  ['never before a stop', '举报危险，有责', 8, ['举报危', '险，有责']],
  ['never after an opening mark', '举报危（险）有', 8, ['举报危', '（险）有']],
  ['not inside a word or number', '电话12350举报', 8, ['电话', '12350举', '报']],
  ['at what ends a line', '一\r\n二\u2028三', 8, ['一', '二', '三']],
  ['inside a word longer than a line', 'abcdefghijkl', 8, ['abcdefgh', 'ijkl']],
  ['not at all where it fits', '举报', 8, ['举报']],
  ['and an empty text is an empty line', '', 8, ['']],
])('a line breaks %s', (_where, text, width, lines) => {
  expect(breakLines(text, width, widthOf)).toEqual(lines)
})

test('nothing of a text is lost, and no line is too wide', () => {
  const character = fc.constantFrom(...Array.from('举报危险，。（）《》“”a1 .—…'))
  fc.assert(
    fc.property(
      fc.array(character, { maxLength: 60 }),
      fc.integer({ min: 6, max: 30 }),
      (characters, width) => {
        const text = characters.join('')
        const lines = breakLines(text, width, widthOf)
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
        for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(width)
      },
    ),
  )
})
