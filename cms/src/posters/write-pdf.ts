import {
  PDFDocument,
  PDFName,
  PDFOperator,
  PDFOperatorNames as Op,
  type PDFImage,
  type PDFPage,
} from 'pdf-lib'
import { partsOf } from './colours'
import { box, type Drawing, type Path, type Shape } from './drawing'
import { embedFont, type PdfFont } from './pdf-font'
import { createTags, type PageTags } from './pdf-tags'
import type { Face, Typefaces } from './typeface'

/** Points of PDF in a millimetre. */
const points = 72 / 25.4
const bleedMm = 3
/** Crop marks stand off the trim by more than the bleed, so that no remainder of them is seen after the cut. */
const markGapMm = 5
const markLengthMm = 5

type Means = {
  page: PDFPage
  fonts: Map<Face, PdfFont>
  pictures: Map<Shape, PDFImage>
  tags: PageTags
  bleed: boolean
}

/**
 * A PDF for the press: text as text in embedded fonts, code and signs as outlines, tagged for screen readers, and the
 * same bytes for the same drawing.
 *
 * @param given one sheet, or the pages of a text, which the first gives its title
 */
export async function writePdf(
  given: Drawing | readonly Drawing[],
  typefaces: Typefaces,
  { bleed }: { bleed: boolean },
): Promise<Buffer> {
  const drawings = Array.isArray(given) ? (given as readonly Drawing[]) : [given as Drawing]
  const document = await PDFDocument.create({ updateMetadata: false })
  document.setTitle(drawings[0]?.title ?? '', { showInWindowTitleBar: true })
  document.setLanguage('zh-CN')
  document.setProducer('Andon')
  const tags = createTags(document)
  const fonts = embedFonts(document, typefaces, drawings)
  for (const drawing of drawings) {
    const page = addPage(document, drawing, bleed)
    const means = {
      page,
      fonts,
      pictures: await embedPictures(document, drawing),
      tags: tags.of(page),
      bleed,
    }
    page.pushOperators(...drawn(drawing, means))
  }
  tags.finish()
  for (const font of fonts.values()) font.finish()
  return Buffer.from(await document.save({ useObjectStreams: false, addDefaultPage: false }))
}

/** The sheet as it is cut is the trim box; with bleed, the paper of the press is larger and has marks beside it. */
function addPage(document: PDFDocument, { width, height, scale }: Drawing, bleed: boolean): PDFPage {
  const side = bleed ? (markGapMm + markLengthMm) * points : 0
  const size = [width * scale * points, height * scale * points] as const
  const page = document.addPage([size[0] + 2 * side, size[1] + 2 * side])
  page.setTrimBox(side, side, ...size)
  const edge = bleed ? bleedMm * points : 0
  page.setBleedBox(side - edge, side - edge, size[0] + 2 * edge, size[1] + 2 * edge)
  return page
}

function embedFonts(
  document: PDFDocument,
  typefaces: Typefaces,
  drawings: readonly Drawing[],
): Map<Face, PdfFont> {
  const shapes = drawings.flatMap((drawing) => drawing.shapes)
  const faces = new Set(shapes.flatMap((shape) => (shape.kind === 'words' ? [shape.face] : [])))
  return new Map([...faces].map((face) => [face, embedFont(document, face, typefaces[face])]))
}

async function embedPictures(document: PDFDocument, { shapes }: Drawing): Promise<Map<Shape, PDFImage>> {
  const pictures = new Map<Shape, PDFImage>()
  for (const shape of shapes) {
    if (shape.kind !== 'picture') continue
    const isJpeg = shape.mime === 'image/jpeg'
    // pdf-lib reads the memory a view lies in from its start: small buffers share one.
    const bytes = new Uint8Array(shape.bytes)
    pictures.set(shape, await (isJpeg ? document.embedJpg(bytes) : document.embedPng(bytes)))
  }
  return pictures
}

