import { fittedText, stack, textBlock, type Block } from './blocks'
import { ink, readableOn, softInk } from './colours'
import { box, type Drawing, type Shape } from './drawing'
import type { InstructionText } from './press/work'
import { refuseMissingGlyphs, type Typefaces } from './typeface'
import { writePdf } from './write-pdf'

const margin = 20
const [width, height] = [210, 297]
const accent = '#c8102e'
const title = '注册、使用和管理说明'

/** The three instructions that go along with all publicity (B11), on A4, to be handed out with the posters. */
export async function writeInstructions(
  texts: readonly InstructionText[],
  typefaces: Typefaces,
): Promise<Buffer> {
  const words = texts.flatMap(({ title: name, preface, clauses }) => [
    name,
    preface ?? '',
    ...clauses.flatMap((clause) => [clause.number, clause.title ?? '', clause.text]),
  ])
  refuseMissingGlyphs(typefaces, { 使用说明: words.join('\n').replace(/\s+/gu, '\n') })
  return writePdf(pagesOf(texts, typefaces), typefaces, { bleed: false })
}

function pagesOf(texts: readonly InstructionText[], typefaces: Typefaces): Drawing[] {
  const pages: Shape[][] = []
  let top = height
  for (const block of texts.flatMap((text) => blocksOf(text, typefaces))) {
    if (top + block.height > height - margin) {
      pages.push(headOf(typefaces))
      top = 44
    }
    pages.at(-1)?.push(...block.draw(margin, top))
    top += block.height + 4.5
  }
  return pages.map((shapes) => ({ width, height, scale: 1, title, shapes }))
}

function headOf(typefaces: Typefaces): Shape[] {
  const head = textBlock(typefaces, title, {
    face: 'bold',
    size: 8,
    width: width - 2 * margin,
    fill: readableOn(accent),
    element: { role: 'H1' },
    field: 'title',
  })
  return [{ kind: 'area', path: box(0, 0, width, 32), fill: accent }, ...head.draw(margin, 12)]
}

function blocksOf({ title: name, preface, clauses }: InstructionText, typefaces: Typefaces): Block[] {
  const across = width - 2 * margin
  const text = (words: string, style: { size: number; bold?: true; fill?: string }): Block =>
    textBlock(typefaces, words.replace(/\s+/gu, ' ').trim(), {
      face: style.bold ? 'bold' : 'regular',
      size: style.size,
      width: across,
      fill: style.fill ?? ink,
      element: { role: style.bold ? 'H2' : 'P' },
      leading: 1.5,
      manner: 'prose',
      field: 'title',
    })
  const head = stack(
    [
      fittedText(typefaces, name, {
        face: 'bold',
        width: across,
        fill: accent,
        element: { role: 'H2' },
        field: 'title',
        sizes: { from: 6.2, to: 3.5 },
        maxLines: 4,
      }),
      text(preface ?? '', { size: 4, fill: softInk }),
    ],
    3,
  )
  const steps = clauses.map((clause) =>
    stack(
      [
        text(`${clause.number}　${clause.title ?? ''}`, { size: 4.4, bold: true }),
        text(clause.text, { size: 4.2 }),
      ],
      2,
    ),
  )
  const [first, ...others] = steps
  return first === undefined ? [head] : [stack([head, first], 4.5), ...others]
}
