import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { countQueries } from '../../../../test/support/query-count.js'
import {
  openCampaignOf,
  openOutreachStory,
  person,
  placement,
  summaryOf,
  type OutreachStory,
} from '../../../../test/support/outreach.js'

const entry = (
  regionCode: string,
  kind: 'ENTERPRISE' | 'COMMUNITY' = 'ENTERPRISE',
  entryId = randomUUID(),
) => ({
  name: 'RegistryEntryRecorded' as const,
  payload: { entryId, kind, regionCode },
})
const counts = '{ total listed covered withoutCode rate }'
const query = `query($code: ID!) { outreachCoverage(regionCode: $code) {
  region { code } enterprises ${counts} communities ${counts} } }`

let story: OutreachStory
const [one, two, three, square] = [
  entry('410102'),
  entry('410102'),
  entry('410103'),
  entry('410102', 'COMMUNITY'),
]
const idOf = ({ payload }: { payload: { entryId: string } }): string => payload.entryId
beforeAll(async () => {
  story = await openOutreachStory('2022-12-20T02:00:00Z')
  await story.record(
    one,
    two,
    three,
    square,
    placement('p1', '410102', { registryEntryId: idOf(one), on: '2022-10-05' }),
    placement('p2', '410102', { registryEntryId: idOf(one), on: '2022-12-05' }),
    placement('p3', '410102', { registryEntryId: idOf(two), installation: 'MADE' }),
    placement('p4', '410102', { registryEntryId: idOf(square), on: '2022-12-01' }),
  )
})
afterAll(() => story.close())

const coverageOf = async (code: string, viewer = person('410000')) =>
  ((await story.get(query, viewer, { code })) as { outreachCoverage: object }).outreachCoverage

test('counts each entry once, and only where a code is posted or hung (B09, B14)', async () => {
  expect(await coverageOf('410102')).toEqual({
    region: { code: '410102' },
    enterprises: { total: 2, listed: 2, covered: 1, withoutCode: 1, rate: 0.5 },
    communities: { total: 1, listed: 1, covered: 1, withoutCode: 0, rate: 1 },
  })
  expect(await coverageOf('410300')).toMatchObject({ enterprises: { total: 0, rate: null } })
})

test('is measured against a published figure where there is one (E21)', async () => {
  await story.record({
    name: 'RegistryCountStated',
    payload: { regionCode: '410100', enterprises: 400, communities: null },
  })
  expect(await coverageOf('410000')).toMatchObject({
    enterprises: { total: 400, listed: 3, covered: 1, withoutCode: 2, rate: 1 / 400 },
  })
  await story.record({
    name: 'RegistryCountStated',
    payload: { regionCode: '410100', enterprises: null, communities: null },
  })
  expect(await coverageOf('410000')).toMatchObject({ enterprises: { total: 3 } })
})

test('names what has no code, page by page, and follows what changes', async () => {
  const gaps = `query($code: ID!, $after: String) { outreachCoverage(regionCode: $code) {
    gaps(kind: ENTERPRISE, first: 1, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }`
  const walk = async (): Promise<string[]> => {
    const found: string[] = []
    let after: string | null = null
    for (;;) {
      const { outreachCoverage } = (await story.get(gaps, person('410000'), { code: '410000', after })) as {
        outreachCoverage: {
          gaps: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } }
        }
      }
      found.push(...outreachCoverage.gaps.nodes.map(({ id }) => id))
      if (!outreachCoverage.gaps.pageInfo.hasNextPage) return found
      after = outreachCoverage.gaps.pageInfo.endCursor
    }
  }
  expect(await walk()).toEqual([idOf(two), idOf(three)].toSorted())
  await story.record(placement('p3', '410102', { registryEntryId: idOf(two), installation: 'HUNG' }))
  expect(await walk()).toEqual([idOf(three)])
  await story.record({ name: 'PlacementWithdrawn', payload: { placementId: 'p3' } })
  expect(await walk()).toEqual([idOf(two), idOf(three)].toSorted())
  await story.record({ ...two, payload: { ...two.payload, regionCode: '419001' } })
  expect(await coverageOf('410102')).toMatchObject({ enterprises: { listed: 1 } })
  await story.record(two)
})

test('names both kinds where none is asked for', async () => {
  const both = `query($code: ID!) { outreachCoverage(regionCode: $code) { gaps { nodes { id } } } }`
  expect(await story.get(both, person('410000'), { code: '410103' })).toEqual({
    outreachCoverage: { gaps: { nodes: [{ id: idOf(three) }] } },
  })
})

test('is told month by month', async () => {
  const trend = `query($code: ID!) { outreachCoverage(regionCode: $code) { trend(months: 3) { month enterprises communities } } }`
  expect(await story.get(trend, person('410000'), { code: '410000' })).toEqual({
    outreachCoverage: {
      trend: [
        { month: '2022-10', enterprises: 1, communities: 0 },
        { month: '2022-11', enterprises: 1, communities: 0 },
        { month: '2022-12', enterprises: 1, communities: 1 },
      ],
    },
  })
  const tooMany = `query($code: ID!) { outreachCoverage(regionCode: $code) { trend(months: 61) { month } } }`
  expect(await story.refusal(tooMany, person('410000'), { code: '410000' })).toEqual({
    code: 'BAD_USER_INPUT',
    message: '月数应为 1 到 60。',
    inputPath: 'months',
  })
})

test('of many regions takes as many queries as of one, and is nothing outside reach', async () => {
  const queries = countQueries(story.orm)
  const ask = async (...codes: string[]): Promise<unknown> => {
    const keys = codes.map((code) => ({ code }))
    const fields = 'outreachCoverage { enterprises { listed } }'
    return (await story.entities('Region', keys, fields, person('410100'))).data
  }
  const counted = async (work: () => Promise<unknown>): Promise<number> => (await queries.during(work)).length
  expect(await ask('410102', '410300', '410000')).toEqual({
    _entities: [
      { outreachCoverage: { enterprises: { listed: 2 } } },
      { outreachCoverage: null },
      { outreachCoverage: null },
    ],
  })
  expect(await counted(() => ask('410102', '410103', '410100'))).toBe(await counted(() => ask('410102')))
  expect(
    (await story.entities('Region', [{ code: '410102' }], 'outreachCoverage { region { code } }')).data,
  ).toEqual({
    _entities: [{ outreachCoverage: null }],
  })
  expect(await story.refusal(query, person('410300'), { code: '410102' })).toMatchObject({
    code: 'FORBIDDEN',
  })
})

test('reaches the form: covered enterprises are those with a code', async () => {
  const campaignId = await openCampaignOf(story, '410100', {
    startsOn: '2022-10-01',
    dueOn: [{ level: 'COUNTY', day: '2022-12-21' }],
  })
  const fields = 'enterprisesCovered { prefilled } communitiesCovered { prefilled }'
  expect(await summaryOf(story, { viewer: person('410102'), campaignId, fields })).toEqual({
    enterprisesCovered: { prefilled: 1 },
    communitiesCovered: { prefilled: 1 },
  })
})
