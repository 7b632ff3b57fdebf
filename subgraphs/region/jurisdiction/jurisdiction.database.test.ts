import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { openRegionDesk, type RegionDesk } from '../../../test/support/region-desk.js'
import { staffOf } from '../../../test/support/staff.js'
import { authorityIdOf } from '../authority/authority-id.js'
import { mineBureauIdOf, xpccAuthorityId } from '../authority/special-authorities.js'

const locate = `query($regionCode: ID!, $industryCode: ID, $matterTypes: [MatterType!], $accidentLevel: AccidentLevel,
    $againstAuthorityId: ID, $asOf: DateTime) {
  locateAuthority(regionCode: $regionCode, industryCode: $industryCode, matterTypes: $matterTypes,
    accidentLevel: $accidentLevel, againstAuthorityId: $againstAuthorityId, asOf: $asOf) {
    __typename
    ... on AuthorityLocated { authority { id name } rule { id toConfirm legalBasis } region { code } why specificity }
    ... on ReferralLocated { department registered: authority { id } region { code } legalBasis why }
    ... on NoAuthority { reason region { code } }
  }
}`
const addRule = `mutation($input: JurisdictionRuleInput!) {
  addJurisdictionRule(input: $input) { id includesBelow validFrom validTo authority { id } region { code } }
}`
const endRule = 'mutation($id: ID!, $on: DateTime!) { endJurisdictionRule(id: $id, on: $on) { id validTo } }'
const gaps = `query($regionCode: ID!, $after: String) {
  jurisdictionGaps(regionCode: $regionCode, first: 10, after: $after) {
    nodes { region { code } industryCode matterTypes reason askedCount } pageInfo { hasNextPage endCursor }
  }
}`

const manager = staffOf('000000', 'REGION_MANAGER')
const managerOfHenan = staffOf('410000', 'REGION_MANAGER')
const day = (text: string): string => new Date(`${text}T00:00:00+08:00`).toISOString()

let desk: RegionDesk

beforeAll(async () => {
  desk = await openRegionDesk()
})
afterAll(() => desk.close())

type Located = { __typename: string; [field: string]: unknown }

async function located(variables: object, language: 'zh' | 'en' = 'zh'): Promise<Located> {
  const { data, errors } = await desk.ask({ query: locate, variables: { ...variables }, language })
  expect(errors).toEqual([])
  return (data as { locateAuthority: Located }).locateAuthority
}

async function refusal(query: string, variables: object, viewer = manager, language: 'zh' | 'en' = 'zh') {
  const { errors } = await desk.ask({ query, variables: { ...variables }, viewer, language })
  return { ...errors[0]?.extensions, message: errors[0]?.message }
}

const input = (change: object = {}) => ({
  authorityId: authorityIdOf('410300'),
  regionCode: '410300',
  industryCode: 'FIREWORKS',
  legalBasis: '《示例规定》第一条',
  ...change,
})

async function enter(change: object): Promise<string> {
  const { data, errors } = await desk.ask({
    query: addRule,
    variables: { input: input(change) },
    viewer: manager,
  })
  expect(errors).toEqual([])
  return (data as { addJurisdictionRule: { id: string } }).addJurisdictionRule.id
}

