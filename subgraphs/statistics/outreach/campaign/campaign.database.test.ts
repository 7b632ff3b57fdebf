import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import {
  campaignInput,
  openCampaignOf,
  openOutreachStory,
  person,
  saveMutation,
  summaryOf,
  type OutreachStory,
} from '../../../../test/support/outreach.js'
import { countQueries } from '../../../../test/support/query-count.js'
import { appendEvents, authorityBelow } from '../../../../test/support/events.js'
import { soon } from '../../../../test/support/soon.js'
import { authorityIdOf } from '../../../region/authority/authority-id.js'
import { sweepCampaigns } from './sweep.js'

const create = `mutation($input: OutreachCampaignInput!) { createOutreachCampaign(input: $input) {
  id version state dueOn { level day } regions { code } authority { id } startsOn } }`
const change = `mutation($id: ID!, $v: Int!, $input: OutreachCampaignInput!) {
  changeOutreachCampaign(id: $id, expectedVersion: $v, input: $input) { title version } }`
const open = `mutation($id: ID!, $v: Int!) { openOutreachCampaign(id: $id, expectedVersion: $v) { state version } }`
const close = `mutation($id: ID!, $v: Int!) { closeOutreachCampaign(id: $id, expectedVersion: $v) { state version } }`
const setPlan = `mutation($id: ID!, $v: Int!, $input: OutreachPlanInput!) {
  setOutreachPlan(campaignId: $id, expectedVersion: $v, input: $input) { leader progress version } }`
const plan = {
  leader: '示例厅长',
  deputyInCharge: '示例副厅长',
  leadOffice: '举报中心',
  handler: '示例经办人',
  taskForce: '执法、宣传、科技业务口径协同',
  plan: '列入近期重点工作，在会议、培训中部署。',
  progress: 'PLANNED',
}

let story: OutreachStory
beforeAll(async () => {
  story = await openOutreachStory()
})
afterAll(() => story.close())

const ministry = person('000000', 'LEADER')

test('a campaign is drafted, changed, opened and ended, and only by who called for it (B15)', async () => {
  const { createOutreachCampaign: made } = (await story.get(create, ministry, { input: campaignInput })) as {
    createOutreachCampaign: { id: string; version: number }
  }
  expect(made).toMatchObject({
    version: 1,
    state: 'DRAFT',
    dueOn: [
      { level: 'PROVINCE', day: '2022-12-25' },
      { level: 'CITY', day: '2022-12-21' },
      { level: 'COUNTY', day: '2022-12-17' },
    ],
    authority: { id: authorityIdOf('000000') },
    startsOn: '2022-10-31T16:00:00.000Z',
  })
  const on = { id: made.id, v: 1 }
  const input = { ...campaignInput, title: '改了名称' }
  expect(await story.refusal(change, person('410000', 'LEADER'), { ...on, input })).toMatchObject({
    code: 'NOT_FOUND',
  })
  expect(await story.get(change, ministry, { ...on, input })).toMatchObject({
    changeOutreachCampaign: { title: '改了名称', version: 2 },
  })
  expect(await story.refusal(open, ministry, on)).toMatchObject({
    code: 'CONFLICT',
    message: '内容已被他人修改，请刷新后核对再保存。',
  })
  expect(await story.refusal(saveMutation, person('410000'), { id: made.id, v: 0, input: {} })).toMatchObject(
    {
      code: 'CONFLICT',
      message: '活动尚未启动。',
    },
  )
  await story.get(open, ministry, { id: made.id, v: 2 })
  expect(await story.refusal(change, ministry, { id: made.id, v: 3, input })).toMatchObject({
    code: 'CONFLICT',
  })
  await story.get(close, ministry, { id: made.id, v: 3 })
  expect(await story.refusal(saveMutation, person('410000'), { id: made.id, v: 0, input: {} })).toMatchObject(
    {
      code: 'CONFLICT',
      message: '活动已结束，不再接收材料。',
    },
  )
})

test.each([
  [{ title: ' ' }, 'input.title', '活动名称应为 2 到 100 字，且不含不可见字符。'],
  [{ startsOn: '2022-02-30' }, 'input.startsOn', '日期应为“年-月-日”，如 2026-12-21。'],
  [{ endsOn: '2022-01-01' }, 'input.endsOn', '结束日期不能早于开始日期。'],
  [{ regionCodes: ['130000'] }, 'input.regionCodes', '地区代码无效或不在本单位的管辖范围内。'],
  [{ dueOn: [] }, 'input.dueOn', '请填写至少一级的报送期限。'],
  [
    {
      dueOn: [
        { level: 'CITY', day: '2022-12-21' },
        { level: 'COUNTY', day: '2022-12-21' },
      ],
    },
    'input.dueOn',
    '下级的报送期限应早于上级。',
  ],
  [
    { dueOn: [{ level: 'PROVINCE', day: '2022-12-21' }] },
    'input.dueOn',
    '报送期限应逐级填写，且只包括本级以下各级。',
  ],
])('a campaign of a province with %j is refused in Chinese', async (more, inputPath, message) => {
  const input = { ...campaignInput, dueOn: [{ level: 'CITY', day: '2022-12-21' }], ...more }
  expect(await story.refusal(create, person('410000'), { input })).toEqual({
    code: 'BAD_USER_INPUT',
    message,
    inputPath,
  })
})

