import { breakLines } from './break-lines.js'
import type { DocumentWriter } from './document-writer.js'
import { layOutTable, type Block, type Cell, type LaidOutCell, type TableLayout } from './table-layout.js'

const [padding, leading] = [5, 1.5]

export type TableOptions = {
  /** In any unit: together they are as wide as the page. */
  widths: readonly number[]
  size?: number
  leastHeight?: number
  /** So many rows from the top are repeated on every page. */
  headerRows?: number
}

/** Writes a table with all its lines; rows that a cell reaches over stay together, a block too high for a page apart. */
export function writeTable(document: DocumentWriter, cells: readonly Cell[], options: TableOptions): void {
  const { size = 10.5, headerRows = 0, leastHeight = size * leading + 2 * padding } = options
  const unit = document.width / options.widths.reduce((sum, width) => sum + width, 0)
  const layout = layOutTable(cells, {
    widths: options.widths.map((width) => width * unit),
    padding,
    lineHeight: size * leading,
    leastHeight,
    breakCell: (text, width, bold) =>
      breakLines(text, width, (line) => document.widthOf(line, size, bold ? 'bold' : 'regular')),
  })
  const header = layout.blocks.filter(({ first }) => first < headerRows)
  const body = layout.blocks.filter(({ first }) => first >= headerRows)
  const headerHeight = header.reduce((sum, { height }) => sum + height, 0)
  const begin = () => {
    for (const block of header) writeBlock(document, layout, block, size)
  }
  const fitsAPage = ({ height }: Block) => height <= document.pageRoom - headerHeight
  const [firstBlock] = body
  if (firstBlock !== undefined && fitsAPage(firstBlock)) document.require(headerHeight + firstBlock.height)
  begin()
  for (const block of body) {
    if (document.room < block.height && fitsAPage(block)) {
      document.newPage()
      begin()
    }
    if (fitsAPage(block)) writeBlock(document, layout, block, size)
    else writeTallRow(document, layout, block, { size, begin })
  }
}

function writeBlock(
  document: DocumentWriter,
  layout: TableLayout,
  { first, last, height }: Block,
  size: number,
): void {
  const heightOf = (from: number, to: number) =>
    layout.heights.slice(from, to).reduce((sum, row) => sum + row, 0)
  for (const cell of layout.cells) {
    if (cell.row < first || cell.row > last) continue
    const [top, tall] = [heightOf(first, cell.row), heightOf(cell.row, cell.row + cell.rows)]
    frame(document, cell, top, tall)
    writeCell(document, cell, { top, tall, size })
  }
  document.space(height)
}

/** A row higher than a page goes on over the next ones, each cell with the lines it has left. */
function writeTallRow(
  document: DocumentWriter,
  layout: TableLayout,
  { first, last }: Block,
  { size, begin }: { size: number; begin: () => void },
): void {
  if (first !== last) throw new Error('rows that one cell reaches over do not fit a page: split them')
  let cells = layout.cells.filter(({ row }) => row === first)
  for (;;) {
    const most = Math.max(1, Math.floor((document.room - 2 * padding) / (size * leading)))
    const lines = Math.min(most, Math.max(...cells.map((cell) => cell.lines.length)))
    const tall = lines * size * leading + 2 * padding
    for (const cell of cells) {
      frame(document, cell, 0, tall)
      const part: LaidOutCell = { ...cell, lines: cell.lines.slice(0, lines), vertical: 'top' }
      writeCell(document, part, { top: 0, tall, size })
    }
    document.space(tall)
    cells = cells.map((cell) => ({ ...cell, lines: cell.lines.slice(lines) }))
    if (cells.every((cell) => cell.lines.length === 0)) return
    document.newPage()
    begin()
  }
}

function frame(document: DocumentWriter, { x, width }: LaidOutCell, top: number, tall: number): void {
  const [left, right, bottom] = [x, x + width, top + tall]
  document.line({ x: left, top }, { x: right, top })
  document.line({ x: left, top: bottom }, { x: right, top: bottom })
  document.line({ x: left, top }, { x: left, top: bottom })
  document.line({ x: right, top }, { x: right, top: bottom })
}

function writeCell(
  document: DocumentWriter,
  cell: LaidOutCell,
  { top, tall, size }: { top: number; tall: number; size: number },
): void {
  const { lines, align = 'left', vertical = 'middle', bold = false } = cell
  const weight = bold ? 'bold' : 'regular'
  const slack = tall - lines.length * size * leading
  const begin = top + (vertical === 'middle' ? slack / 2 : padding)
  for (const [index, line] of lines.entries()) {
    const free = cell.width - 2 * padding - document.widthOf(line, size, weight)
    const x = cell.x + padding + (align === 'left' ? 0 : align === 'center' ? free / 2 : free)
    document.textAt(line, { x, top: begin + index * size * leading, size, weight })
  }
}
