import { PDFDocument, rgb, type PDFFont, type PDFPage } from 'pdf-lib'
import { breakLines, printable } from './break-lines.js'
import { readFont, type FontWeight } from './fonts.js'
import { wholeSubsets } from './whole-subsets.js'

/** A4 in points. */
const [shortSide, longSide] = [595.28, 841.89]
const black = rgb(0, 0, 0)

export type Margins = { top: number; right: number; bottom: number; left: number }
export type TextStyle = {
  size?: number
  weight?: FontWeight
  align?: 'left' | 'center' | 'right'
  /** Of the first line, in characters. */
  indent?: number
  /** Space below, in points. */
  after?: number
}

/** Of official documents (GB/T 9704), a little narrower at the sides for the sake of tables. */
const officialMargins: Margins = { top: 85, right: 62, bottom: 72, left: 62 }
const leading = 1.5

/**
 * Opens a document of A4 pages with an embedded, subset Chinese font. The same content at the same moment gives the
 * same bytes: what was sealed can be told by its hash.
 *
 * @param madeAt the only moment that stands in the file
 */
export async function openDocument(options: {
  title: string
  madeAt: Date
  landscape?: boolean
  margins?: Margins
}): Promise<DocumentWriter> {
  const pdf = await PDFDocument.create({ updateMetadata: false })
  pdf.registerFontkit(wholeSubsets)
  pdf.setTitle(printable(options.title), { showInWindowTitleBar: true })
  pdf.setLanguage('zh-CN')
  pdf.setProducer('Andon')
  pdf.setCreationDate(options.madeAt)
  pdf.setModificationDate(options.madeAt)
  const embed = async (weight: FontWeight) => pdf.embedFont(await readFont(weight), { subset: true })
  const fonts = { regular: await embed('regular'), bold: await embed('bold') }
  return new DocumentWriter(pdf, fonts, options.landscape ?? false, options.margins ?? officialMargins)
}

/** Writes from top to bottom and begins a new page where the old one is full. */
export class DocumentWriter {
  private page!: PDFPage
  /** Of the next line's upper edge, from the bottom of the page. */
  private y = 0
  private readonly widths = { regular: new Map<string, number>(), bold: new Map<string, number>() }

  constructor(
    private readonly pdf: PDFDocument,
    private readonly fonts: Record<FontWeight, PDFFont>,
    private readonly landscape: boolean,
    private readonly margins: Margins,
  ) {
    this.newPage()
  }

  get width(): number {
    return this.page.getWidth() - this.margins.left - this.margins.right
  }

  /** What is left of this page. */
  get room(): number {
    return this.y - this.margins.bottom
  }

  /** What an empty page has. */
  get pageRoom(): number {
    return this.page.getHeight() - this.margins.top - this.margins.bottom
  }

  newPage(): void {
    const size: [number, number] = this.landscape ? [longSide, shortSide] : [shortSide, longSide]
    this.page = this.pdf.addPage(size)
    this.y = size[1] - this.margins.top
  }

  /** Goes to a new page unless so much is left on this one. */
  require(height: number): void {
    if (this.room < height) this.newPage()
  }

  space(height: number): void {
    this.y -= height
  }

  /** A text of one or more paragraphs. */
  paragraph(text: string, style: TextStyle = {}): void {
    const { size = 12, weight = 'regular', align = 'left', indent = 0, after = 0 } = style
    for (const part of printable(text).split('\n')) {
      // Two ideographic spaces open a paragraph; as part of it they take part in the breaking.
      const lines = breakLines('\u3000'.repeat(indent) + part, this.width, (line) =>
        this.widthOf(line, size, weight),
      )
      for (const line of lines) {
        this.require(size * leading)
        const slack = this.width - this.widthOf(line, size, weight)
        const x = align === 'left' ? 0 : align === 'center' ? slack / 2 : slack
        this.textAt(line, { x, top: 0, size, weight })
        this.y -= size * leading
      }
    }
    this.y -= after
  }

  /** One line at a place: `x` from the left margin, `top` below where the writing stands. */
  textAt(
    text: string,
    { x, top, size, weight = 'regular' }: { x: number; top: number; size: number; weight?: FontWeight },
  ): void {
    if (text.trim() === '') return
    // The baseline of Noto Sans SC stands so far below the upper edge of a line one and a half high.
    const y = this.y - top - size * 1.13
    this.page.drawText(text, { x: this.margins.left + x, y, size, font: this.fonts[weight], color: black })
  }

  line(from: { x: number; top: number }, to: { x: number; top: number }, thickness = 0.75): void {
    const at = ({ x, top }: { x: number; top: number }) => ({ x: this.margins.left + x, y: this.y - top })
    this.page.drawLine({ start: at(from), end: at(to), thickness, color: black })
  }

  /** A picture at the left margin, made no wider than the page. */
  async picture(png: Uint8Array, width = this.width): Promise<void> {
    const image = await this.pdf.embedPng(png)
    const shown = image.scale(Math.min(width, this.width) / image.width)
    this.require(shown.height)
    this.page.drawImage(image, { x: this.margins.left, y: this.y - shown.height, ...shown })
    this.y -= shown.height
  }

  /** Width of a line: the sum of its characters, each measured once. */
  widthOf(text: string, size: number, weight: FontWeight = 'regular'): number {
    const known = this.widths[weight]
    let sum = 0
    for (const character of text) {
      const width = known.get(character) ?? this.fonts[weight].widthOfTextAtSize(character, 1)
      known.set(character, width)
      sum += width
    }
    return sum * size
  }

  /** The file, each page with its number. */
  async finish(): Promise<Uint8Array> {
    const pages = this.pdf.getPages()
    for (const [index, page] of pages.entries()) {
      const text = `第 ${String(index + 1)} 页 共 ${String(pages.length)} 页`
      const x = (page.getWidth() - this.widthOf(text, 9)) / 2
      page.drawText(text, { x, y: this.margins.bottom / 2, size: 9, font: this.fonts.regular, color: black })
    }
    return this.pdf.save({ addDefaultPage: false })
  }
}
