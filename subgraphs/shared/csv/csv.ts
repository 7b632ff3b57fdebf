import { gunzipSync } from 'node:zlib'
import { AndonError } from '../../../platform/errors.js'

/** What is wrong in a file: the row as a spreadsheet counts it (the header is row 1), and the column's name. */
export type CsvProblem = { row: number; column: string; message: { zh: string; en: string } }

export type CsvRow = { row: number; cells: ReadonlyMap<string, string> }

const mostBytes = 32 * 1_048_576

/**
 * The text of a file as spreadsheets save it: UTF-8 with or without a BOM, otherwise GB18030, which GBK and GB2312 are
 * part of. May be compressed by gzip.
 *
 * @param base64 the bytes of the file
 * @throws AndonError BAD_USER_INPUT naming `csv`
 */
export function decodeCsv(base64: string): string {
  if (!/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(base64)) throw unreadable()
  const given = Buffer.from(base64, 'base64')
  const bytes = given[0] === 0x1f && given[1] === 0x8b ? unzip(given) : given
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // Not in this one.
    }
  }
  throw unreadable()
}

function unzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: mostBytes })
  } catch {
    throw unreadable()
  }
}

function unreadable(): AndonError {
  return new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '文件无法读取：应为 UTF-8 或 GBK 编码的 CSV 文件，并以 Base64 传送。',
      en: 'The file cannot be read: it should be CSV in UTF-8 or GBK, sent as Base64.',
    },
    { inputPath: 'csv' },
  )
}

/**
 * Reads RFC 4180 with any line ending. Blank lines are passed over; a row with too many or too few cells and a quote
 * that is never closed are problems, and so is a column nobody knows or one that is missing.
 */
export function readCsv(
  text: string,
  columns: readonly string[],
  required: readonly string[],
): { rows: CsvRow[]; problems: CsvProblem[] } {
  const { records, openQuoteAt } = splitRecords(text)
  if (openQuoteAt !== undefined)
    return { rows: [], problems: [problem(openQuoteAt, '', '引号没有闭合', 'a quote is never closed')] }
  const [header, ...lines] = records
  const names = header?.cells.map((cell) => cell.trim()) ?? []
  const problems = checkHeader(names, columns, required)
  if (problems.length > 0) return { rows: [], problems }
  const rows = lines.flatMap(({ row, cells }) => {
    if (cells.length === names.length)
      return [{ row, cells: new Map(names.map((name, index) => [name, unguard(cells[index] ?? '').trim()])) }]
    problems.push(
      problem(
        row,
        names[Math.min(cells.length, names.length - 1)] ?? '',
        `应有 ${String(names.length)} 列，实有 ${String(cells.length)} 列`,
        `has ${String(cells.length)} cells, not ${String(names.length)}`,
      ),
    )
    return []
  })
  return { rows, problems }
}

function checkHeader(
  names: readonly string[],
  columns: readonly string[],
  required: readonly string[],
): CsvProblem[] {
  const doubled = names.filter((name, index) => names.indexOf(name) !== index)
  return [
    ...names
      .filter((name) => !columns.includes(name))
      .map((name) => problem(1, name, '不认识的列', 'an unknown column')),
    ...doubled.map((name) => problem(1, name, '列名重复', 'a column that stands twice')),
    ...required
      .filter((name) => !names.includes(name))
      .map((name) => problem(1, name, '缺少此列', 'a missing column')),
  ]
}

export function problem(row: number, column: string, zh: string, en: string): CsvProblem {
  const where = `第 ${String(row)} 行${column === '' ? '' : `“${column}”列`}`
  const place = `row ${String(row)}${column === '' ? '' : `, column "${column}"`}`
  return { row, column, message: { zh: `${where}：${zh}。`, en: `${place}: ${en}.` } }
}

type Line = { row: number; cells: string[] }

function splitRecords(text: string): { records: Line[]; openQuoteAt: number | undefined } {
  const records: Line[] = []
  let cells: string[] = []
  let row = 1
  let startedAt = 1
  // A quoted cell, or a bare one, and what ends it.
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/gy
  let at = 0
  while (at < text.length || cells.length > 0) {
    cell.lastIndex = at
    const found = cell.exec(text)
    if (found === null) return { records, openQuoteAt: startedAt }
    const [whole, quoted, bare = '', end = ''] = found
    cells.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'))
    at += whole.length
    row += (quoted?.match(/\r\n|\r|\n/g) ?? []).length
    if (end === ',') continue
    if (cells.some((content) => content.trim() !== '')) records.push({ row: startedAt, cells })
    cells = []
    row += 1
    startedAt = row
    if (end === '') break
  }
  return { records, openQuoteAt: undefined }
}

/** A spreadsheet takes a cell that begins so for a formula and runs it; an apostrophe before it is the guard. */
const formula = /^'*[=+\-@\t\r]/

/** One line with its line ending, fit to be opened in a spreadsheet. */
export function writeCsvLine(cells: readonly string[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`
}

/** A text as a spreadsheet shows it and does not run it. */
export function guardFormula(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

function writeCell(text: string): string {
  const guarded = guardFormula(text)
  return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded
}

/** What `writeCell` put before a cell is no part of it. */
function unguard(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell
}
