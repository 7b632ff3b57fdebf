import { describe, expect, test } from '@jest/globals'
import { readDivisionList } from './division-file.js'
import { parseDivisionList, type DivisionKind, type DivisionLevel } from './division-list.js'
import { DivisionTree, fullNameOf, pathOf } from './division-tree.js'

const { records } = readDivisionList()
const tree = new DivisionTree(records)

const countOf = (level: DivisionLevel, kind: DivisionKind) =>
  records.filter((division) => division.level === level && division.kind === kind).length

describe('the list of divisions', () => {
  // Provinces, prefectures and counties: Ministry of Civil Affairs, end of 2024. Towns: Bureau of Statistics, mid-2023.
  test.each([
    ['COUNTRY', 1, 0],
    ['PROVINCE', 34, 0],
    ['CITY', 333, 0],
    ['COUNTY', 2846, 129],
    ['TOWN', 38631, 2710],
  ] as const)('has the published number at level %s', (level, divisions, zones) => {
    expect([countOf(level, 'DIVISION'), countOf(level, 'FUNCTIONAL_ZONE')]).toEqual([divisions, zones])
  })

  test.each([
    ['410102', '河南省郑州市中原区', 'COUNTY', 'DIVISION', '410100'],
    ['410102001', '河南省郑州市中原区林山寨街道', 'TOWN', 'DIVISION', '410102'],
    ['419001', '河南省济源市', 'COUNTY', 'DIVISION', '410000'],
    ['419001001', '河南省济源市沁园街道', 'TOWN', 'DIVISION', '419001'],
    ['410173', '河南省郑州市郑州航空港经济综合实验区', 'COUNTY', 'FUNCTIONAL_ZONE', '410100'],
    ['110101', '北京市东城区', 'COUNTY', 'DIVISION', '110000'],
    ['500235', '重庆市云阳县', 'COUNTY', 'DIVISION', '500000'],
    ['441900', '广东省东莞市', 'CITY', 'DIVISION', '440000'],
    ['441900121', '广东省东莞市虎门镇', 'TOWN', 'DIVISION', '441900'],
    ['620201100', '甘肃省嘉峪关市新城镇', 'TOWN', 'DIVISION', '620200'],
    ['659012', '新疆维吾尔自治区白杨市', 'COUNTY', 'DIVISION', '650000'],
    ['653228', '新疆维吾尔自治区和田地区和康县', 'COUNTY', 'DIVISION', '653200'],
    ['653229', '新疆维吾尔自治区和田地区和安县', 'COUNTY', 'DIVISION', '653200'],
    ['460302', '海南省三沙市西沙区', 'COUNTY', 'DIVISION', '460300'],
    ['820000', '澳门特别行政区', 'PROVINCE', 'DIVISION', '000000'],
    ['000000', '中华人民共和国', 'COUNTRY', 'DIVISION', null],
  ])('knows %s as %s', (code, fullName, level, kind, parentCode) => {
    const division = tree.get(code)
    expect(division).toMatchObject({ code, level, kind, parentCode })
    expect(division && fullNameOf(division)).toBe(fullName)
  })

  test.each(['110100', '419000', '429000', '469000', '500200', '659000', '320611', '130390', '620201'])(
    'has no %s, which is virtual, abolished or invented',
    (code) => {
      expect(tree.get(code)).toBeUndefined()
    },
  )

  test('hangs every division under the country', () => {
    for (const division of tree.ranked) expect(pathOf(division)[0]?.code).toBe('000000')
  })

  test('lists children in the order of their codes', () => {
    const codes = tree.get('410100')?.children.map(({ code }) => code) ?? []
    expect(codes).toHaveLength(15)
    expect(codes).toEqual([...codes].sort())
  })
})

describe('a division list that is damaged', () => {
  test.each([
    ['a child two levels down', '000000 国\n  410000 河南省'],
    ['a second root', '000000 国\n110000 北京市'],
    ['no name', '000000 国\n 410000'],
    ['a code of seven digits', '000000 国\n 4100001 河南省'],
    ['a town without a county', '001 林山寨街道'],
  ])('is refused: %s', (_what, text) => {
    expect(() => parseDivisionList(text)).toThrow(/line \d/)
  })

  test('is refused where a code stands twice', () => {
    expect(() => new DivisionTree(parseDivisionList('000000 国\n 410000 甲\n 410000 乙'))).toThrow(/twice/)
  })
})
