import { describe, expect, test } from '@jest/globals'
import { readDivisionList } from '../division/division-file.js'
import { DivisionTree } from '../division/division-tree.js'
import { authorityIdOf } from './authority-id.js'
import { listEmergencyDepartments, listFirstAuthorities } from './emergency-departments.js'
import { xpccAuthorityId } from './special-authorities.js'

describe('the emergency-management departments', () => {
  const departments = listEmergencyDepartments(new DivisionTree(readDivisionList().records))
  const byRegion = new Map(departments.map((department) => [department.regionCode, department]))

  test.each([
    ['000000', '应急管理部', 'NATIONAL', null],
    ['410000', '河南省应急管理厅', 'PROVINCE', '000000'],
    ['110000', '北京市应急管理局', 'PROVINCE', '000000'],
    ['650000', '新疆维吾尔自治区应急管理厅', 'PROVINCE', '000000'],
    ['410100', '郑州市应急管理局', 'CITY', '410000'],
    ['410102', '郑州市中原区应急管理局', 'COUNTY', '410100'],
    ['110105', '北京市朝阳区应急管理局', 'COUNTY', '110000'],
    ['410122', '中牟县应急管理局', 'COUNTY', '410100'],
    ['410173', '郑州航空港经济综合实验区应急管理局', 'COUNTY', '410100'],
    ['419001', '济源市应急管理局', 'COUNTY', '410000'],
    ['222400', '延边朝鲜族自治州应急管理局', 'CITY', '220000'],
    ['653228', '和康县应急管理局', 'COUNTY', '653200'],
  ])('%s has %s', (regionCode, name, level, parent) => {
    expect(byRegion.get(regionCode)).toEqual({
      id: authorityIdOf(regionCode),
      kind: 'EMERGENCY_MANAGEMENT',
      name,
      level,
      regionCode,
      toConfirm: false,
      parentAuthorityId: parent === null ? null : authorityIdOf(parent),
    })
  })

  test.each(['710000', '810000', '820000', '410102001', '410171'])('%s has none of its own', (code) => {
    expect(byRegion.has(code)).toBe(false)
  })

  test('stand one in each division of the mainland above the town, and in 郑州航空港', () => {
    expect(departments).toHaveLength(1 + 31 + 333 + 2846 + 1)
  })

  test('of the cities of 兵团 stand under 兵团, those of 新疆 under 新疆', () => {
    expect(byRegion.get('659001')?.parentAuthorityId).toBe(xpccAuthorityId)
    expect(byRegion.get('650100')?.parentAuthorityId).toBe(authorityIdOf('650000'))
  })

  test('and the authorities no division implies come parents first, each with a name of its own', () => {
    const all = listFirstAuthorities(new DivisionTree(readDivisionList().records))
    const told = new Set<string | null>([null])
    for (const { id, parentAuthorityId } of all) {
      expect(told).toContain(parentAuthorityId)
      told.add(id)
    }
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    expect(all.filter(({ kind }) => kind === 'MINE_SAFETY').map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        '国家矿山安全监察局',
        '国家矿山安全监察局河南局',
        '国家矿山安全监察局内蒙古局',
      ]),
    )
  })

  test('have names and ids of their own', () => {
    expect(new Set(departments.map(({ id }) => id)).size).toBe(departments.length)
    expect(new Set(departments.map(({ name }) => name)).size).toBe(departments.length)
  })

  test('come after the department above them', () => {
    const seen = new Set<string | null>([null, xpccAuthorityId])
    for (const { id, parentAuthorityId } of departments) {
      expect(seen).toContain(parentAuthorityId)
      seen.add(id)
    }
  })
})

test('an authority id is a UUIDv4 and never changes', () => {
  expect(authorityIdOf('410100')).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
  expect(authorityIdOf('410100')).toBe(authorityIdOf('410100'))
})
