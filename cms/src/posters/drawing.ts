import type { Face } from './typeface'

/** Everything is in millimetres of a trimmed A4 sheet, from its upper left corner. */
export type Step =
  | ['M' | 'L', x: number, y: number]
  | ['C', x1: number, y1: number, x2: number, y2: number, x: number, y: number]
  | ['Z']
export type Path = readonly Step[]
/** Such as #c8102e. */
export type Colour = string

/** What a text is to somebody who hears the poster read out; texts of one element are read together. */
export type Element = { role: 'H1' | 'H2' | 'P' | 'Figure'; alt?: string }

export type Shape =
  | { kind: 'area'; path: Path; fill: Colour; element?: Element }
  | {
      kind: 'words'
      text: string
      face: Face
      size: number
      x: number
      y: number
      fill: Colour
      element: Element
    }
  | { kind: 'picture'; bytes: Buffer; mime: string; x: number; y: number; size: number; element: Element }

/** Drawn as if the sheet were A4, and `scale` times as large on larger paper. */
export type Drawing = { width: number; height: number; scale: number; title: string; shapes: Shape[] }

export function box(x: number, y: number, width: number, height: number): Path {
  return [['M', x, y], ['L', x + width, y], ['L', x + width, y + height], ['L', x, y + height], ['Z']]
}

/** How far a Bézier handle reaches to look like a quarter of a circle. */
const quarter = 0.5523

export function roundedBox(x: number, y: number, width: number, height: number, radius: number): Path {
  const r = Math.min(radius, width / 2, height / 2)
  const h = r * (1 - quarter)
  const [right, bottom] = [x + width, y + height]
  return [
    ['M', x + r, y],
    ['L', right - r, y],
    ['C', right - h, y, right, y + h, right, y + r],
    ['L', right, bottom - r],
    ['C', right, bottom - h, right - h, bottom, right - r, bottom],
    ['L', x + r, bottom],
    ['C', x + h, bottom, x, bottom - h, x, bottom - r],
    ['L', x, y + r],
    ['C', x, y + h, x + h, y, x + r, y],
    ['Z'],
  ]
}

export const disc = (x: number, y: number, radius: number): Path =>
  roundedBox(x - radius, y - radius, 2 * radius, 2 * radius, radius)

/** A path drawn in a square of 24, brought to its place and size. */
export function placed(path: Path, x: number, y: number, size: number): Path {
  const k = size / 24
  return path.map((step): Step => {
    if (step[0] === 'Z') return step
    if (step[0] === 'C') {
      const [, x1, y1, x2, y2, x3, y3] = step
      return ['C', x + x1 * k, y + y1 * k, x + x2 * k, y + y2 * k, x + x3 * k, y + y3 * k]
    }
    return [step[0], x + step[1] * k, y + step[2] * k]
  })
}
