import type { Drawing, Path, Shape } from './drawing'
import type { Typefaces } from './typeface'

export type View = { x: number; y: number; width: number; height: number }

/**
 * The poster, or the part of it in the view, as SVG whose letters are outlines: it looks the same wherever it is
 * drawn, whatever fonts are there. It is drawn to pixels here and never leaves the house as SVG.
 */
export function writeSvg(
  drawing: Drawing,
  typefaces: Typefaces,
  wishes: { widthPixels: number; view?: View },
): string {
  const { width, height } = drawing
  const { widthPixels, view = { x: 0, y: 0, width, height } } = wishes
  const heightPixels = Math.round((widthPixels * view.height) / view.width)
  const glyphs = new Map<string, string>()
  const shapes = drawing.shapes.map((shape) => writeShape(shape, typefaces, glyphs))
  const defined = [...glyphs].map(([name, path]) => `<path id="${name}" d="${path}"/>`)
  const seen = [view.x, view.y, view.width, view.height].map(round).join(' ')
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"',
    ` viewBox="${seen}" width="${String(widthPixels)}" height="${String(heightPixels)}">`,
    `<defs>${defined.join('')}</defs>`,
    ...shapes,
    '</svg>',
  ].join('')
}

function writeShape(shape: Shape, typefaces: Typefaces, glyphs: Map<string, string>): string {
  switch (shape.kind) {
    case 'area':
      return `<path d="${pathData(shape.path)}" fill="${shape.fill}" fill-rule="evenodd"/>`
    case 'picture': {
      const { x, y, size, bytes, mime } = shape
      const place = `x="${round(x)}" y="${round(y)}" width="${round(size)}" height="${round(size)}"`
      return `<image ${place} xlink:href="data:${mime};base64,${bytes.toString('base64')}"/>`
    }
    case 'words': {
      const { text, face, size, x, y, fill } = shape
      const scale = size / 1000
      const uses = typefaces[face].placesOf(text).map(({ character, left }) => {
        const { name, path } = typefaces[face].outlineOf(character)
        glyphs.set(name, path)
        return `<use xlink:href="#${name}" x="${round(left * 1000)}"/>`
      })
      const transform = `translate(${round(x)} ${round(y)}) scale(${round(scale)} ${round(-scale)})`
      return `<g fill="${fill}" transform="${transform}">${uses.join('')}</g>`
    }
  }
}

function pathData(path: Path): string {
  return path.map(([step, ...numbers]) => `${step}${numbers.map(round).join(' ')}`).join('')
}

const round = (value: number): string => String(Math.round(value * 1e5) / 1e5)
