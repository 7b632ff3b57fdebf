import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, authorityRegistered, paths, reportSubmitted } from '../../../test/support/events.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { openStatisticsSubgraph, type StatisticsSubgraph } from '../../../test/support/statistics-subgraph.js'

const fields = '{ region { code } version reports }'
const national = staffOf('000000', 'LEADER')

type Counts = { version: string; reports: number }

describe('live counts, subscribed to,', () => {
  let subgraph: StatisticsSubgraph
  beforeAll(async () => {
    subgraph = await openStatisticsSubgraph()
    await appendEvents(subgraph.database, ...['000000', '410000', '410100'].map(authorityRegistered))
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM statistics.authority_reach')).toHaveLength(3),
    )
  })
  afterAll(() => subgraph.close())

  const countsOf = async (code: string): Promise<Counts> => {
    const query = `query($code: ID!) { caseCounts(regionCode: $code) ${fields} }`
    const { data } = await subgraph.ask({ query, variables: { code }, viewer: national })
    return (data as { caseCounts: Counts }).caseCounts
  }
  const append = (...events: Parameters<typeof appendEvents>[1][]) =>
    appendEvents(subgraph.database, ...events)

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

  it('tell each of three thousand regions its own change, and look at what has changed only', async () => {
    const place = (n: number) => {
      const code = String(510_000 + n)
      return ['000000', '510000', code]
    }
    const codes = Array.from({ length: 3_000 }, (_, n) => place(n + 1).at(-1) ?? '')
    const told = new Map<string, { reports: number; times: number }>()
    const leave = subgraph.subscribeMany(
      new Map(
        codes.map((code) => [
          code,
          `subscription { caseCounts(regionCode: "${code}") { reports region { code } } }`,
        ]),
      ),
      national,
      (key, value) => {
        const { reports, region } = (value as { caseCounts: { reports: number; region: { code: string } } })
          .caseCounts
        expect(region.code).toBe(key)
        told.set(key, { reports, times: (told.get(key)?.times ?? 0) + 1 })
      },
    )
    await soon(() => expect(told.size).toBe(codes.length))
    await append(reportSubmitted(place(7)))
    await soon(() => expect(told.get(codes[6]!)).toEqual({ reports: 1, times: 2 }))
    expect([...told.values()].filter(({ times }) => times > 1)).toHaveLength(1)
    await append(...codes.map((_, n) => reportSubmitted(place(n + 1))))
    await soon(() =>
      expect([...told].filter(([code, { reports }]) => reports !== (code === codes[6] ? 2 : 1))).toEqual([]),
    )
    await leave()
    await soon(() => expect(subgraph.countsWatch.watchedCount).toBe(0))
  })
})
