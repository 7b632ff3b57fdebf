import { describe, expect, test } from '@jest/globals'
import { AndonError } from '../../../platform/errors.js'
import { readDivisionList } from '../division/division-file.js'
import { DivisionTree } from '../division/division-tree.js'
import { readDivisionTable } from './division-table.js'

const tree = new DivisionTree(readDivisionList().records)
const read = (text: string) => readDivisionTable(Buffer.from(text).toString('base64'), tree)

/** 区划代码,名称 / 410000,河南省 / 410100,郑州市 in GBK. */
const gbk = Buffer.concat([
  Buffer.from('c7f8bbaeb4fac2eb2cc3fbb3c60a', 'hex'),
  Buffer.from('410000'),
  Buffer.from('2cbad3c4cfcaa10a', 'hex'),
  Buffer.from('410100'),
  Buffer.from('2cd6a3d6ddcad00a', 'hex'),
])

function failureOf(text: string): AndonError {
  try {
    read(text)
  } catch (error) {
    if (error instanceof AndonError) return error
  }
  throw new Error('it was read')
}

describe('a list of divisions as a file', () => {
  test('is read in GBK, with a byte order mark and with Windows line ends', () => {
    const names = ['河南省', '郑州市']
    expect(readDivisionTable(gbk.toString('base64'), tree).map(({ name }) => name)).toEqual(names)
    expect(
      read('\uFEFF区划代码,名称\r\n410000,河南省\r\n\r\n410100,"郑州市"\r\n').map(({ name }) => name),
    ).toEqual(names)
  })

  test('tells parents and levels by the codes, or by a column', () => {
    const [, city, county, zone] = read(
      '区划代码,名称,上级代码,性质\n410000,河南省,,\n410100,郑州市,,\n410199,新区,,\n410198,某开发区,410000,功能区',
    )
    expect(city).toMatchObject({ parentCode: '410000', level: 'CITY', kind: 'DIVISION' })
    expect(county).toMatchObject({ parentCode: '410100', level: 'COUNTY' })
    expect(zone).toMatchObject({ parentCode: '410000', kind: 'FUNCTIONAL_ZONE' })
  })

  test('passes over rows that are no divisions', () => {
    expect(read('区划代码,名称\n410000,河南省\n419000,省直辖县级行政区划\n410101,市辖区')).toHaveLength(1)
  })

  test.each([
    ['a bad code', '区划代码,名称\n410000,河南省\n41010,郑州市', 3, '区划代码'],
    ['a code twice', '区划代码,名称\n410000,河南省\n410000,河南省', 3, '区划代码'],
    ['no name', '区划代码,名称\n410000,河南省\n410100,', 3, '名称'],
    ['a name with a space', '区划代码,名称\n410000,河南 省', 2, '名称'],
    ['an unknown kind', '区划代码,名称,性质\n410000,河南省,国', 2, '性质'],
    ['no such parent', '区划代码,名称,上级代码\n410000,河南省,\n410100,郑州市,999999', 3, '上级代码'],
    ['a missing column', '区划代码\n410000', 1, '名称'],
    ['too many cells', '区划代码,名称\n410000,河南省,1', 2, '名称'],
    ['an open quote', '区划代码,名称\n410000,"河南省', 2, ''],
  ])('with %s names the row and the column', (_what, text, row, column) => {
    const failure = failureOf(text)
    expect(failure).toMatchObject({ code: 'BAD_USER_INPUT', inputPath: 'csv', details: { row, column } })
    expect(failure.messages.zh).toContain(`第 ${String(row)} 行`)
  })

  test('whose parents form a circle is refused', () => {
    const failure = failureOf('区划代码,名称,上级代码\n410198,甲区,410199\n410199,乙区,410198')
    expect(failure.details).toEqual({ row: 2, column: '上级代码' })
  })

  test('of ten thousand rows with one bad cell names that cell', () => {
    const rows = Array.from(
      { length: 10_000 },
      (_, at) => `410102${String(at % 1000).padStart(3, '0')},第${String(at)}街道`,
    )
    const distinct = rows.map((line, at) => `${String(410_102_000 + at)}${line.slice(9)}`)
    distinct[7_000] = '410199,'
    const parents = Array.from(
      { length: 11 },
      (_, at) => `4101${String(at + 2).padStart(2, '0')},区${String(at)}`,
    )
    const failure = failureOf(['区划代码,名称', ...parents, ...distinct].join('\n'))
    expect(failure.details).toEqual({ row: 1 + parents.length + 7_001, column: '名称' })
  })

  test('that is no text at all is refused', () => {
    expect(() => readDivisionTable(Buffer.from([0xff, 0xfe, 0x80, 0xff]).toString('base64'), tree)).toThrow(
      AndonError,
    )
  })
})