describe('who answers', () => {
  test.each([
    ['a coal mine in 济源', { regionCode: '419001', industryCode: 'COAL_MINE' }, authorityIdOf('419001')],
    ['fireworks in 航空港', { regionCode: '410173', industryCode: 'FIREWORKS' }, authorityIdOf('410173')],
    ['a town, for its county', { regionCode: '410102001' }, authorityIdOf('410102')],
    ['a zone without a department, for its city', { regionCode: '410171' }, authorityIdOf('410100')],
    [
      'what nobody could name an industry for',
      { regionCode: '410102', industryCode: 'OTHER' },
      authorityIdOf('410102'),
    ],
    ['a code that became 济源 in 1997', { regionCode: '410881' }, authorityIdOf('419001')],
    [
      'a major accident in a coal mine: the bureau of the province, by a rule to confirm',
      { regionCode: '410102', industryCode: 'COAL_MINE', accidentLevel: 'MAJOR' },
      mineBureauIdOf('410000'),
    ],
    [
      'an ordinary accident in a coal mine: the department',
      { regionCode: '410102', industryCode: 'COAL_MINE', accidentLevel: 'ORDINARY' },
      authorityIdOf('410102'),
    ],
  ])('for %s', async (_title, variables, id) => {
    expect(await located(variables)).toMatchObject({ __typename: 'AuthorityLocated', authority: { id } })
  })

  test('is told with the rule and the reason, in the language asked for', async () => {
    const question = { regionCode: '410171' }
    expect(await located(question)).toMatchObject({
      specificity: [0, 2, 0, 0, 0],
      rule: { toConfirm: false, legalBasis: expect.stringContaining('安监总财〔2018〕19号') },
      why: expect.stringMatching(
        /没有更具体的有效规则，适用最具体的有效规则“河南省郑州市（含下级）；行业不限；.*郑州市应急管理局负责/,
      ),
    })
    const { why } = await located(question, 'en')
    expect(why).toMatch(/has no more specific rule in force.*any industry; any matter; any accident level/)
  })

  test('is another department for the ten sectors, with the legal basis', async () => {
    expect(await located({ regionCode: '410100', industryCode: 'CONSTRUCTION' })).toEqual({
      __typename: 'ReferralLocated',
      department: '住房和城乡建设部门',
      registered: null,
      region: { code: '410100' },
      legalBasis: '《国务院安全生产委员会成员单位安全生产工作任务分工》（安委〔2020〕10号）',
      why: '“建筑施工”由负有安全生产监管职责的其他部门负责，请向河南省郑州市的住房和城乡建设部门举报。',
    })
    expect(await located({ regionCode: '410100', industryCode: 'CONSTRUCTION' }, 'en')).toMatchObject({
      department: 'housing and construction department',
    })
  })

  test('is the next level for what is about an authority, whatever rule would decide', async () => {
    const about = (regionCode: string, named: string) =>
      located({ regionCode, industryCode: 'CONSTRUCTION', againstAuthorityId: authorityIdOf(named) })
    expect(await about('410102', '410100')).toMatchObject({
      authority: { id: authorityIdOf('410000') },
      rule: null,
      why: expect.stringContaining('被举报机关不能查看'),
    })
    expect(await about('410102', '410102')).toMatchObject({ authority: { id: authorityIdOf('410100') } })
    expect(await about('659001', '659001')).toMatchObject({ authority: { id: xpccAuthorityId } })
    expect(await about('410102', '000000')).toMatchObject({ reason: 'NO_HIGHER_AUTHORITY' })
  })

  test.each([
    ['regionCode', { regionCode: '999999' }, '没有这个区划代码。'],
    ['regionCode', { regionCode: '41' }, '区划代码应为六位'],
    [
      'regionCode',
      { regionCode: '341400' },
      '现分属安徽省合肥市、安徽省芜湖市、安徽省马鞍山市，请重新选择。',
    ],
    ['industryCode', { regionCode: '410100', industryCode: 'SPACE' }, '没有这个行业领域代码。'],
    ['againstAuthorityId', { regionCode: '410100', againstAuthorityId: randomUUID() }, '没有这个机关。'],
    ['againstAuthorityId', { regionCode: '410100', againstAuthorityId: 'x' }, '没有这个机关。'],
  ])('is not told for a wrong %s: %j', async (inputPath, variables, message) => {
    const refused = await refusal(locate, variables)
    expect(refused).toMatchObject({ code: 'BAD_USER_INPUT', inputPath })
    expect(refused.message).toContain(message)
  })
})

