import { describe, expect, test } from '@jest/globals'
import { readDataFile, readDivisionHistory, readDivisionList } from './division-file.js'
import { dayBefore, DivisionHistory } from './division-history.js'
import { fullNameOf, DivisionTree, type Division } from './division-tree.js'
import { parseHistory } from './history-list.js'
import { createPinyinReader } from './pinyin.js'

const tree = new DivisionTree(readDivisionList().records)
const readPinyin = createPinyinReader(readDataFile('pinyin.txt'))
const { history: record } = readDivisionHistory()
const history = new DivisionHistory(record, tree, readPinyin)

const countOn = (day: string, level: Division['level']): number =>
  history.on(day).ranked.filter((division) => division.level === level && division.kind === 'DIVISION').length

const codes = (divisions: readonly Division[]): string[] => divisions.map(({ code }) => code)

describe('the divisions of a day', () => {
  /**
   * Against the Ministry of Civil Affairs' yearly bulletins (counties as it counts them, without 港澳台), quoted from
   * memory. `ours` differs where the lists leave a gap nobody has dated: by one county in 2002 and in 2014. Years whose
   * end is a list's own day, from the packages alone but for the cities of 兵团: 2003–2009, 2020 and 2022–2024.
   */
  test.each([
    { year: 2002, prefectures: 332, counties: 2860, ours: 2859 },
    { year: 2003, prefectures: 333, counties: 2861 },
    { year: 2004, prefectures: 333, counties: 2862 },
    { year: 2005, prefectures: 333, counties: 2862 },
    { year: 2006, prefectures: 333, counties: 2860 },
    { year: 2007, prefectures: 333, counties: 2859 },
    { year: 2008, prefectures: 333, counties: 2859 },
    { year: 2009, prefectures: 333, counties: 2858 },
    { year: 2010, prefectures: 333, counties: 2856 },
    { year: 2011, prefectures: 332, counties: 2853 },
    { year: 2012, prefectures: 333, counties: 2852 },
    { year: 2013, prefectures: 333, counties: 2853 },
    { year: 2014, prefectures: 333, counties: 2854, ours: 2853 },
    { year: 2015, prefectures: 334, counties: 2850 },
    { year: 2016, prefectures: 334, counties: 2851 },
    { year: 2017, prefectures: 334, counties: 2851 },
    { year: 2018, prefectures: 333, counties: 2851, oursAbove: 334 },
    { year: 2019, prefectures: 333, counties: 2846 },
    { year: 2020, prefectures: 333, counties: 2844 },
    { year: 2021, prefectures: 333, counties: 2843 },
    { year: 2022, prefectures: 333, counties: 2843 },
    { year: 2023, prefectures: 333, counties: 2844 },
    { year: 2024, prefectures: 333, counties: 2846 },
  ])('of $year are as many as were published', ({ year, prefectures, counties, ours, oursAbove }) => {
    const day = `${String(year)}-12-31`
    expect([countOn(day, 'PROVINCE'), countOn(day, 'CITY'), countOn(day, 'COUNTY')]).toEqual([
      34,
      oursAbove ?? prefectures,
      ours ?? counties,
    ])
  })

  test.each([
    ['2002-12-31', '110103', '北京市崇文区'],
    ['2010-07-01', '110103', undefined],
    ['2018-12-31', '371202', '山东省莱芜市莱城区'],
    ['2019-01-09', '370116', '山东省济南市莱芜区'],
    ['2006-06-30', '469025', '海南省定安县'],
    ['2007-12-31', '469025', '海南省白沙黎族自治县'],
    ['2008-06-30', '410881', '河南省焦作市济源市'],
    ['2012-06-30', '542421', '西藏自治区那曲地区那曲县'],
    ['2005-06-30', '622422', undefined],
    ['2018-12-31', '150171', '内蒙古自治区呼和浩特市呼和浩特金海工业园区'],
  ])('on %s %s is %s', (day, code, fullName) => {
    const found = history.find(code, day)
    expect(found && fullNameOf(found)).toBe(fullName)
  })

  test('hang under the country, each under a parent of that day', () => {
    for (const { day } of record.lists) {
      const [root, ...others] = history.on(day).ranked
      expect(root?.code).toBe('000000')
      expect(others.every(({ parent }) => parent !== null)).toBe(true)
    }
  })

  test('include a town below its county of that day', () => {
    const town = history.find('110101001', '2009-06-30')
    expect(town?.parent?.asOf).not.toBeNull()
    expect(town && fullNameOf(town)).toBe('北京市东城区东华门街道')
    expect(history.find('330114001', '2009-06-30')).toBeUndefined()
  })
})

