import type { DivisionTree } from '../division/division-tree.js'
import { parentOfCode } from '../division/division-history.js'
import { levelOfCode, type DivisionKind, type DivisionRecord } from '../division/division-list.js'
import { regionCodePattern } from '../division/region-code.js'
import { AndonError } from '../../../platform/errors.js'
import { decodeCsv, problem, readCsv, type CsvProblem, type CsvRow } from '../../shared/csv/csv.js'

const columns = { code: '区划代码', name: '名称', parent: '上级代码', kind: '性质' } as const

const kinds: Readonly<Record<string, DivisionKind>> = {
  '': 'DIVISION',
  行政区划: 'DIVISION',
  DIVISION: 'DIVISION',
  功能区: 'FUNCTIONAL_ZONE',
  FUNCTIONAL_ZONE: 'FUNCTIONAL_ZONE',
}

/**
 * Next year's list as a CSV file: code and name, and where the code does not tell it the parent, and the kind. What
 * keeps the published table rectangular (市辖区, 省直辖县级行政区划) is passed over.
 *
 * @param today where a parent that is not in the file may be
 * @throws AndonError BAD_USER_INPUT naming the first row and column that is wrong
 */
export function readDivisionTable(base64: string, today: DivisionTree): DivisionRecord[] {
  const read = readCsv(decodeCsv(base64), Object.values(columns), [columns.code, columns.name])
  const [wrong] = read.problems
  if (wrong !== undefined) throw asError(wrong)
  const rows = read.rows.filter(isDivision)
  if (rows.length === 0) throw badCell(2, columns.code, '没有任何区划', 'there is no division')
  const rowOf = new Map<string, CsvRow>()
  for (const row of rows) {
    const code = cellOf(row, 'code')
    if (!regionCodePattern.test(code) || code === '000000')
      throw badCell(row.row, '区划代码', '应为六位或九位数字', 'six or nine digits are wanted')
    if (rowOf.has(code)) throw badCell(row.row, '区划代码', '与前面的一行重复', 'the code stands twice')
    rowOf.set(code, row)
  }
  const exists = (code: string): boolean => rowOf.has(code) || today.get(code) !== undefined
  const records = rows.map((row) => readRow(row, exists, today))
  refuseCycles(records, rowOf)
  return records
}

function isDivision(row: CsvRow): boolean {
  return !/^(?:市辖区|县|省直辖.*|自治区直辖.*)$/.test(cellOf(row, 'name'))
}

function cellOf({ cells }: CsvRow, column: keyof typeof columns): string {
  return cells.get(columns[column]) ?? ''
}

/** The place is told in words and in fields; the cell itself is not repeated. */
function asError({ row, column, message }: CsvProblem): AndonError {
  return new AndonError('BAD_USER_INPUT', message, { inputPath: 'csv', details: { row, column } })
}

function badCell(row: number, column: string, zh: string, en: string): AndonError {
  return asError(problem(row, column, zh, en))
}

function readRow(line: CsvRow, exists: (code: string) => boolean, today: DivisionTree): DivisionRecord {
  const { row } = line
  const code = cellOf(line, 'code')
  const name = cellOf(line, 'name')
  const parent = cellOf(line, 'parent')
  const kind = cellOf(line, 'kind')
  if (!/^[^\s~]{1,64}$/u.test(name))
    throw badCell(row, '名称', '不能为空，也不能有空格', 'a name without spaces is wanted')
  const unsaid = kind === '' ? today.get(code)?.kind : undefined
  const known = unsaid ?? (Object.hasOwn(kinds, kind) ? kinds[kind] : undefined)
  if (known === undefined) throw badCell(row, '性质', '应为“行政区划”或“功能区”', 'unknown kind')
  const parentCode = parent === '' ? parentOfCode(code, exists) : parent
  if (parentCode === null || !(parentCode === '000000' || exists(parentCode)))
    throw badCell(row, '上级代码', '没有这个上级区划', 'there is no such parent')
  return { code, name, kind: known, level: levelOfCode(code), parentCode }
}

function refuseCycles(records: readonly DivisionRecord[], rowOf: ReadonlyMap<string, CsvRow>): void {
  const parentOf = new Map(records.map(({ code, parentCode }) => [code, parentCode]))
  for (const { code } of records) {
    const seen = new Set([code])
    for (let at = parentOf.get(code); at; at = parentOf.get(at)) {
      if (seen.has(at))
        throw badCell(rowOf.get(code)?.row ?? 0, '上级代码', '上级循环', 'its parents form a circle')
      seen.add(at)
    }
  }
}
