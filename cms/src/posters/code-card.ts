import { fittedText, row, stack, textBlock, type Block } from './blocks'
import { outlineOfCode } from './code'
import { paper, readableOn, softInk } from './colours'
import { roundedBox, type Shape } from './drawing'
import type { Making } from './sections'
import { headings } from './words'

const border = 1.6
const caption = 11
export const betweenCards = 6

export const cardsWidth = (making: Making, side: number): number =>
  making.programCode === undefined ? side : 2 * side + betweenCards

/** The code with its quiet zone on white, what to do with it, and its placement in small print, to be typed. */
export function codeCards(making: Making, side: number): Block {
  const { typefaces, words, code, programCode } = making
  const inside = side - 2 * border
  const number = textBlock(typefaces, `点位编号 ${words.code}`, {
    face: 'regular',
    size: 3.5,
    width: side,
    fill: softInk,
    align: 'centre',
    element: { role: 'P' },
    field: 'code',
  })
  const plain = framed(making, side, headings.scan, (x, y) => [
    {
      kind: 'area',
      path: outlineOfCode(code, x, y, inside),
      fill: '#000000',
      element: { role: 'Figure', alt: `举报二维码，点位编号 ${words.code}` },
    },
  ])
  const withNumber = stack([plain, number], 2.6)
  if (programCode === undefined) return withNumber
  const program = framed(making, side, headings.program, (x, y) => [
    {
      kind: 'picture',
      ...programCode,
      x: x + inside * 0.05,
      y: y + inside * 0.05,
      size: inside * 0.9,
      element: { role: 'Figure', alt: '微信小程序码' },
    },
  ])
  return row([
    { left: 0, block: withNumber },
    { left: side + betweenCards, block: program },
  ])
}

function framed(
  making: Making,
  side: number,
  words: string,
  picture: (x: number, y: number) => Shape[],
): Block {
  const { accent } = making.words
  const inside = side - 2 * border
  const call = fittedText(making.typefaces, words, {
    face: 'bold',
    width: side - 4,
    fill: readableOn(accent),
    align: 'centre',
    element: { role: 'P' },
    field: 'code',
    sizes: { from: 6, to: 2.5 },
    maxLines: 1,
  })
  return {
    height: side + caption,
    draw: (x, y) => [
      { kind: 'area', path: roundedBox(x, y, side, side + caption, 3.6), fill: accent },
      { kind: 'area', path: roundedBox(x + border, y + border, inside, inside, 2.2), fill: paper },
      ...picture(x + border, y + border),
      ...call.draw(x + 2, y + side + (caption - border * 0.6 - call.height) / 2),
    ],
  }
}
