import { describe, expect, test } from '@jest/globals'
import { readDataFile, readDivisionList } from './division-file.js'
import { DivisionSearch } from './division-search.js'
import { DivisionTree, fullNameOf } from './division-tree.js'
import { createPinyinReader } from './pinyin.js'

const search = new DivisionSearch(
  new DivisionTree(readDivisionList().records),
  createPinyinReader(readDataFile('pinyin.txt')),
)
const find = (text: string, first = 10) => search.find(text, first).map(fullNameOf)

describe('searching divisions', () => {
  test.each([
    ['郑州', '河南省郑州市'],
    ['郑州市', '河南省郑州市'],
    ['河南', '河南省'],
    ['郑州航空港', '河南省郑州市郑州航空港经济综合实验区'],
    ['航空港', '河南省郑州市郑州航空港经济综合实验区'],
    ['济源', '河南省济源市'],
    ['中国', '中华人民共和国'],
    ['林山寨', '河南省郑州市中原区林山寨街道'],
    ['延边州', '吉林省延边朝鲜族自治州'],
  ])('finds %s by its name', (text, best) => {
    expect(find(text)[0]).toBe(best)
  })

  test.each([
    ['河南 郑州 中原', '河南省郑州市中原区'],
    ['郑州 中原', '河南省郑州市中原区'],
    ['  河南省/郑州市，中原区 ', '河南省郑州市中原区'],
    ['河南省济源市', '河南省济源市'],
    ['河南省郑州市中原区林山寨街道', '河南省郑州市中原区林山寨街道'],
    ['北京朝阳', '北京市朝阳区'],
    ['吉林吉林船营', '吉林省吉林市船营区'],
    ['广西省南宁', '广西壮族自治区南宁市'],
    ['恩施州利川', '湖北省恩施土家族苗族自治州利川市'],
    ['湖南湘潭', '湖南省湘潭市'],
    ['高邮(马棚街道)', '江苏省扬州市高邮市经济开发区（马棚街道）'],
    ['东莞虎门', '广东省东莞市虎门镇'],
  ])('finds %s by its path', (text, best) => {
    expect(find(text)[0]).toBe(best)
  })

  test.each([
    ['410102', '河南省郑州市中原区'],
    ['4101', '河南省郑州市'],
    ['４１９００１', '河南省济源市'],
    ['410102001', '河南省郑州市中原区林山寨街道'],
  ])('finds %s by its code', (text, best) => {
    expect(find(text)[0]).toBe(best)
  })

  test('ranks the exact name, the short name, the beginning, the middle; higher levels first among equals', () => {
    expect(find('和平区')[0]).toBe('天津市和平区')
    expect(find('朝阳', 4)).toEqual([
      '辽宁省朝阳市',
      '北京市朝阳区',
      '辽宁省朝阳市朝阳县',
      '吉林省长春市朝阳区',
    ])
    const hits = search.find('朝阳', 50).map(({ name }) => name)
    expect(hits.findLastIndex((name) => /^朝阳(?:市|区|县|镇|乡|街道)$/.test(name))).toBeLessThan(
      hits.findIndex((name) => !/^朝阳(?:市|区|县|镇|乡|街道)$/.test(name)),
    )
  })

  test('a code lists the divisions below it, higher levels first', () => {
    expect(search.find('4101', 50).map(({ level }) => level)).toEqual([
      'CITY',
      ...Array<string>(15).fill('COUNTY'),
      ...Array<string>(34).fill('TOWN'),
    ])
  })

  test.each([
    ['zhengzhou', '河南省郑州市'],
    ['Zhengzhou', '河南省郑州市'],
    ['zhengzhoushi', '河南省郑州市'],
    ['zhengzhou zhongyuan', '河南省郑州市中原区'],
    ['zhengzhouzhongyuan', '河南省郑州市中原区'],
    ['zz zhongyuanqu', '河南省郑州市中原区'],
    ['郑州 zhongyuan', '河南省郑州市中原区'],
    ['zhengzhou 中原', '河南省郑州市中原区'],
    ['hn zz zyq', '河南省郑州市中原区'],
    ['changge', '河南省许昌市长葛市'],
    ['zhangzi', '山西省长治市长子县'],
    ['chongqing', '重庆市'],
    ['xiamen', '福建省厦门市'],
    ["Lu'an", '安徽省六安市'],
    ['taizhoushi', '江苏省泰州市'],
    ['bengbu', '安徽省蚌埠市'],
    ['bozhou', '安徽省亳州市'],
    ['biyang', '河南省驻马店市泌阳县'],
    ['lvliang', '山西省吕梁市'],
    ['Lüliang', '山西省吕梁市'],
    ['fanyu', undefined],
    ['panyu', '广东省广州市番禺区'],
    ['yueqing', '浙江省温州市乐清市'],
    ['hangkonggang', '河南省郑州市郑州航空港经济综合实验区'],
  ])('finds %s by its spelling', (text, best) => {
    if (best === undefined) expect(find(text)).not.toContain('广东省广州市番禺区')
    else expect(find(text)[0]).toBe(best)
  })

  test('finds 郑州市 among those whose initials are zzs', () => {
    expect(find('zzs')).toContain('河南省郑州市')
    expect(find('zz')).toContain('河南省郑州市')
  })

  test('answers whatever is typed within a few milliseconds', () => {
    const typed = [
      'z',
      's',
      'zh',
      'shi',
      'zhengzhou',
      'zzs',
      '新',
      '镇',
      '北京朝阳',
      'zhengzhou zhongyuan',
      'xqjd',
    ]
    for (const text of typed) search.find(text, 10)
    const startedAt = performance.now()
    for (let round = 0; round < 20; round++) for (const text of typed) search.find(text, 10)
    // A deadline against a loop over all names, not a measure: the bench tells the speed.
    expect((performance.now() - startedAt) / (20 * typed.length)).toBeLessThan(10)
  })

  test.each([
    '',
    '   ',
    '，',
    'zzzzqq',
    '999999',
    '港闸区',
    '中原 河南 不存在',
    '一 二 三 四 五 六',
    '\n',
    '中原\n区'.repeat(10),
  ])('finds nothing for %j', (text) => {
    expect(find(text)).toEqual([])
  })

  test('finds every division by the path it is shown with', () => {
    const lost = new DivisionTree(readDivisionList().records).ranked
      .filter((_, index) => index % 50 === 0)
      .map(fullNameOf)
      .filter((fullName) => !find(fullName).includes(fullName))
    expect(lost).toEqual([])
  })

  test('names no division twice and no more than asked for', () => {
    for (const text of ['新', '镇', '郑州', '河南 镇', '北京市朝阳']) {
      const codes = search.find(text, 7).map(({ code }) => code)
      expect(new Set(codes).size).toBe(codes.length)
      expect(codes.length).toBeLessThanOrEqual(7)
    }
  })
})
