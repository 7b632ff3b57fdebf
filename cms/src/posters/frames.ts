import { DoesNotFit, fittedText, row, stack, textBlock, type Block } from './blocks'
import { ink, lightened, paper, readableOn } from './colours'
import { box, disc, placed, type Shape } from './drawing'
import { icons } from './icons'
import { headlineBlock, type Making } from './sections'
import { headings } from './words'

/** What stands the same however small the words between must be set: where they go is what is left. */
export type Frame = {
  shapes: Shape[]
  left: number
  width: number
  top: number
  bottom: number
  /** Least air above, between and below the parts. */
  air: number
  /** Sides the code may have, largest first. */
  sides: readonly number[]
}
export type Fixed = Omit<Making, 'size'>

/** Colour that runs over the edge is drawn so far beyond it; the bleed cuts it off. */
const over = 8
const margin = 14
export const short = 210
export const long = 297

/** @throws DoesNotFit naming the text */
export function portraitFrame(making: Fixed, headlineLines: number): Frame {
  const width = short - 2 * margin
  const { accent } = making.words
  const head = headlineBlock(making, width, { lines: headlineLines, largest: 29, height: 70 })
  const name = masthead(making, width)
  const headTop = 13
  const top = headTop + name.height + 7 + head.height + 10
  const foot = footBlock(making, width)
  const bottom = long - foot.height - 15
  const shapes: Shape[] = [
    { kind: 'area', path: box(-over, -over, short + 2 * over, top + over), fill: accent },
    ...rays(accent, { x: short - 22, y: 6, height: top }),
    { kind: 'area', path: box(-over, bottom, short + 2 * over, long - bottom + over), fill: ink },
    ...name.draw(margin, headTop),
    ...head.draw(margin, headTop + name.height + 7),
    ...foot.draw(margin, bottom + 7),
  ]
  const sides = making.programCode === undefined ? [88, 80, 74, 68, 62] : [58, 54, 50]
  return { shapes, left: margin, width, top, bottom, air: 5.5, sides }
}

/** @throws DoesNotFit naming the text */
export function landscapeFrame(making: Fixed, headlineLines: number): Frame {
  const column = 112
  const width = column - margin - 11
  const { accent } = making.words
  const name = masthead(making, width)
  const head = headlineBlock(making, width, { lines: headlineLines, largest: 26, height: 104 })
  const phone = phoneBlock(making, width, readableOn(accent), 24)
  const phoneTop = short - margin - phone.height
  const free = phoneTop - 14 - name.height - head.height
  if (free < 18) throw new DoesNotFit('headline')
  const left = column + 11
  const right = long - margin
  const foot = issuerBlock(making, right - left, ink)
  const bottom = short - 9 - foot.height
  const shapes: Shape[] = [
    { kind: 'area', path: box(-over, -over, column + over, short + 2 * over), fill: accent },
    ...rays(accent, { x: column - 16, y: 8, height: short }),
    { kind: 'area', path: box(column, -over, long - column + over, short + 2 * over), fill: paper },
    ...name.draw(margin, 14),
    // A little above the middle looks like the middle.
    ...head.draw(margin, 14 + name.height + free * 0.4),
    ...phone.draw(margin, phoneTop),
    ...foot.draw(left, bottom),
  ]
  const sides = making.programCode === undefined ? [72, 66, 60, 54] : [48, 44, 40]
  return { shapes, left, width: right - left, top: 4, bottom, air: 4.5, sides }
}

/** The light of the lamp after which the platform is called, behind the words. */
function rays(accent: string, at: { x: number; y: number; height: number }): Shape[] {
  const largest = at.height - at.y
  return [1, 0.72, 0.46, 0.22].map((part, i) => ({
    kind: 'area',
    path: disc(at.x, at.y, largest * part),
    fill: lightened(accent, 0.035 * (i + 1)),
  }))
}

function masthead({ typefaces, words }: Fixed, width: number): Block {
  return fittedText(typefaces, words.authority || '安全生产举报', {
    face: 'bold',
    width,
    fill: readableOn(words.accent),
    element: { role: 'P' },
    field: 'authority',
    sizes: { from: 6, to: 3.6 },
    maxLines: 2,
    leading: 1.3,
  })
}

function phoneBlock(making: Fixed, width: number, fill: string, largest: number): Block {
  const { typefaces, words } = making
  const iconSize = 13
  const element = { role: 'P' } as const
  const label = textBlock(typefaces, headings.phone, {
    face: 'regular',
    size: 5,
    width,
    fill,
    element,
    field: 'phone',
  })
  const number = fittedText(typefaces, words.phone, {
    face: 'bold',
    width: width - iconSize - 6,
    fill,
    element,
    field: 'phone',
    sizes: { from: largest, to: 6 },
    maxLines: 1,
  })
  const icon: Block = {
    height: iconSize,
    draw: (x, y) => [{ kind: 'area', path: placed(icons.telephone, x, y, iconSize), fill }],
  }
  return row(
    [
      { left: 0, block: icon },
      { left: iconSize + 6, block: stack([label, number], 2.2) },
    ],
    'middle',
  )
}

/** Who put it up, for whom, and what it wants to add. */
function issuerBlock({ typefaces, words }: Fixed, width: number, fill: string): Block {
  const small = (text: string, field: string, size: number, maxLines: number): Block =>
    fittedText(typefaces, text, {
      face: 'regular',
      width,
      fill,
      element: { role: 'P' },
      field,
      sizes: { from: size, to: 2.9 },
      maxLines,
      leading: 1.4,
    })
  return stack([small(words.footer, 'footer', 4.2, 4), small(words.unit, 'unit', 3.8, 5)], 2.4)
}

function footBlock(making: Fixed, width: number): Block {
  const phoneWidth = 92
  const left = phoneWidth + 10
  return row(
    [
      { left: 0, block: phoneBlock(making, phoneWidth, paper, 20) },
      { left, block: issuerBlock(making, width - left, lightened(ink, 0.88)) },
    ],
    'middle',
  )
}