describe('a code that was ever valid', () => {
  test.each([
    ['110103', '北京市崇文区', ['110101']],
    ['622421', '甘肃省定西地区定西县', ['621102']],
    ['341400', '安徽省巢湖市', ['340100', '340200', '340500']],
    ['440582', '广东省汕头市潮阳市', ['440513', '440514']],
    ['371200', '山东省莱芜市', ['370100']],
    ['142322', '山西省吕梁地区文水县', ['141121']],
    ['410881', '河南省焦作市济源市', ['419001']],
    ['469003', '海南省儋州市', ['460400']],
    ['632859', '青海省海西蒙古族藏族自治州茫崖行政委员会', ['632803']],
  ])('%s was %s and is followed by %j', (code, fullName, successors) => {
    const division = history.findEver(code) as Division
    expect(fullNameOf(division)).toBe(fullName)
    expect(codes(history.replacedBy(division))).toEqual(successors)
  })

  test('of a division leads to one of today', () => {
    const ended = record.periods.filter(({ successors, kind }) => successors !== null && kind === 'DIVISION')
    expect(ended.length).toBeGreaterThan(500)
    for (const { code, to } of ended) {
      const division = history.find(code, to ? dayBefore(to.latest) : '')
      const heirs = division === undefined ? [] : history.successorsToday(division)
      expect([code, heirs.length > 0 && heirs.every((heir) => tree.get(heir.code) === heir)]).toEqual([
        code,
        true,
      ])
    }
  })

  test('is followed step by step, and at once to today', () => {
    const renamed = history.findEver('350204') as Division
    expect(codes(history.successorsToday(renamed))).toEqual(['350203'])
    const islands = history.find('469037', '2006-12-30') as Division
    expect(codes(history.replacedBy(islands))).toEqual(['469031'])
    expect(codes(history.successorsToday(islands))).toEqual(['460302'])
  })

  test('used twice tells two lives apart', () => {
    const then = history.find('469025', '2006-06-30') as Division
    const now = history.findEver('469025') as Division
    expect([history.lifeOf(then)?.to?.latest, history.lifeOf(now)?.to]).toEqual(['2007-12-31', null])
    expect(codes(history.replaces(now))).toEqual(['469030'])
    expect(codes(history.successorsToday(then))).toEqual(['469021'])
  })

  test('keeps its life through new names', () => {
    const jianshui = history.lifeOf(tree.get('530802') as Division)
    expect(jianshui?.periods.map(({ name }) => name)).toEqual(['翠云区', '思茅区'])
    expect(codes(history.replaces(tree.get('530802') as Division))).toEqual(['532701'])
  })

  test('of a zone lies in the divisions known, at least in its parent', () => {
    expect(codes(history.liesIn(tree.get('410173') as Division))).toEqual(['410122', '410184', '410223'])
    expect(codes(history.liesIn(tree.get('410171') as Division))).toEqual(['410100'])
    expect(history.liesIn(tree.get('410102') as Division)).toEqual([])
  })
})

test.each(['110103 崇文区', '110103 崇文区 - 2010', '1101 崇文区 - -', '110103 崇文区 - - > 110101 rumour'])(
  'a history with the line %j is refused',
  (line) => {
    expect(() => parseHistory(`list 2002-12-31 甲\n${line}`)).toThrow(/line 2/)
  },
)
