import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { appendHistory, streamsOf, type Life } from '../../../test/support/counted-histories.js'
import { appendEvents, authorityRegistered } from '../../../test/support/events.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { openStatisticsSubgraph, type StatisticsSubgraph } from '../../../test/support/statistics-subgraph.js'

const national = staffOf('000000', 'LEADER')
const screen = staffOf('410100', 'DASHBOARD')

/** Everything begins on 31 January at eight in the evening in China; four hours later it is February there. */
const story: Life[] = [
  {
    kind: { place: 0, matters: 2, industry: 0, channel: 0 },
    opened: 0,
    withdrawn: false,
    steps: [
      { do: 'accept', hours: 4, place: 0 },
      { do: 'verify', hours: 24, place: 0 },
      { do: 'miss', hours: 1, place: 0 },
      { do: 'conclude', hours: 240, place: 0 },
      { do: 'entitle', hours: 24, place: 0 },
      { do: 'pay', hours: 72, place: 0 },
      { do: 'close', hours: 24, place: 0 },
    ],
  },
  {
    kind: { place: 1, matters: 0, industry: 1, channel: 1 },
    opened: 1,
    withdrawn: true,
    steps: [{ do: 'refuse', hours: 2, place: 0 }],
  },
  {
    kind: { place: 2, matters: 1, industry: 1, channel: 0 },
    opened: 3,
    withdrawn: false,
    steps: [
      { do: 'accept', hours: 24, place: 0 },
      { do: 'move', hours: 24, place: 0 },
    ],
  },
]

type Answer<Key extends string, Value> = { [K in Key]: Value }

