import { refuse } from '../publication/document-action'
import { DoesNotFit, row, tried, type Block } from './blocks'
import { cardsWidth, codeCards } from './code-card'
import type { Drawing, Shape } from './drawing'
import { landscapeFrame, long, portraitFrame, short, type Fixed, type Frame } from './frames'
import { promisesBlock } from './promises'
import { mattersBlock, stepsBlock, type Making } from './sections'
import { fieldNames } from './words'

export type Paper = 'A3' | 'A4'
export type Orientation = 'PORTRAIT' | 'LANDSCAPE'

/** From full size down to what can still be read from two steps away: 11 pt on A4. */
const sizes = Array.from({ length: 24 }, (_, i) => 1.2 - i * 0.02)

/** How many lines the headline may have; the first is preferred where the words below are no smaller for it. */
const headlines = { PORTRAIT: [2, 1, 3], LANDSCAPE: [4, 6] } as const

/**
 * Sets a poster: words as large as everything fits, then the headline and the code, and air shared out evenly.
 *
 * @throws ApplicationError saying which text is too long, or that there is too much of it
 */
export function layOut(making: Fixed, sheet: { paper: Paper; orientation: Orientation }): Drawing {
  const isPortrait = sheet.orientation === 'PORTRAIT'
  const [width, height] = isPortrait ? [short, long] : [long, short]
  const { words } = making
  const best = framesOf(making, sheet.orientation)
    .flatMap((frame) => largestFilling(making, frame))
    .reduce<Filling | undefined>((one, other) => (one && one.size >= other.size ? one : other), undefined)
  if (best === undefined) refuseTooMuch(making)
  return {
    width,
    height,
    scale: sheet.paper === 'A3' ? Math.SQRT2 : 1,
    title: `${words.headline}（${words.title}，${words.code}）`,
    shapes: best.shapes,
  }
}

function framesOf(making: Fixed, orientation: Orientation): Frame[] {
  const frame = orientation === 'PORTRAIT' ? portraitFrame : landscapeFrame
  let tooLong = ''
  const frames = headlines[orientation].flatMap((lines) => {
    try {
      return [frame(making, lines)]
    } catch (error) {
      if (!(error instanceof DoesNotFit)) throw error
      tooLong = error.field
      return []
    }
  })
  if (frames.length > 0) return frames
  refuse(`“${fieldNames[tooLong as keyof typeof fieldNames]}”过长，海报上放不下，请缩短后再生成。`)
}

type Filling = { size: number; shapes: Shape[] }

/** What fits at one size fits at every smaller one. */
function largestFilling(making: Fixed, frame: Frame): Filling[] {
  let [from, to] = [0, sizes.length]
  let found: Filling[] = []
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    const size = sizes[middle] ?? 1
    const shapes = filled({ ...making, size }, frame)
    if (shapes === undefined) from = middle + 1
    else {
      found = [{ size, shapes: [...frame.shapes, ...shapes] }]
      to = middle
    }
  }
  return found
}

/** With the largest code that leaves room for the words at this size. */
function filled(making: Making, frame: Frame): Shape[] | undefined {
  return tried(() => {
    const words = [promisesBlock(making, frame.width), mattersBlock(making, frame.width)]
    for (const side of frame.sides) {
      const shapes = shared([codesRow(making, side, frame.width), ...words], frame)
      if (shapes !== undefined) return shapes
    }
    throw new DoesNotFit('')
  })
}

/** The codes and, beside them, what to do; without steps the codes stand in the middle. */
function codesRow(making: Making, side: number, width: number): Block {
  const cards = codeCards(making, side)
  const across = cardsWidth(making, side)
  const left = across + 10
  const steps = stepsBlock(making, width - left, cards.height)
  if (steps.height > 0)
    return row(
      [
        { left: 0, block: cards },
        { left, block: steps },
      ],
      'middle',
    )
  return { height: cards.height, draw: (x, y) => cards.draw(x + (width - across) / 2, y) }
}

/** One below the other with the same air between; undefined where too little would be left. */
function shared(parts: readonly Block[], { left, top, bottom, air }: Frame): Shape[] | undefined {
  const shown = parts.filter(({ height }) => height > 0)
  const free = bottom - top - shown.reduce((sum, { height }) => sum + height, 0)
  const gap = free / (shown.length + 1)
  if (gap < air) return undefined
  let y = top
  return shown.flatMap((part) => {
    y += gap
    const shapes = part.draw(left, y)
    y += part.height
    return shapes
  })
}

/** What is longest is most likely what was meant to be shortened. */
function refuseTooMuch({ words }: Fixed): never {
  const { matters, steps, privacy, reward } = words
  const texts = { matters: matters.join(''), steps: steps.join(''), privacy, reward }
  const lengths = Object.entries(texts).map(([key, text]) => ({ key, length: [...text].length }))
  const longest = lengths.reduce((one, other) => (one.length >= other.length ? one : other))
  const name = fieldNames[longest.key as keyof typeof texts]
  refuse(`文字太多，一张海报放不下，请缩短后再生成。其中“${name}”最长，有 ${String(longest.length)} 字。`)
}
