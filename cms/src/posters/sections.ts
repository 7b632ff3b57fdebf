import { fittedText, looks, nothing, row, stack, textBlock, type Block, type TextBlock } from './blocks'
import type { Code } from './code'
import { ink, readableOn, readableOnPaper } from './colours'
import { disc, placed, roundedBox, type Element, type Shape } from './drawing'
import { icons } from './icons'
import type { Typefaces } from './typeface'
import { headings, type PosterWords } from './words'

/** What sections are made of. `size` shrinks texts where there are many of them. */
export type Making = {
  typefaces: Typefaces
  words: PosterWords
  code: Code
  /** The mini-program code that WeChat drew for this placement, where there is one. */
  programCode: { bytes: Buffer; mime: string } | undefined
  size: number
}

export function headlineBlock(
  making: Omit<Making, 'size'>,
  width: number,
  box: { lines: number; largest: number; height: number },
): Block {
  const { typefaces, words } = making
  const fill = readableOn(words.accent)
  const headline = fittedText(typefaces, words.headline, {
    face: 'bold',
    width,
    fill,
    leading: 1.2,
    manner: 'display',
    element: { role: 'H1' },
    field: 'headline',
    sizes: { from: box.largest, to: 10 },
    maxLines: box.lines,
    maxHeight: box.height,
  })
  if (words.slogan === '') return headline
  const slogan = fittedText(typefaces, words.slogan, {
    face: 'bold',
    width,
    fill,
    manner: 'display',
    element: { role: 'P' },
    field: 'slogan',
    sizes: { from: 9.2, to: 5 },
    maxLines: 2,
  })
  return stack([headline, slogan], 5.5)
}

/** As large as beside the code they may be, where that tears no word apart. */
export function stepsBlock(making: Making, width: number, height: number): Block {
  if (making.words.steps.length === 0) return nothing
  let best: TextBlock | undefined
  for (let size = making.size * 1.3; size >= making.size * 0.9; size *= 0.97) {
    const steps = stepsOf({ ...making, size }, width)
    if (steps.height <= height && (best === undefined || looks(steps) > looks(best))) best = steps
  }
  return best ?? stepsOf({ ...making, size: making.size * 0.9 }, width)
}

function stepsOf(making: Making, width: number): TextBlock {
  const { typefaces, words, size } = making
  const [radius, textSize] = [4.2 * size, 5.4 * size]
  const element: Element = { role: 'P' }
  const steps = words.steps.map((step, i) => {
    const text = textBlock(typefaces, step, {
      face: 'regular',
      size: textSize,
      width: width - 2 * radius - 3.6,
      fill: ink,
      leading: 1.36,
      element,
      field: 'steps',
    })
    const top = (0.86 + 0.1) * textSize * 0.5
    const number = numbered(making, String(i + 1), radius, element)
    return {
      tear: text.tear,
      height: Math.max(text.height, top + radius),
      draw: (x: number, y: number) => [...number(x, y + top), ...text.draw(x + 2 * radius + 3.6, y)],
    }
  })
  const all = stack([sectionHeading(making, headings.steps, width), stack(steps, 4.6 * size)], 6.4 * size)
  return { ...all, size, tear: steps.reduce((sum, { tear }) => sum + tear, 0) }
}

function numbered({ typefaces, words, size }: Making, digit: string, radius: number, element: Element) {
  const digitSize = 5.2 * size
  const wide = typefaces.bold.widthOf(digit) * digitSize
  return (x: number, y: number): Shape[] => [
    { kind: 'area', path: disc(x + radius, y, radius), fill: words.accent },
    {
      kind: 'words',
      text: digit,
      face: 'bold',
      size: digitSize,
      x: x + radius - wide / 2,
      y: y + digitSize * 0.365,
      fill: readableOn(words.accent),
      element,
    },
  ]
}

export function sectionHeading({ typefaces, words, size }: Making, text: string, width: number): Block {
  const height = 7 * size
  const block = textBlock(typefaces, text, {
    face: 'bold',
    size: height,
    width: width - 5,
    fill: ink,
    element: { role: 'H2' },
    field: 'title',
  })
  return {
    height: block.height,
    draw: (x, y) => [
      { kind: 'area', path: roundedBox(x, y + height * 0.04, 1.8, height * 0.86, 0.9), fill: words.accent },
      ...block.draw(x + 4.6, y),
    ],
  }
}

export function mattersBlock(making: Making, width: number): Block {
  const { matters } = making.words
  if (matters.length === 0) return nothing
  const gap = 7
  const columnWidth = (width - gap) / 2
  const between = 4 * making.size
  const items = matters.map((matter) => matterOf(making, matter, columnWidth))
  const splits = items.map((_, i) =>
    [items.slice(0, i + 1), items.slice(i + 1)].map((part) => stack(part, between)),
  )
  const [columns = []] = splits.sort(
    (one, other) => Math.max(...one.map(heightOf)) - Math.max(...other.map(heightOf)),
  )
  const lists = columns.map((block, i) => ({ left: i * (columnWidth + gap), block }))
  return stack([sectionHeading(making, headings.matters, width), row(lists)], 5 * making.size)
}

const heightOf = ({ height }: Block): number => height

function matterOf({ typefaces, words, size }: Making, matter: string, width: number): Block {
  const textSize = 5.2 * size
  const text = textBlock(typefaces, matter.replace(/[，。；]$/, ''), {
    face: 'regular',
    size: textSize,
    width: width - textSize - 2,
    fill: ink,
    leading: 1.34,
    element: { role: 'P' },
    field: 'matters',
  })
  return {
    height: text.height,
    draw: (x, y) => [
      {
        kind: 'area',
        path: placed(icons.check, x, y + textSize * 0.06, textSize * 0.84),
        fill: readableOnPaper(words.accent),
      },
      ...text.draw(x + textSize + 1.6, y),
    ],
  }
}
