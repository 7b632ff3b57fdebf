/** A cell of a table; `column` and `row` are where it begins, both from 0. */
export type Cell = {
  column: number
  row: number
  columns?: number
  rows?: number
  text: string
  align?: 'left' | 'center' | 'right'
  bold?: boolean
  /** Where the text stands between top and bottom. */
  vertical?: 'top' | 'middle'
}

export type LaidOutCell = Cell & { lines: string[]; x: number; width: number; rows: number; columns: number }

/** Rows that stay on one page, because a cell reaches over them. */
export type Block = { first: number; last: number; height: number }

export type TableLayout = { cells: LaidOutCell[]; heights: number[]; blocks: Block[] }

export type TableMeasures = {
  widths: readonly number[]
  padding: number
  lineHeight: number
  leastHeight: number
  breakCell: (text: string, width: number, bold: boolean) => string[]
}

/** Where everything of a table goes: a row is as high as its cells want, the last of several takes what is missing. */
export function layOutTable(cells: readonly Cell[], measures: TableMeasures): TableLayout {
  const laidOut = cells.map((cell) => layOutCell(cell, measures))
  const rowCount = Math.max(0, ...laidOut.map(({ row, rows }) => row + rows))
  const heights = Array.from({ length: rowCount }, () => measures.leastHeight)
  for (const cell of laidOut.toSorted((a, b) => a.rows - b.rows)) {
    const last = cell.row + cell.rows - 1
    const wanted = cell.lines.length * measures.lineHeight + 2 * measures.padding
    const given = heights.slice(cell.row, last + 1).reduce((sum, height) => sum + height, 0)
    heights[last] = (heights[last] ?? 0) + Math.max(0, wanted - given)
  }
  return { cells: laidOut, heights, blocks: blocksOf(laidOut, heights) }
}

function layOutCell(cell: Cell, { widths, padding, breakCell }: TableMeasures): LaidOutCell {
  const { column, columns = 1, rows = 1, bold = false } = cell
  const sum = (from: number, to: number) => widths.slice(from, to).reduce((total, width) => total + width, 0)
  const width = sum(column, column + columns)
  return {
    ...cell,
    columns,
    rows,
    x: sum(0, column),
    width,
    lines: breakCell(cell.text, width - 2 * padding, bold),
  }
}

function blocksOf(cells: readonly LaidOutCell[], heights: readonly number[]): Block[] {
  const blocks: Block[] = []
  for (const [row, height] of heights.entries()) {
    const last = Math.max(
      row,
      ...cells.filter((cell) => cell.row === row).map((cell) => cell.row + cell.rows - 1),
    )
    const open = blocks.at(-1)
    if (open === undefined || row > open.last) blocks.push({ first: row, last, height })
    else {
      open.last = Math.max(open.last, last)
      open.height += height
    }
  }
  return blocks
}
