import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openCaseSubgraph, type CaseSubgraph } from '../../../test/support/case-subgraph.js'
import { plantCaseTree } from '../../../test/support/case-tree.js'
import { staffOf } from '../../../test/support/staff.js'
import type { Viewer } from '../../../platform/viewer/viewer.js'

describe('rules, calendar and channels', () => {
  let subgraph: CaseSubgraph
  beforeAll(async () => {
    subgraph = await openCaseSubgraph(() => new Date('2026-03-02T10:00:00+08:00'))
    await plantCaseTree(subgraph.database)
  })
  afterAll(() => subgraph.close())

  const codeOf = async (query: string, variables: object, viewer: Viewer) => {
    const { errors } = await subgraph.ask({ query, variables: { ...variables }, viewer })
    return errors[0] === undefined
      ? 'OK'
      : [errors[0].extensions.code, errors[0].extensions['inputPath']].join(' ').trim()
  }
  const leader = staffOf('410100', 'LEADER')
  const admin = staffOf('410100', 'SYSTEM_ADMIN')

  const add = 'mutation($input: DeadlineRuleInput!) { addDeadlineRule(input: $input) { id confirmed } }'
  const rule = {
    kind: 'VERIFICATION',
    regionCode: '410100',
    effectiveFrom: '2026-03-02',
    days: 45,
    unit: 'NATURAL',
    legalReference: '市应急〔2026〕1号第三条',
  }
  it.each<[string, object, Viewer, string]>([
    ['by a leader within reach', {}, leader, 'OK'],
    ['twice for one day', {}, leader, 'CONFLICT input.effectiveFrom'],
    ['from yesterday', { effectiveFrom: '2026-03-01' }, leader, 'BAD_USER_INPUT input.effectiveFrom'],
    ['of no days', { days: 0 }, leader, 'BAD_USER_INPUT input.days'],
    ['without a text', { legalReference: ' ' }, leader, 'BAD_USER_INPUT input.legalReference'],
    ['for the province', { regionCode: '410000' }, leader, 'FORBIDDEN'],
    ['by an officer', {}, staffOf('410100', 'CASE_OFFICER'), 'FORBIDDEN'],
  ])('a rule is added %s: %#', async (_how, change, viewer, expected) => {
    expect(await codeOf(add, { input: { ...rule, ...change } }, viewer)).toBe(expected)
  })

  const importYear = `mutation($year: Int!, $holidays: [String!]!, $workdays: [String!]!) {
    importCalendarYear(year: $year, holidays: $holidays, workdays: $workdays, source: "国办发明电〔2026〕1号") { year } }`
  const year = { year: 2027, holidays: ['2027-01-01', '2027-10-01'], workdays: ['2027-01-02'] }
  it.each<[string, object, Viewer, string]>([
    ['by the administrator', {}, admin, 'OK'],
    ['by a leader', {}, leader, 'FORBIDDEN'],
    ['with a day of another year', { holidays: ['2026-10-01'] }, admin, 'BAD_USER_INPUT holidays'],
    ['with a weekend off', { holidays: ['2027-01-02'] }, admin, 'BAD_USER_INPUT holidays'],
    ['with a weekday worked', { workdays: ['2027-01-04'] }, admin, 'BAD_USER_INPUT workdays'],
    ['without a holiday', { holidays: [] }, admin, 'BAD_USER_INPUT holidays'],
  ])('a year is imported %s', async (_how, change, viewer, expected) => {
    expect(await codeOf(importYear, { ...year, ...change }, viewer)).toBe(expected)
    const { data } = await subgraph.ask({ query: '{ calendarYears { year source } }', viewer: leader })
    expect(data).toMatchObject({
      calendarYears: expect.arrayContaining([{ year: 2026, source: 'chinese-days' }]),
    })
  })

  const set =
    'mutation($kind: NoticeChannelKind!, $address: String) { setNoticeChannel(kind: $kind, address: $address) { kind } }'
  it.each<[string, object, Viewer, string]>([
    ['a mailbox', { kind: 'EMAIL', address: 'duty@city.example.cn' }, leader, 'OK'],
    [
      'a webhook on a host that is allowed',
      { kind: 'WEBHOOK', address: 'https://hooks.example.cn/a' },
      leader,
      'OK',
    ],
    [
      'a webhook elsewhere',
      { kind: 'WEBHOOK', address: 'https://169.254.169.254/' },
      leader,
      'BAD_USER_INPUT address',
    ],
    [
      'a webhook in the clear',
      { kind: 'WEBHOOK', address: 'http://hooks.example.cn/a' },
      leader,
      'BAD_USER_INPUT address',
    ],
    [
      'a webhook with a password',
      { kind: 'WEBHOOK', address: 'https://a:b@hooks.example.cn/' },
      leader,
      'BAD_USER_INPUT address',
    ],
    ['no mailbox', { kind: 'EMAIL', address: 'nobody' }, leader, 'BAD_USER_INPUT address'],
    ['nothing any more', { kind: 'WEBHOOK', address: null }, leader, 'OK'],
    [
      'a mailbox by an officer',
      { kind: 'EMAIL', address: 'x@example.cn' },
      staffOf('410100', 'CASE_OFFICER'),
      'FORBIDDEN',
    ],
  ])('an authority is told by %s', async (_what, variables, viewer, expected) => {
    expect(await codeOf(set, variables, viewer)).toBe(expected)
  })

  it('an authority sees its own channels and no other’s', async () => {
    const channels = async (viewer: Viewer) =>
      (await subgraph.ask({ query: '{ noticeChannels { kind address } }', viewer })).data
    expect(await channels(leader)).toEqual({
      noticeChannels: [{ kind: 'EMAIL', address: 'duty@city.example.cn' }],
    })
    expect(await channels(staffOf('410300', 'LEADER'))).toEqual({ noticeChannels: [] })
  })
})
