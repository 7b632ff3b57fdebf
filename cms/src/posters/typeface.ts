import { readFileSync } from 'node:fs'
import fontkit, { type Font, type Glyph } from '@pdf-lib/fontkit'
import { refuse } from '../publication/document-action'
import { isOpening, squeezed } from './punctuation'
import { readFontFile, type FontFile } from './font-subset'

export type Face = 'regular' | 'bold'
export type Typeface = {
  name: string
  unitsPerEm: number
  metrics: { ascent: number; descent: number; capHeight: number; box: number[] }
  /** The whole font; of it a PDF takes along the glyphs it shows. */
  file: FontFile
  glyphIdOf: (character: string) => number
  has: (character: string) => boolean
  /** Width of the text as it is set, where one em is 1. */
  widthOf: (text: string) => number
  /** Where each character stands from the left of its line, in ems, marks set close. */
  placesOf: (text: string) => { character: string; left: number }[]
  /** The outline of a character; one em is 1000 units, upwards. */
  outlineOf: (character: string) => { name: string; path: string }
}
export type Typefaces = Record<Face, Typeface>

const files: Record<Face, string> = {
  regular: '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf',
}

/** Noto Sans SC, under the Open Font License, which lets it be embedded and printed. */
export function openTypefaces(): Typefaces {
  return { regular: openTypeface('regular'), bold: openTypeface('bold') }
}

function openTypeface(face: Face): Typeface {
  const bytes = readFileSync(require.resolve(files[face]))
  const font: Font = fontkit.create(bytes)
  const known = new Map<string, { glyph: Glyph; path?: string }>()
  const glyphOf = (character: string) => {
    let found = known.get(character)
    if (found === undefined) {
      found = { glyph: font.glyphForCodePoint(character.codePointAt(0) ?? 0) }
      known.set(character, found)
    }
    return found
  }
  const advance = (character: string): number => glyphOf(character).glyph.advanceWidth / font.unitsPerEm
  const set = (text: string) => {
    // The empty half of an opening mark would look like an indent.
    let end = isOpening(text[0] ?? '') ? -0.5 : 0
    let before = ''
    const places = [...text].map((character) => {
      const left = end - squeezed(before, character)
      end = left + advance(character)
      before = character
      return { character, left }
    })
    return { places, width: end }
  }
  const { ascent, descent, capHeight, bbox } = font
  return {
    name: font.postscriptName ?? `NotoSansSC-${face}`,
    unitsPerEm: font.unitsPerEm,
    metrics: { ascent, descent, capHeight, box: [bbox.minX, bbox.minY, bbox.maxX, bbox.maxY] },
    file: readFontFile(bytes),
    glyphIdOf: (character) => glyphOf(character).glyph.id,
    has: (character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
    widthOf: (text) => set(text).width,
    placesOf: (text) => set(text).places,
    outlineOf: (character) => {
      const found = glyphOf(character)
      found.path ??= found.glyph.path.toSVG()
      return { name: `${face}${String(found.glyph.id)}`, path: found.path }
    },
  }
}

/**
 * A box in place of a character would hang at a gate for years.
 *
 * @throws ApplicationError naming the first character that neither weight of the font has
 */
export function refuseMissingGlyphs(typefaces: Typefaces, texts: Record<string, string>): void {
  for (const [field, text] of Object.entries(texts))
    for (const character of text) {
      if (character === '\n' || (typefaces.regular.has(character) && typefaces.bold.has(character))) continue
      const point = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
      const shown = /[\p{L}\p{N}\p{S}\p{P}]/u.test(character) ? `“${character}”（U+${point}）` : `U+${point}`
      refuse(`“${field}”中的字符${shown}印刷字体里没有，无法印制，请换用其他写法。`)
    }
}