function drawn(drawing: Drawing, means: Means): PDFOperator[] {
  const { tags, bleed } = means
  const k = drawing.scale * points
  const side = bleed ? (markGapMm + markLengthMm) * points : 0
  const edge = bleed ? bleedMm / drawing.scale : 0
  const [width, height] = [drawing.width + 2 * edge, drawing.height + 2 * edge]
  // From here on millimetres of A4 count downwards from the upper left corner of the trim.
  const axes = [k, 0, 0, -k, side, side + drawing.height * k].map(number)
  return [
    operator(Op.PushGraphicsState),
    operator(Op.ConcatTransformationMatrix, axes),
    ...outline(box(-edge, -edge, width, height)),
    operator(Op.ClipNonZero),
    operator(Op.EndPath),
    ...drawing.shapes.flatMap((shape) => {
      const operators = draw(shape, means)
      const element = shape.element
      return element === undefined ? tags.decoration(operators) : tags.tagged(element, operators)
    }),
    operator(Op.PopGraphicsState),
    ...(bleed ? tags.decoration(cropMarks(drawing)) : []),
  ]
}

function draw(shape: Shape, { page, fonts, pictures }: Means): PDFOperator[] {
  switch (shape.kind) {
    case 'area':
      return [fill(shape.fill), ...outline(shape.path), operator(Op.FillEvenOdd)]
    case 'words': {
      const font = fonts.get(shape.face)
      if (font === undefined) throw new Error('a face was not embedded')
      const name = PDFName.of(shape.face)
      page.node.setFontDictionary(name, font.ref)
      return [
        operator(Op.BeginText),
        fill(shape.fill),
        operator(Op.SetFontAndSize, [name, number(1)]),
        operator(Op.SetTextMatrix, [shape.size, 0, 0, -shape.size, shape.x, shape.y].map(number)),
        operator(Op.ShowTextAdjusted, [font.encode(shape.text)]),
        operator(Op.EndText),
      ]
    }
    case 'picture': {
      const image = pictures.get(shape)
      if (image === undefined) throw new Error('a picture was not embedded')
      const { x, y, size } = shape
      return [
        operator(Op.PushGraphicsState),
        operator(Op.ConcatTransformationMatrix, [size, 0, 0, -size, x, y + size].map(number)),
        operator(Op.DrawObject, [page.node.newXObject('Picture', image.ref)]),
        operator(Op.PopGraphicsState),
      ]
    }
  }
}

/** Two at each corner, in the line of the cut. */
function cropMarks({ width, height, scale }: Drawing): PDFOperator[] {
  const reach = (markGapMm + markLengthMm) * points
  const length = markLengthMm * points
  const [right, top] = [reach + width * scale * points, reach + height * scale * points]
  const marks: [number, number, number, number][] = []
  for (const y of [reach, top]) {
    marks.push([0, y, length, y])
    marks.push([right + reach - length, y, right + reach, y])
  }
  for (const x of [reach, right]) {
    marks.push([x, 0, x, length])
    marks.push([x, top + reach - length, x, top + reach])
  }
  return [
    operator(Op.SetLineWidth, [number(0.25)]),
    operator(Op.StrokingColorGray, [number(0)]),
    ...marks.flatMap(([x1, y1, x2, y2]) => [
      operator(Op.MoveTo, [x1, y1].map(number)),
      operator(Op.LineTo, [x2, y2].map(number)),
      operator(Op.StrokePath),
    ]),
  ]
}

const names = { M: Op.MoveTo, L: Op.LineTo, C: Op.AppendBezierCurve, Z: Op.ClosePath } as const

function outline(path: Path): PDFOperator[] {
  return path.map(([step, ...numbers]) => operator(names[step], numbers.map(number)))
}

function fill(colour: string): PDFOperator {
  return operator(
    Op.NonStrokingColorRgb,
    partsOf(colour).map((part) => number(part / 255)),
  )
}

const operator = (name: Op, given: Parameters<typeof PDFOperator.of>[1] = []): PDFOperator =>
  PDFOperator.of(name, given)

/** A ten-thousandth of a millimetre is nothing to a press, and keeps the file small. */
const number = (value: number): string => String(Math.round(value * 1e4) / 1e4)