describe('trends, funnels and heat', () => {
  let subgraph: StatisticsSubgraph
  beforeAll(async () => {
    subgraph = await openStatisticsSubgraph()
    await appendEvents(
      subgraph.database,
      ...['000000', '410000', '410100', '410300'].map((code) => authorityRegistered(code)),
    )
    await appendHistory(subgraph.database, streamsOf(story).flat())
    await soon(async () => {
      const followed = await subgraph.database.ask(
        `SELECT FROM statistics.watermark WHERE position >= (SELECT max(position) FROM events.log WHERE name LIKE
           CASE consumer WHEN 'counts' THEN '%' ELSE 'Authority%' END) AND consumer IN ('counts', 'statistics')`,
      )
      expect(followed).toHaveLength(2)
    })
  })
  afterAll(() => subgraph.close())

  const ask = async <Value>(query: string, viewer: Viewer = national): Promise<Value> => {
    const { data, errors } = await subgraph.ask({ query, variables: {}, viewer })
    expect(errors).toEqual([])
    return data as Value
  }
  type Bucket = { label: string; openAtEnd: number; flows: Record<string, number> }
  const trend = async (
    args: string,
    fields = 'reports opened accepted refused concluded closed movedIn movedOut',
  ) => {
    const query = `{ caseTrend(${args}) { unit buckets { label openAtEnd flows { ${fields} } } } }`
    return (await ask<Answer<'caseTrend', { buckets: Bucket[] }>>(query)).caseTrend.buckets
  }
  const none = {
    reports: 0,
    opened: 0,
    accepted: 0,
    refused: 0,
    concluded: 0,
    closed: 0,
    movedIn: 0,
    movedOut: 0,
  }

  it('tell each day in China, also those on which nothing happened', async () => {
    expect(await trend('regionCode: "410100", from: "2026-01-30", to: "2026-02-03"')).toEqual([
      { label: '2026-01-30', openAtEnd: 0, flows: none },
      { label: '2026-01-31', openAtEnd: 1, flows: { ...none, reports: 2, opened: 2, refused: 1 } },
      { label: '2026-02-01', openAtEnd: 1, flows: { ...none, accepted: 1 } },
      { label: '2026-02-02', openAtEnd: 2, flows: { ...none, movedIn: 1 } },
      { label: '2026-02-03', openAtEnd: 2, flows: none },
    ])
  })

  it('subtract a case that moved from that day on, and leave the days before', async () => {
    const there = await trend('regionCode: "419001", from: "2026-01-31", to: "2026-02-02"')
    expect(there.map(({ openAtEnd, flows }) => [openAtEnd, flows['opened'], flows['movedOut']])).toEqual([
      [1, 1, 0],
      [1, 0, 0],
      [0, 0, 1],
    ])
    const above = await trend('regionCode: "410000", from: "2026-01-31", to: "2026-02-02"')
    expect(above.map(({ openAtEnd, flows }) => [openAtEnd, flows['movedIn'], flows['movedOut']])).toEqual([
      [2, 0, 0],
      [2, 0, 0],
      [2, 0, 0],
    ])
  })

  it('tell weeks and months, and the part of a week that was asked for', async () => {
    const weeks = await trend(
      'regionCode: "000000", from: "2026-01-31", to: "2026-02-09", unit: WEEK',
      'opened accepted',
    )
    expect(weeks).toEqual([
      { label: '2026-W05', openAtEnd: 2, flows: { opened: 3, accepted: 2 } },
      { label: '2026-W06', openAtEnd: 2, flows: { opened: 0, accepted: 0 } },
      { label: '2026-W07', openAtEnd: 2, flows: { opened: 0, accepted: 0 } },
    ])
    const months = await trend(
      'regionCode: "000000", from: "2026-01-01", to: "2026-02-28", unit: MONTH',
      'opened foundTrue rewarded rewardFen',
    )
    expect(months).toEqual([
      { label: '2026-01', openAtEnd: 2, flows: { opened: 3, foundTrue: 0, rewarded: 0, rewardFen: '0' } },
      {
        label: '2026-02',
        openAtEnd: 1,
        flows: { opened: 0, foundTrue: 1, rewarded: 1, rewardFen: '300000' },
      },
    ])
  })

  it.each([
    ['matterType: MAJOR_HAZARD', 2],
    ['matterType: ILLEGAL_ACT', 2],
    ['matterType: GENERAL_HAZARD', 0],
    ['industryCode: "COAL_MINE"', 1],
    ['channel: WEB', 2],
    ['channel: LETTER', 1],
  ])('of one part: %s', async (filter, opened) => {
    const args = `regionCode: "000000", from: "2026-01-31", to: "2026-01-31", filter: { ${filter} }`
    expect((await trend(args, 'opened'))[0]?.flows).toEqual({ opened })
  })

  it('lead from what was submitted to what was closed, and take aside what left', async () => {
    const stages = 'submitted setAside accepted verified foundTrue fedBack rewarded closed'
    const funnel = (code: string) =>
      ask(`{ caseFunnel(regionCode: "${code}", from: "2026-01-31", to: "2026-02-01") { ${stages} } }`)
    const far = { verified: 1, foundTrue: 1, fedBack: 0, rewarded: 1, closed: 1 }
    expect(await funnel('410000')).toEqual({ caseFunnel: { submitted: 3, setAside: 1, accepted: 2, ...far } })
    // The case that moved is counted where it is now.
    expect(await funnel('410102')).toEqual({ caseFunnel: { submitted: 2, setAside: 0, accepted: 2, ...far } })
    const nothing = { verified: 0, foundTrue: 0, fedBack: 0, rewarded: 0, closed: 0 }
    expect(await funnel('419001')).toEqual({
      caseFunnel: { submitted: 0, setAside: 0, accepted: 0, ...nothing },
    })
  })

  it('show every region right below in one answer', async () => {
    const heat = (args: string) =>
      ask(`{ caseHeat(${args}) { region { code } counts { cases reports } flows { reports } } }`)
    expect(await heat('regionCode: "410000"')).toEqual({
      caseHeat: [
        { region: { code: '410100' }, counts: { cases: 3, reports: 2 }, flows: null },
        { region: { code: '419001' }, counts: { cases: 0, reports: 1 }, flows: null },
      ],
    })
    expect(
      await heat('regionCode: "410100", from: "2026-01-31", to: "2026-01-31", filter: { channel: LETTER }'),
    ).toEqual({
      caseHeat: [{ region: { code: '410173' }, counts: { cases: 1, reports: 1 }, flows: { reports: 1 } }],
    })
  })

  it('reckon the shares of a period from its days, beside the period before', async () => {
    const rate = '{ numerator denominator value }'
    const figures = `{ from to acceptance ${rate} verifiedTrue ${rate} closedLoop ${rate} onTime ${rate} rewardHonoured ${rate}
      channelsUsed rewarded rewardFen daysToConclude { cases mean median ninetieth } daysToReward { cases mean median } }`
    const { effectiveness } = await ask<
      Answer<'effectiveness', Record<'current' | 'previous', Record<string, unknown>>>
    >(
      `{ effectiveness(regionCode: "000000", from: "2026-01-31", to: "2026-02-20") { current ${figures} previous ${figures} } }`,
    )
    const whole = { numerator: 1, denominator: 1, value: 1 }
    const none = { numerator: 0, denominator: 0, value: null }
    expect(effectiveness.current).toEqual({
      ...{ from: '2026-01-31', to: '2026-02-20' },
      acceptance: { numerator: 2, denominator: 3, value: 2 / 3 },
      verifiedTrue: whole,
      closedLoop: { numerator: 1, denominator: 2, value: 0.5 },
      onTime: { numerator: 0, denominator: 1, value: 0 },
      rewardHonoured: whole,
      channelsUsed: ['WEB', 'LETTER'],
      ...{ rewarded: 1, rewardFen: '300000' },
      daysToConclude: { cases: 1, mean: 11, median: 11, ninetieth: 11 },
      daysToReward: { cases: 1, mean: 4, median: 4 },
    })
    expect(effectiveness.previous).toMatchObject({
      ...{ from: '2026-01-10', to: '2026-01-30', acceptance: none, onTime: none, channelsUsed: [] },
      daysToReward: { cases: 0, mean: null, median: null },
    })
  })

  it.each<[string, string, Viewer, string, string | undefined]>([
    ['a day that does not exist', 'from: "2026-02-30", to: "2026-03-01"', screen, 'BAD_USER_INPUT', 'from'],
    ['no day', 'from: "gestern", to: "2026-03-01"', screen, 'BAD_USER_INPUT', 'from'],
    ['a day of long ago', 'from: "0001-01-01", to: "2026-03-01"', screen, 'BAD_USER_INPUT', 'from'],
    ['a period turned round', 'from: "2026-03-02", to: "2026-03-01"', screen, 'BAD_USER_INPUT', 'to'],
    ['a period without end', 'from: "2001-01-01", to: "2199-12-31"', screen, 'BAD_USER_INPUT', 'to'],
    [
      'an industry nobody knows',
      'from: "2026-02-01", to: "2026-03-01", filter: { industryCode: "X\' OR 1=1" }',
      ...([screen, 'BAD_USER_INPUT', 'filter.industryCode'] as const),
    ],
    [
      'two conditions at once',
      'from: "2026-02-01", to: "2026-03-01", filter: { channel: WEB, matterType: MAJOR_HAZARD }',
      ...([screen, 'BAD_USER_INPUT', 'filter'] as const),
    ],
    [
      'another region',
      'from: "2026-02-01", to: "2026-03-01"',
      staffOf('410300', 'DASHBOARD'),
      'FORBIDDEN',
      undefined,
    ],
    ['a stranger', 'from: "2026-02-01", to: "2026-03-01"', anonymous, 'UNAUTHENTICATED', undefined],
  ])('are refused in Chinese: %s', async (_what, args, viewer, code, inputPath) => {
    for (const query of [
      `{ caseTrend(regionCode: "410100", ${args}) { unit } }`,
      `{ caseFunnel(regionCode: "410100", ${args}) { closed } }`,
      `{ caseHeat(regionCode: "410100", ${args}) { region { code } } }`,
      `{ effectiveness(regionCode: "410100", ${args}) { current { rewarded } } }`,
    ]) {
      const { errors } = await subgraph.ask({ query, variables: {}, viewer })
      expect(errors[0]?.extensions).toMatchObject({ code, ...(inputPath === undefined ? {} : { inputPath }) })
      expect(errors[0]?.message).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it('tell no more days than a chart can show', async () => {
    const { errors } = await subgraph.ask({
      query: '{ caseTrend(regionCode: "410100", from: "2025-01-01", to: "2026-03-01") { unit } }',
      variables: {},
      viewer: screen,
    })
    expect(errors[0]?.message).toBe('起止日期最多相隔 366 天。')
  })
})
