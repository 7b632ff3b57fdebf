import { describe, expect, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { decodeCsv, readCsv, writeCsvLine } from './csv.js'

const base64 = (bytes: Uint8Array | string): string => Buffer.from(bytes as string).toString('base64')
const columns = ['名称', '区划代码', '备注']

/** 名称 in GBK. */
const nameInGbk = Uint8Array.from([0xc3, 0xfb, 0xb3, 0xc6])

describe('the text of a file', () => {
  test.each([
    ['UTF-8', base64('名称')],
    ['UTF-8 with a BOM', base64('\uFEFF名称')],
    ['GBK', base64(nameInGbk)],
    ['gzip', base64(gzipSync('名称'))],
  ])('is read from %s', (_encoding, bytes) => {
    expect(decodeCsv(bytes)).toBe('名称')
  })

  test.each([
    ['%%%'],
    [base64(Uint8Array.from([0xff, 0xff, 0xff]))],
    [base64(Uint8Array.from([0x1f, 0x8b, 1]))],
  ])('cannot be read from %j', (bytes) => {
    expect(() => decodeCsv(bytes)).toThrow('cannot be read')
  })
})

describe('the rows of a file', () => {
  const read = (text: string) => readCsv(text, columns, ['名称'])

  test('are counted as a spreadsheet counts them, with quotes, line breaks and blank lines', () => {
    const { rows, problems } = read('名称,备注\r\n"甲,""乙""","一\n二"\r\n\r\n丙,丁')
    expect(problems).toEqual([])
    expect(rows.map(({ row, cells }) => [row, ...cells.values()])).toEqual([
      [2, '甲,"乙"', '一\n二'],
      [5, '丙', '丁'],
    ])
  })

  test.each([
    ['名称,备注\n甲', 2, '备注', '第 2 行“备注”列：应有 2 列，实有 1 列。'],
    ['名称,密级\n甲,乙', 1, '密级', '第 1 行“密级”列：不认识的列。'],
    ['备注\n甲', 1, '名称', '第 1 行“名称”列：缺少此列。'],
    ['名称,名称\n甲,乙', 1, '名称', '第 1 行“名称”列：列名重复。'],
    ['名称,备注\n甲,乙\n"丙,丁', 3, '', '第 3 行：引号没有闭合。'],
    ['', 1, '名称', '第 1 行“名称”列：缺少此列。'],
  ])('%j is refused in row %d, column %s', (text, row, column, zh) => {
    expect(read(text).problems[0]).toMatchObject({ row, column, message: { zh } })
  })
})

test.each(['=1+1', '+86 12350', '-1', '@SUM(A1)', '\tx', '甲,"乙"\n丙', "'=x", '寻常'])(
  'what is written for %j runs as no formula and is read back as it was',
  (cell) => {
    const line = writeCsvLine([cell, 'x'])
    expect(line).not.toMatch(/^"?[=+\-@\t]/)
    const [row] = readCsv(`名称,备注\n${line}`, columns, []).rows
    expect(row?.cells.get('名称')).toBe(cell.trim())
  },
)
