import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { rolesMay, staffRoles, type StaffRole } from '../../../platform/viewer/roles.js'
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

  describe('subscribed to', () => {
    const subscribe = (code: string, viewer: Viewer = staffOf('410100', 'DASHBOARD')) =>
      subgraph.subscribe(`subscription { caseCounts(regionCode: "${code}") ${fields} }`, viewer)
    const next = async (source: AsyncIterableIterator<unknown>): Promise<Counts> => {
      const value: unknown = (await source.next()).value
      return (value as { data: { caseCounts: Counts } }).data.caseCounts
    }

    it('are told as they stand, then at each change, and freed when left', async () => {
      const source = subscribe('410100')
      const now = await next(source)
      expect(now).toEqual(await countsOf('410100'))
      await append(reportSubmitted(paths.zhongyuan))
      const changed = await next(source)
      expect(changed).toMatchObject({ region: { code: '410100' }, reports: now.reports + 1 })
      expect(BigInt(changed.version)).toBeGreaterThan(BigInt(now.version))
      await source.leave()
      await soon(() => expect(subgraph.countsWatch.watchedCount).toBe(0))
    })

    it('reach the newest state after a burst, without ever going back', async () => {
      const source = subscribe('410100')
      const { reports, version } = await next(source)
      await append(...Array.from({ length: 50 }, () => reportSubmitted(paths.zhongyuan)))
      let last = { reports, version }
      while (last.reports < reports + 50) {
        const told = await next(source)
        expect(BigInt(told.version)).toBeGreaterThan(BigInt(last.version))
        last = told
      }
      expect(last.reports).toBe(reports + 50)
      await source.leave()
    })

    it('lose nothing that happens while somebody subscribes', async () => {
      const events = Array.from({ length: 20 }, () => reportSubmitted(paths.zhongyuan))
      const before = await countsOf('410100')
      const appending = (async () => {
        for (const event of events) await appendEvents(subgraph.database, event)
      })()
      const sources = Array.from({ length: 10 }, () => subscribe('410100'))
      const reached = sources.map(async (source) => {
        let told = await next(source)
        while (told.reports < before.reports + events.length) told = await next(source)
        await source.leave()
        return told.reports
      })
      await appending
      expect(await Promise.all(reached)).toEqual(sources.map(() => before.reports + events.length))
    })

    it('are refused where the query would be', async () => {
      for (const [code, viewer, refusal] of [
        ['410300', staffOf('410100', 'DASHBOARD'), 'FORBIDDEN'],
        ['410100', anonymous, 'UNAUTHENTICATED'],
        ['4101', national, 'BAD_USER_INPUT'],
      ] as const) {
        const source = subscribe(code, viewer)
        expect((await source.next()).value).toMatchObject({ errors: [{ extensions: { code: refusal } }] })
        await source.leave()
      }
      expect(subgraph.countsWatch.watchedCount).toBe(0)
    })
  })
})
