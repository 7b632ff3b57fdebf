import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { rolesMay, staffRoles, type StaffRole } from '../../../platform/viewer/roles.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import {
  appendEvents,
  authorityRegistered,
  caseAccepted,
  caseOpened,
  paths,
  reportReferred,
  reportSubmitted,
  stepOf,
} from '../../../test/support/events.js'
import type { EventName } from '../../shared/events/catalogue.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { openStatisticsSubgraph, type StatisticsSubgraph } from '../../../test/support/statistics-subgraph.js'

const fields = '{ region { code } version reports referrals cases screening accepted setAside changedAt }'
const query = `query($code: ID!) { caseCounts(regionCode: $code) ${fields} }`
const national = staffOf('000000', 'LEADER')

type Counts = Record<'reports' | 'referrals' | 'cases' | 'screening' | 'accepted' | 'setAside', number> & {
  version: string
}

describe('live counts', () => {
  let subgraph: StatisticsSubgraph
  beforeAll(async () => {
    subgraph = await openStatisticsSubgraph()
    await appendEvents(
      subgraph.database,
      ...['000000', '410000', '410100', '410300'].map(authorityRegistered),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM statistics.authority_reach')).toHaveLength(4),
    )
  })
  afterAll(() => subgraph.close())

  const ask = (code: string, viewer: Viewer = national) =>
    subgraph.ask({ query, variables: { code }, viewer })
  const countsOf = async (code: string): Promise<Counts> =>
    ((await ask(code)).data as { caseCounts: Counts }).caseCounts
  const untilFolded = (): Promise<void> =>
    soon(async () => {
      const [behind] = await subgraph.database.ask<{ behind: boolean }>(
        `SELECT (SELECT max(position) FROM events.log) > (SELECT position FROM statistics.watermark WHERE consumer = 'counts') AS behind`,
      )
      expect(behind).toEqual({ behind: false })
    })
  const append = async (...events: Parameters<typeof appendEvents>[1][]): Promise<void> => {
    await appendEvents(subgraph.database, ...events)
    await untilFolded()
  }

  it('are zeros where nothing has happened', async () => {
    expect((await ask('650000')).data).toEqual({
      caseCounts: {
        region: { code: '650000' },
        version: '0',
        reports: 0,
        referrals: 0,
        cases: 0,
        screening: 0,
        accepted: 0,
        setAside: 0,
        changedAt: null,
      },
    })
  })

  it('follow a fact through every region above it, and sum up the tree', async () => {
    const [one, two] = [randomUUID(), randomUUID()]
    await append(
      ...[paths.zhongyuan, paths.zhongyuan, paths.laocheng].map((path) => reportSubmitted(path)),
      reportReferred(paths.jiyuan),
      caseOpened(paths.zhongyuan, one),
      caseOpened(paths.laocheng, two),
      caseAccepted(paths.zhongyuan, one),
    )
    const zhongyuan = { reports: 2, referrals: 0, cases: 1, screening: 0, accepted: 1 }
    for (const code of ['410102', '410100']) expect(await countsOf(code)).toMatchObject(zhongyuan)
    const laocheng = { reports: 1, referrals: 0, cases: 1, screening: 1, accepted: 0 }
    for (const code of ['410302', '410300']) expect(await countsOf(code)).toMatchObject(laocheng)
    expect(await countsOf('419001')).toMatchObject({ reports: 0, referrals: 1, cases: 0 })
    for (const code of ['410000', '000000'])
      expect(await countsOf(code)).toMatchObject({
        reports: 3,
        referrals: 1,
        cases: 2,
        screening: 1,
        accepted: 1,
      })
  })

  it('take a case out of where it stood, and put it back, however it went', async () => {
    const caseId = randomUUID()
    const before = await countsOf('419001')
    const at = (path: readonly string[], name: EventName, facts: object) =>
      stepOf(path, caseId, { name, facts })
    const grown = async () => {
      const now = await countsOf('419001')
      return (['cases', 'screening', 'accepted', 'setAside'] as const).map((key) => now[key] - before[key])
    }
    await append(caseOpened(paths.jiyuan, caseId))
    expect(await grown()).toEqual([1, 1, 0, 0])
    await append(
      at(paths.jiyuan, 'CaseMerged', {
        intoCaseId: randomUUID(),
        intoAuthorityId: randomUUID(),
        intoRegionCode: '419001',
      }),
    )
    expect(await grown()).toEqual([1, 0, 0, 1])
    await append(at(paths.jiyuan, 'CaseUnmerged', { fromCaseId: randomUUID(), progress: 'SUBMITTED' }))
    expect(await grown()).toEqual([1, 1, 0, 0])
    await append(at(paths.jiyuan, 'CaseRefused', { ground: 'UNCLEAR', subKind: 'FACTS' }))
    expect(await grown()).toEqual([1, 0, 0, 1])
    const answered = { reportId: randomUUID(), decision: 'REFUSAL_REVERSED' }
    await append(at(paths.jiyuan, 'ObjectionAnswered', answered))
    expect(await grown()).toEqual([1, 0, 1, 0])
    await append(
      at(paths.laocheng, 'CaseRegionMoved', { fromRegionCode: '419001', fromRegionPath: paths.jiyuan }),
    )
    expect(await grown()).toEqual([0, 0, 0, 0])
  })

  it('grow in version with every fact, there and above, and nowhere else', async () => {
    const before = await Promise.all(['410102', '410000', '410302'].map(countsOf))
    await append(reportSubmitted(paths.zhongyuan))
    const after = await Promise.all(['410102', '410000', '410302'].map(countsOf))
    const growth = after.map(({ version }, n) => BigInt(version) - BigInt(before[n]!.version))
    expect(growth).toEqual([1n, 1n, 0n])
  })

  it('count an event once, also when its producer sends it again', async () => {
    const before = await countsOf('000000')
    const event = reportSubmitted(paths.dongcheng)
    await append(event, event)
    await append(event)
    expect((await countsOf('000000')).reports).toBe(before.reports + 1)
  })

  it('are told by state, matter, industry and channel, and of any part of them', async () => {
    const place = ['000000', '620000', '620100', '620102']
    const [one, two] = [caseOpened(place), caseOpened(place)]
    Object.assign(one.payload, { matterTypes: ['MAJOR_HAZARD', 'ILLEGAL_ACT'], channel: 'LETTER' })
    Object.assign(two.payload, { industryCode: 'CHEMICAL', channel: 'WEB' })
    await append(reportSubmitted(place), one, two)
    const parts = `cases byState { state cases } byMatterType { matterType counts { cases } }
      byIndustry { industryCode counts { cases reports } } byChannel { channel counts { cases reports } }`
    const askPart = async (filter: string) =>
      (
        await subgraph.ask({
          query: `{ caseCounts(regionCode: "620100", filter: ${filter}) { ${parts} } }`,
          variables: {},
          viewer: national,
        })
      ).data as { caseCounts: { byState: { state: string; cases: number }[] } }
    const { caseCounts } = await askPart('null')
    expect(caseCounts.byState).toHaveLength(12)
    expect(caseCounts).toMatchObject({
      cases: 2,
      byState: expect.arrayContaining([
        { state: 'SCREENING', cases: 2 },
        { state: 'CLOSED', cases: 0 },
      ]),
      byMatterType: [
        { matterType: 'MAJOR_HAZARD', counts: { cases: 2 } },
        { matterType: 'ILLEGAL_ACT', counts: { cases: 1 } },
      ],
      byIndustry: [
        { industryCode: 'CHEMICAL', counts: { cases: 1, reports: 0 } },
        { industryCode: 'COAL_MINE', counts: { cases: 1, reports: 1 } },
      ],
      byChannel: [
        { channel: 'WEB', counts: { cases: 1, reports: 1 } },
        { channel: 'LETTER', counts: { cases: 1, reports: 0 } },
      ],
    })
    expect(await askPart('{ matterType: ILLEGAL_ACT }')).toMatchObject({
      caseCounts: {
        ...{ cases: 1, byMatterType: [] },
        byChannel: [{ channel: 'LETTER', counts: { cases: 1, reports: 0 } }],
      },
    })
    expect(
      await askPart('{ matterType: MAJOR_HAZARD, industryCode: "CHEMICAL", channel: WEB }'),
    ).toMatchObject({
      caseCounts: { cases: 1, byIndustry: [], byChannel: [] },
    })
    expect(await askPart('{ industryCode: "CHEMICAL", channel: LETTER }')).toMatchObject({
      caseCounts: { cases: 0 },
    })
  })

  it('do not tell an authority that a matter is about it, and tell those above', async () => {
    const codes = ['000000', '410000', '410100', '410102']
    const before = await Promise.all(codes.map(countsOf))
    const [report, opened] = [reportSubmitted(paths.zhongyuan), caseOpened(paths.zhongyuan)]
    for (const { payload } of [report, opened])
      Object.assign(payload, { excludedAuthorityIds: [authorityIdOf('410100')] })
    await append(report, opened)
    const after = await Promise.all(codes.map(countsOf))
    const grown = after.map(({ reports, cases }, n) => [
      reports - before[n]!.reports,
      cases - before[n]!.cases,
    ])
    expect(grown).toEqual([
      [1, 1],
      [1, 1],
      [0, 0],
      [0, 0],
    ])
    expect(after.slice(2)).toEqual(before.slice(2))
  })

  it('fill again from the log when they are begun anew, to the very versions they had', async () => {
    const codes = ['410000', '410100', '410102', '410300', '419001', '110101']
    const before = await Promise.all(codes.map(countsOf))
    await subgraph.database.ask(
      `BEGIN; TRUNCATE statistics.counted_case, statistics.counted_report, statistics.counted_region,
           statistics.count_now, statistics.count_by_day;
         UPDATE statistics.watermark SET position = 0 WHERE consumer = 'counts';
         UPDATE statistics.counts_state SET filled = false; COMMIT`,
    )
    await append(reportSubmitted(['000000', '650000']))
    await soon(async () => expect((await ask('000000')).errors).toEqual([]))
    expect(await Promise.all(codes.map(countsOf))).toEqual(before)
  })

  it('are not told while they are folded anew: too low a number is worse than none', async () => {
    const holder = new pg.Client({ connectionString: subgraph.database.adminUrl })
    await holder.connect()
    await holder.query('BEGIN; LOCK TABLE events.log IN ACCESS EXCLUSIVE MODE; NOTIFY andon_events')
    await subgraph.database.ask('NOTIFY andon_events')
    await soon(async () => {
      const waiting = await subgraph.database.ask(
        `SELECT FROM pg_locks WHERE relation = 'events.log'::regclass AND NOT granted`,
      )
      expect(waiting.length).toBeGreaterThan(0)
    })
    await subgraph.database.ask('UPDATE statistics.counts_state SET filled = false')
    expect((await ask('410000')).errors[0]).toMatchObject({
      message: '统计数据正在重新汇总，请稍后再试。',
      extensions: { code: 'SUBGRAPH_UNAVAILABLE' },
    })
    await holder.end()
    await soon(async () => expect((await ask('410000')).errors).toEqual([]))
  })

  it.each(Object.keys(staffRoles) as StaffRole[])(
    'are open to %s as the table of roles says',
    async (role) => {
      const code = rolesMay([role], 'READ_EXACT_COUNTS') ? undefined : 'FORBIDDEN'
      expect((await ask('410100', staffOf('410100', role))).errors[0]?.extensions.code).toBe(code)
    },
  )

  it.each<[string, string, Viewer, string | undefined]>([
    ['the own region', '410100', staffOf('410100', 'DASHBOARD'), undefined],
    ['a county below', '410102', staffOf('410100', 'DASHBOARD'), undefined],
    ['a town below', '410102001', staffOf('410100', 'DASHBOARD'), undefined],
    ['the region above', '410000', staffOf('410100', 'DASHBOARD'), 'FORBIDDEN'],
    ['a region beside', '410300', staffOf('410100', 'DASHBOARD'), 'FORBIDDEN'],
    ['the country', '000000', staffOf('410000', 'DASHBOARD'), 'FORBIDDEN'],
    ['anything, by an unknown authority', '410100', staffOf('999900', 'DASHBOARD'), 'FORBIDDEN'],
    ['anything, by a stranger', '410100', anonymous, 'UNAUTHENTICATED'],
    ['anything, by a reporter', '410100', { kind: 'REPORTER', reportId: randomUUID() }, 'FORBIDDEN'],
    ['a malformed code', '41%', national, 'BAD_USER_INPUT'],
    ['an empty code', '', national, 'BAD_USER_INPUT'],
  ])('of %s (%s)', async (_what, regionCode, viewer, code) => {
    const { errors } = await ask(regionCode, viewer)
    expect(errors[0]?.extensions.code).toBe(code)
    if (code === 'BAD_USER_INPUT') expect(errors[0]?.extensions['inputPath']).toBe('regionCode')
  })
})
