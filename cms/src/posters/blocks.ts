import type { Colour, Element, Shape } from './drawing'
import { breakLines, type Manner } from './line-breaking'
import type { Face, Typefaces } from './typeface'

/** A part of a poster that knows its height and can be put anywhere. */
export type Block = { height: number; draw: (x: number, y: number) => Shape[] }
/** `tear` says how much the breaks of its lines disturb, 0 for not at all. */
export type TextBlock = Block & { size: number; tear: number }

export type TextStyle = {
  face: Face
  size: number
  width: number
  fill: Colour
  element: Element
  /** Distance of lines, in sizes. */
  leading?: number
  align?: 'left' | 'centre'
  manner?: Manner
}

/** Does not fit where it is to stand; whoever lays out tries smaller, and refuses in the end. */
export class DoesNotFit extends Error {
  override name = 'DoesNotFit'

  constructor(readonly field: string) {
    super(field)
  }
}

/** How far the ink of a Chinese character reaches above and below its base line, in sizes. */
const above = 0.86
const below = 0.1

/** @throws DoesNotFit where a word is wider than the line, or more lines are needed than allowed */
export function textBlock(
  typefaces: Typefaces,
  text: string,
  style: TextStyle & { field: string; maxLines?: number },
): TextBlock {
  const { face, size, width, leading = 1.45, align = 'left' } = style
  const measure = typefaces[face].widthOf
  const lines = breakLines(text, { width: width / size, measure, manner: style.manner ?? 'phrase' })
  if (lines === undefined || lines.length > (style.maxLines ?? 40)) throw new DoesNotFit(style.field)
  const step = size * leading
  return {
    size,
    tear: lines.reduce((sum, line) => sum + line.tear, 0),
    height: lines.length === 0 ? 0 : (lines.length - 1) * step + (above + below) * size,
    draw: (x, y) =>
      lines.map((line, i) => ({
        kind: 'words',
        text: line.text,
        face,
        size,
        x: align === 'centre' ? x + (width - line.width * size) / 2 : x,
        y: y + above * size + i * step,
        fill: style.fill,
        element: style.element,
      })),
  }
}

export type FittedStyle = Omit<TextStyle, 'size'> & {
  field: string
  sizes: { from: number; to: number }
  maxLines: number
  maxHeight?: number
}

/**
 * The largest size at which it fits. Of a text for display, the size that looks best: larger letters are not worth a
 * word torn apart.
 *
 * @throws DoesNotFit where even the smallest does not
 */
export function fittedText(typefaces: Typefaces, text: string, style: FittedStyle): TextBlock {
  let best: TextBlock | undefined
  for (const size of downwards(style.sizes)) {
    const block = tried(() => textBlock(typefaces, text, { ...style, size }))
    if (block === undefined || block.height > (style.maxHeight ?? Infinity)) continue
    if (best === undefined || looks(block) > looks(best)) best = block
    if (style.manner !== 'display') break
  }
  if (best === undefined) throw new DoesNotFit(style.field)
  return best
}

/** Larger is better, unless words are torn for it. */
export const looks = ({ size, tear }: TextBlock): number => size * Math.max(0.1, 1 - tear / 2)

function* downwards({ from, to }: { from: number; to: number }): Generator<number> {
  for (let size = from; size > to; size *= 0.97) yield size
  yield to
}

/** Undefined where it does not fit. */
export function tried<Result>(make: () => Result): Result | undefined {
  try {
    return make()
  } catch (error) {
    if (error instanceof DoesNotFit) return undefined
    throw error
  }
}

export function stack(blocks: readonly Block[], gap: number): Block {
  const shown = blocks.filter(({ height }) => height > 0)
  return {
    height: shown.reduce((sum, { height }) => sum + height, 0) + Math.max(0, shown.length - 1) * gap,
    draw: (x, y) => {
      let top = y
      return shown.flatMap((block) => {
        const shapes = block.draw(x, top)
        top += block.height + gap
        return shapes
      })
    },
  }
}

/** Side by side, from the left; as high as the highest. */
export function row(
  blocks: readonly { left: number; block: Block }[],
  align: 'top' | 'middle' = 'top',
): Block {
  const height = Math.max(0, ...blocks.map(({ block }) => block.height))
  return {
    height,
    draw: (x, y) =>
      blocks.flatMap(({ left, block }) =>
        block.draw(x + left, align === 'top' ? y : y + (height - block.height) / 2),
      ),
  }
}

export const nothing: Block = { height: 0, draw: () => [] }
