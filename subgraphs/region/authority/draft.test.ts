import { describe, expect, test } from '@jest/globals'
import { DivisionTree } from '../division/division-tree.js'
import { checkAmong, checkCircles, checkDraft, takenPlaces, type AuthorityDraft } from './draft.js'

const tree = new DivisionTree([
  { code: '000000', name: '中华人民共和国', level: 'COUNTRY', kind: 'DIVISION', parentCode: null },
  { code: '410000', name: '河南省', level: 'PROVINCE', kind: 'DIVISION', parentCode: '000000' },
])
const fit: AuthorityDraft = {
  kind: 'EMERGENCY_MANAGEMENT',
  name: '河南省应急管理厅',
  level: 'PROVINCE',
  regionCode: '410000',
  parentAuthorityId: 'ministry',
  objectionAuthorityId: null,
  contacts: [{ kind: 'HOTLINE', value: '12350' }],
  toConfirm: false,
}

describe('a draft', () => {
  test('may be fit', () => {
    expect(checkDraft(fit, tree)).toEqual([])
    expect(checkDraft({ ...fit, kind: 'XPCC', regionCode: null }, tree)).toEqual([])
  })

  test.each<[Partial<AuthorityDraft>, string]>([
    [{ name: ' ' }, 'name'],
    [{ name: '厅'.repeat(101) }, 'name'],
    [{ name: '河南\u0000厅' }, 'name'],
    [{ regionCode: '419999' }, 'regionCode'],
    [{ kind: 'MINE_SAFETY', regionCode: null }, 'regionCode'],
    [{ level: 'NATIONAL' }, 'level'],
    [{ regionCode: '000000' }, 'level'],
    [{ parentAuthorityId: null }, 'parentAuthorityId'],
    [{ contacts: [{ kind: 'HOTLINE', value: 'abc' }] }, 'contacts'],
    [{ contacts: [{ kind: 'WEBSITE', value: 'javascript:alert(1)' }] }, 'contacts'],
    [{ contacts: [{ kind: 'EMAIL', value: 'x' }] }, 'contacts'],
  ])('with %j is not fit for its %s', (change, field) => {
    expect(checkDraft({ ...fit, ...change }, tree)[0]?.field).toBe(field)
  })
})

describe('among the others', () => {
  const plan = new Map<string, AuthorityDraft & { closedOn?: string | null }>([
    ['ministry', { ...fit, name: '应急管理部', regionCode: '000000', parentAuthorityId: null }],
    ['henan', fit],
    ['closed', { ...fit, name: '旧机关', regionCode: '420000', closedOn: '2020-01-01' }],
  ])
  const taken = takenPlaces(plan)

  test.each<[string, Partial<AuthorityDraft>, string[]]>([
    ['henan', {}, []],
    ['new', {}, ['name', 'regionCode']],
    ['new', { name: '旧机关', regionCode: '420000' }, []],
    ['new', { name: '新', regionCode: '430000', parentAuthorityId: 'nobody' }, ['parentAuthorityId']],
    ['new', { name: '新', regionCode: '430000', objectionAuthorityId: 'closed' }, ['objectionAuthorityId']],
  ])('%s with %j is wrong in %j', (id, change, fields) => {
    expect(checkAmong(id, { ...fit, ...change }, plan, taken).map(({ field }) => field)).toEqual(fields)
  })
})

test('a circle is told from each of its members, with the whole chain, and from nobody below', () => {
  const draft = (name: string, parentAuthorityId: string | null) => ({ ...fit, name, parentAuthorityId })
  const plan = new Map([
    ['a', draft('甲', 'b')],
    ['b', draft('乙', 'c')],
    ['c', draft('丙', 'a')],
    ['d', draft('丁', 'a')],
    ['e', draft('戊', 'e')],
  ])
  expect(checkCircles('b', plan)[0]).toEqual({
    field: 'parentAuthorityId',
    message: {
      zh: '上级关系成环：乙 → 丙 → 甲 → 乙',
      en: 'the authorities above it come back to it: 乙 → 丙 → 甲 → 乙',
    },
  })
  expect(checkCircles('d', plan)).toEqual([])
  expect(checkCircles('e', plan)[0]?.message.zh).toBe('上级关系成环：戊 → 戊')
})