describe('a rule', () => {
  test('decides from the moment it is entered, on its days', async () => {
    const question = { regionCode: '410302', industryCode: 'FIREWORKS' }
    expect(await located(question)).toMatchObject({ authority: { id: authorityIdOf('410302') } })
    await enter({ validFrom: day('2025-01-01'), validTo: day('2099-01-01') })
    expect(await located(question)).toMatchObject({
      authority: { id: authorityIdOf('410300') },
      specificity: [1, 2, 0, 0, 1],
    })
    expect(await located({ ...question, asOf: day('2024-12-31') })).toMatchObject({
      authority: { id: authorityIdOf('410302') },
    })
  })

  test('that is exactly as specific as another at the same time is refused, both named', async () => {
    const other = await enter({
      industryCode: 'TOBACCO',
      validFrom: day('2025-01-01'),
      validTo: day('2026-01-01'),
    })
    const overlapping = { input: input({ industryCode: 'TOBACCO', validFrom: day('2025-12-31') }) }
    const refused = await refusal(addRule, overlapping)
    expect(refused).toMatchObject({ code: 'CONFLICT', inputPath: 'input', ruleId: other })
    expect(refused.message).toBe(
      `规则“河南省洛阳市（含下级）；烟草；事项不限；事故等级不限；2025-12-31 – …”与已有规则` +
        `“河南省洛阳市（含下级）；烟草；事项不限；事故等级不限；2025-01-01 – 2026-01-01”（${other}）同等具体且时间重叠，` +
        '请先终止已有规则或调整时间。',
    )
    await enter({ industryCode: 'TOBACCO', validFrom: day('2026-01-01') })
    await enter({ industryCode: 'TOBACCO', matterType: 'ILLEGAL_ACT' })
  })

  test('entered by several at once stands once', async () => {
    const same = { query: addRule, variables: { input: input({ industryCode: 'TEXTILE' }) }, viewer: manager }
    const answers = await Promise.all([1, 2, 3, 4].map(() => desk.ask(same)))
    expect(answers.filter(({ errors }) => errors.length === 0)).toHaveLength(1)
    for (const { errors } of answers.filter((answer) => answer.errors.length > 0))
      expect(errors[0]?.extensions.code).toBe('CONFLICT')
  })

  test('gives a sector of others back where an authority of ours has it in a place, and names a registered department', async () => {
    const question = { regionCode: '410311', industryCode: 'CITY_GAS' }
    const ours = await enter({ industryCode: 'CITY_GAS' })
    expect(await located(question)).toMatchObject({ authority: { id: authorityIdOf('410300') } })
    await desk.ask({ query: endRule, variables: { id: ours, on: day('2026-01-01') }, viewer: manager })
    expect(await located(question)).toMatchObject({ __typename: 'ReferralLocated', registered: null })
  })

  test.each([
    ['input.regionCode', { regionCode: '410399' }],
    ['input.industryCode', { industryCode: 'SPACE' }],
    ['input.authorityId', { authorityId: randomUUID() }],
    ['input.validTo', { validFrom: day('2026-01-01'), validTo: day('2026-01-01') }],
    ['input.legalBasis', { legalBasis: ' ' }],
  ])('with a wrong %s is refused', async (inputPath, change) => {
    expect(await refusal(addRule, { input: input(change) })).toMatchObject({
      code: 'BAD_USER_INPUT',
      inputPath,
    })
  })

  test('is entered by region managers within their reach', async () => {
    const rule = { input: input({ industryCode: 'MACHINERY', regionCode: '130100' }) }
    expect(await refusal(addRule, rule, managerOfHenan)).toMatchObject({ code: 'FORBIDDEN' })
    expect(await refusal(addRule, rule, staffOf('000000', 'LEADER'))).toMatchObject({ code: 'FORBIDDEN' })
    const { errors } = await desk.ask({ query: addRule, variables: rule })
    expect(errors[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })
})

describe('where nobody answers', () => {
  test('it is recorded once with how often, listed for managers within reach, and gone when a rule is entered', async () => {
    const [rule] = await desk.database.ask<{ id: string }>(
      `SELECT id FROM region.jurisdiction_rule WHERE region_code = '410400' AND industry_code IS NULL`,
    )
    const [province] = await desk.database.ask<{ id: string }>(
      `SELECT id FROM region.jurisdiction_rule WHERE region_code = '410000' AND industry_code IS NULL`,
    )
    for (const { id } of [rule!, province!])
      await desk.ask({ query: endRule, variables: { id, on: day('2026-01-01') }, viewer: manager })

    const question = { regionCode: '410400', industryCode: 'CHEMICAL', matterTypes: ['MAJOR_HAZARD'] }
    for (let count = 0; count < 3; count++)
      expect(await located(question)).toMatchObject({ __typename: 'NoAuthority', reason: 'NO_RULE' })
    expect(await located({ regionCode: '410400' })).toMatchObject({ __typename: 'NoAuthority' })
    expect(await located({ regionCode: '810000' })).toMatchObject({ reason: 'OUTSIDE_MAINLAND' })

    const listed = async (viewer = managerOfHenan) => {
      const { data, errors } = await desk.ask({ query: gaps, variables: { regionCode: '410000' }, viewer })
      expect(errors).toEqual([])
      const { nodes } = (data as { jurisdictionGaps: { nodes: { reason: string }[] } }).jurisdictionGaps
      return nodes.filter(({ reason }) => reason === 'NO_RULE')
    }
    const gap = { region: { code: '410400' }, reason: 'NO_RULE', askedCount: 1 }
    expect(await listed()).toEqual(
      expect.arrayContaining([
        { ...gap, industryCode: 'CHEMICAL', matterTypes: ['MAJOR_HAZARD'] },
        { ...gap, industryCode: null, matterTypes: [] },
      ]),
    )
    expect(await refusal(gaps, { regionCode: '410000' }, staffOf('130000', 'REGION_MANAGER'))).toMatchObject({
      code: 'FORBIDDEN',
    })
    await enter({ regionCode: '410400', industryCode: 'CHEMICAL', authorityId: authorityIdOf('410000') })
    expect(await listed()).toEqual([{ ...gap, industryCode: null, matterTypes: [] }])
  })
})
