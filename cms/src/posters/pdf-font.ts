import { PDFArray, PDFHexString, PDFName, PDFNumber, PDFString, type PDFDocument, type PDFRef } from 'pdf-lib'
import { subsetFont } from './font-subset'
import type { Face, Typeface } from './typeface'

/** A font on its way into a document: it takes along what is shown with it. */
export type PdfFont = {
  ref: PDFRef
  /** A text as the operator TJ takes it. */
  encode: (text: string) => PDFArray
  /** Writes the glyphs that were shown, once nothing more will be. */
  finish: () => void
}

/** Embedded as ISO 32000-1 has it for Chinese: a composite font, glyphs by number, and what each means for who copies or hears the text. */
export function embedFont(document: PDFDocument, face: Face, typeface: Typeface): PdfFont {
  const { context } = document
  const ref = context.nextRef()
  const ids = [0]
  const characters = new Map<number, string>()
  const codeOf = (character: string): number => {
    const id = typeface.glyphIdOf(character)
    if (!ids.includes(id)) ids.push(id)
    const code = ids.indexOf(id)
    if (!characters.has(code)) characters.set(code, character)
    return code
  }
  return {
    ref,
    encode: (text) => {
      const shown = PDFArray.withContext(context)
      let end = 0
      for (const { character, left } of typeface.placesOf(text)) {
        if (Math.abs(left - end) > 1e-6) shown.push(PDFNumber.of(Math.round((end - left) * 1000)))
        const code = codeOf(character)
        shown.push(PDFHexString.of(hex(code)))
        end = left + typeface.file.metric(ids[code] ?? 0).advance / typeface.unitsPerEm
      }
      return shown
    },
    finish: () => {
      const { file, name } = typeface
      // Composite glyphs bring others along, which come after these and are shown by no code.
      const bytes = subsetFont(file, ids)
      const subsetName = `${tagOf(ids)}+${name}`
      const stream = context.register(context.flateStream(bytes, { Length1: bytes.length }))
      const descriptor = context.register(
        context.obj({ ...describe(typeface, face), FontName: subsetName, FontFile2: stream }),
      )
      const descendant = context.obj({
        Type: 'Font',
        Subtype: 'CIDFontType2',
        BaseFont: subsetName,
        CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
        FontDescriptor: descriptor,
        CIDToGIDMap: 'Identity',
        DW: 1000,
        W: [0, ids.map((id) => Math.round((file.metric(id).advance * 1000) / typeface.unitsPerEm))],
      })
      const font = context.obj({
        Type: 'Font',
        Subtype: 'Type0',
        BaseFont: subsetName,
        Encoding: 'Identity-H',
        DescendantFonts: [context.register(descendant)],
      })
      font.set(PDFName.of('ToUnicode'), context.register(context.flateStream(toUnicode(characters))))
      context.assign(ref, font)
    },
  }
}

function describe({ metrics, unitsPerEm }: Typeface, face: Face) {
  const scaled = (value: number): number => Math.round((value * 1000) / unitsPerEm)
  return {
    Type: 'FontDescriptor',
    // Symbolic: glyphs are found by number.
    Flags: 4,
    FontBBox: metrics.box.map(scaled),
    ItalicAngle: 0,
    Ascent: scaled(metrics.ascent),
    Descent: scaled(metrics.descent),
    CapHeight: scaled(metrics.capHeight),
    StemV: face === 'bold' ? 140 : 80,
  }
}

/** Six capitals that belong to this selection of glyphs. */
function tagOf(ids: readonly number[]): string {
  let value = ids.reduce((sum, id) => (sum * 31 + id) % 308_915_776, 7)
  let tag = ''
  for (let i = 0; i < 6; i += 1, value = Math.floor(value / 26)) tag += String.fromCharCode(65 + (value % 26))
  return tag
}

function toUnicode(characters: ReadonlyMap<number, string>): string {
  const lines = [...characters].map(
    ([code, text]) => `<${hex(code)}> <${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`,
  )
  const blocks: string[] = []
  for (let i = 0; i < lines.length; i += 100) {
    const part = lines.slice(i, i + 100)
    blocks.push(`${String(part.length)} beginbfchar\n${part.join('\n')}\nendbfchar`)
  }
  return [
    '/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def',
    '1 begincodespacerange\n<0000> <ffff>\nendcodespacerange',
    ...blocks,
    'endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend',
  ].join('\n')
}

const hex = (code: number): string => code.toString(16).padStart(4, '0')