test('only where it is held there are tasks, and who comes later gets them too', async () => {
  const id = await openCampaignOf(story, '410000', { regionCodes: ['410300'] })
  const tasks = `query($id: ID!) { outreachTasks(campaignId: $id, kind: SUMMARY) { nodes { authority { id } } } }`
  expect(await story.get(tasks, person('410000'), { id })).toEqual({
    outreachTasks: { nodes: [{ authority: { id: authorityIdOf('410300') } }] },
  })
  await appendEvents(story.database, authorityBelow('410302', '410300'), authorityBelow('110100', '000000'))
  await soon(async () => {
    const codes = `SELECT FROM statistics.authority_reach WHERE region_code IN ('410302', '110100')`
    expect(await story.database.ask(codes)).toHaveLength(2)
  })
  await sweepCampaigns({ orm: story.orm, clock: () => story.now.at })
  expect(await story.get(tasks, person('410000'), { id })).toEqual({
    outreachTasks: {
      nodes: ['410300', '410302'].map((code) => ({ authority: { id: authorityIdOf(code) } })),
    },
  })
  const list = `{ outreachCampaigns(first: 100) { nodes { id } } }`
  const seen = async (region: string) =>
    ((await story.get(list, person(region))) as { outreachCampaigns: { nodes: { id: string }[] } })
      .outreachCampaigns.nodes
  expect(await seen('410300')).toContainEqual({ id })
  expect(await seen('410100')).not.toContainEqual({ id })
})

test('an authority that was closed owes nothing more', async () => {
  const id = await openCampaignOf(story, '410000')
  const tasks = `query($id: ID!) { outreachTasks(campaignId: $id, kind: SUMMARY, filter: MISSING) { nodes { authority { id } } } }`
  const missing = async (): Promise<object[]> =>
    ((await story.get(tasks, person('410000'), { id })) as { outreachTasks: { nodes: object[] } })
      .outreachTasks.nodes
  const closed = { authority: { id: authorityIdOf('410103') } }
  expect(await missing()).toContainEqual(closed)
  const payload = {
    authorityId: authorityIdOf('410103'),
    effectiveOn: '2022-12-01',
    successorAuthorityId: null,
  }
  await appendEvents(story.database, { id: randomUUID(), name: 'AuthorityClosed', payload })
  await soon(async () => expect(await missing()).not.toContainEqual(closed))
  expect(
    await summaryOf(story, {
      viewer: person('410100'),
      campaignId: id,
      fields: 'children { authority { id } }',
    }),
  ).toEqual({ children: [{ authority: { id: authorityIdOf('410102') } }] })
})

test('the plan of an authority names who leads, and those above see it beside the form (D19, D24)', async () => {
  const id = await openCampaignOf(story, '410000')
  const city = person('410300')
  expect(await story.get(setPlan, city, { id, v: 0, input: plan })).toEqual({
    setOutreachPlan: { leader: '示例厅长', progress: 'PLANNED', version: 1 },
  })
  expect(await story.refusal(setPlan, city, { id, v: 0, input: plan })).toMatchObject({ code: 'CONFLICT' })
  expect(await story.refusal(setPlan, city, { id, v: 1, input: { ...plan, handler: '' } })).toEqual({
    code: 'BAD_USER_INPUT',
    message: '承办人员应为 2 到 50 字，且不含不可见字符。',
    inputPath: 'input.handler',
  })
  const fields = 'plan { deputyInCharge leadOffice handler taskForce plan }'
  expect(
    await summaryOf(story, { viewer: person('410000'), campaignId: id, fields, region: '410300' }),
  ).toMatchObject({
    plan: { deputyInCharge: '示例副厅长', leadOffice: '举报中心', handler: '示例经办人' },
  })
  const beside = `query($id: ID!, $of: ID) { outreachSummary(campaignId: $id, authorityId: $of) { ${fields} } }`
  expect(await story.refusal(beside, person('410100'), { id, of: authorityIdOf('410300') })).toMatchObject({
    code: 'NOT_FOUND',
  })
})

test('of two who state a plan at once, one is told', async () => {
  const id = await openCampaignOf(story, '410000')
  const state = (name: string) =>
    story.ask({
      query: setPlan,
      viewer: person('410100', 'PUBLICITY_STAFF', name),
      variables: { id, v: 0, input: plan },
    })
  const answers = await Promise.all([state('one'), state('two')])
  expect(answers.map(({ errors }) => errors[0]?.extensions.code).toSorted()).toEqual(['CONFLICT', undefined])
})

test('a sum over many authorities takes as many queries as over few', async () => {
  const id = await openCampaignOf(story, '000000')
  const queries = countQueries(story.orm)
  const fields = `brochures { total } plan { leader }
    children { brochures { total } plan { leader } filing { records { step } documents { sha256 } } }`
  const during = async (region: string): Promise<number> => {
    const asked = await queries.during(() =>
      summaryOf(story, { viewer: person(region), campaignId: id, fields }),
    )
    // The process has other work beside.
    return asked.filter((query) => query.includes('outreach')).length
  }
  // Three cities below the province, two counties below the city.
  expect(await during('410000')).toBe(await during('410100'))
})
