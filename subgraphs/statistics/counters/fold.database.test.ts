import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import * as fc from 'fast-check'
import pg from 'pg'
import { Lifecycle } from '../../../platform/lifecycle.js'
import {
  appendHistory,
  cellsIn,
  lives,
  modelOf,
  streamsOf,
  type HistoryEvent,
} from '../../../test/support/counted-histories.js'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.js'
import { silentLog } from '../../../test/support/silent-log.js'
import { takeBatch, type BatchFold } from '../../shared/events/consumer.js'
import { openOrm } from '../../shared/orm.js'
import { statisticsEntities } from '../entities.js'
import { counting, countsConsumer } from './counting.js'
import type { CountedEvent } from './fold-events.js'

type Folding = BatchFold<CountedEvent['name']>

describe('the fold of events into counts', () => {
  let database: TestDatabase
  let lifecycle: Lifecycle
  let orm: MikroORM
  let log: pg.Client
  beforeAll(async () => {
    database = await openTestDatabase()
    lifecycle = new Lifecycle(silentLog)
    const databaseUrl = database.runtimeUrl('statistics')
    orm = await openOrm({ databaseUrl, schema: 'statistics', entities: statisticsEntities, lifecycle })
    log = new pg.Client({ connectionString: databaseUrl })
    await log.connect()
  })
  afterAll(async () => {
    await log.end()
    await lifecycle.close()
    await database[Symbol.asyncDispose]()
  })

  const empty = () =>
    database.ask(
      `TRUNCATE events.log, statistics.watermark, statistics.counted_case, statistics.counted_report,
         statistics.counted_region, statistics.count_now, statistics.count_by_day`,
    )
  beforeEach(empty)

  const fold = (handlers: Folding) =>
    takeBatch(log, { consumer: countsConsumer, orm, handlers, log: silentLog })
  const foldAll = async (size = 1_000) => {
    while ((await fold({ ...counting, size })) > 0);
  }
  /** Dies before the given statement of a batch, or after the last one and before the commit. */
  const dying = (atStatement: number, size: number): Folding => ({
    ...counting,
    size,
    fold: async (em, events) => {
      let statements = 0
      const execute = (...given: Parameters<EntityManager['execute']>) => {
        statements += 1
        if (statements === atStatement) throw new Error('killed')
        return em.execute(...given)
      }
      await counting.fold({ execute } as unknown as EntityManager, events)
      throw new Error('killed before the commit')
    },
  })
  const versions = () =>
    database.ask('SELECT region_code, parent_code, version FROM statistics.counted_region ORDER BY 1')

  /** Events of different subjects in any order, those of one in theirs. */
  const interleaved = (streams: HistoryEvent[][], picks: readonly number[]): HistoryEvent[] => {
    const left = streams.map((stream) => [...stream])
    const all: HistoryEvent[] = []
    for (let n = 0; left.some((stream) => stream.length > 0); n += 1) {
      const open = left.filter((stream) => stream.length > 0)
      all.push(open[(picks[n % picks.length] ?? 0) % open.length]!.shift()!)
    }
    return all
  }

  it('comes to what a look at each case comes to: events twice, in any order, killed at any step', async () => {
    const plan = fc.record({
      picks: fc.array(fc.nat(50), { minLength: 1, maxLength: 30 }),
      size: fc.integer({ min: 1, max: 30 }),
      deaths: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }),
      again: fc.array(fc.nat(200), { maxLength: 10 }),
    })
    await fc.assert(
      fc.asyncProperty(lives, plan, async (all, { picks, size, deaths, again }) => {
        await empty()
        const events = interleaved(streamsOf(all), picks)
        await appendHistory(database, events)
        await appendHistory(
          database,
          again.map((n) => events[n % events.length]!),
        )
        for (const atStatement of deaths) {
          await fold(dying(atStatement, size)).catch(() => undefined)
          await fold({ ...counting, size })
        }
        await foldAll(size)
        expect(await cellsIn(database)).toEqual(modelOf(all))
      }),
      { numRuns: 60 },
    )
  })

  it('comes to the same versions and days however it was cut', async () => {
    await fc.assert(
      fc.asyncProperty(lives, fc.integer({ min: 1, max: 9 }), async (all, size) => {
        await empty()
        await appendHistory(database, interleaved(streamsOf(all), [3, 1, 4, 1, 5]))
        await foldAll(size)
        const small = [await cellsIn(database), await versions()]
        await database.ask(
          `TRUNCATE statistics.watermark, statistics.counted_case, statistics.counted_report,
             statistics.counted_region, statistics.count_now, statistics.count_by_day`,
        )
        await foldAll()
        expect([await cellsIn(database), await versions()]).toEqual(small)
      }),
      { numRuns: 20 },
    )
  })

  it('keeps the sum of the days equal to the present, for every state', async () => {
    const all = fc.sample(lives, { numRuns: 10, seed: 7 }).flat()
    await appendHistory(database, streamsOf(all).flat())
    await foldAll()
    const different = await database.ask(
      `WITH now AS (SELECT region_code, measure, n FROM statistics.count_now
          WHERE matter_type = 'ALL' AND industry_code = 'ALL' AND channel = 'ALL' AND measure NOT LIKE 'REPORTS%' AND n <> 0),
        days AS (SELECT region_code, substr(measure, 7) AS measure, sum(n)::bigint AS n FROM statistics.count_by_day
          WHERE dimension = 'ALL' AND measure LIKE 'STATE.%' GROUP BY 1, 2 HAVING sum(n) <> 0)
       SELECT * FROM now FULL JOIN days USING (region_code, measure) WHERE now.n IS DISTINCT FROM days.n`,
    )
    expect(different).toEqual([])
  })

  it('counts a case whose opening was never seen, and a report withdrawn before it was seen', async () => {
    const [report, ofCase] = streamsOf([
      {
        kind: { place: 4, matters: 2, industry: 0, channel: 1 },
        opened: 0,
        steps: [{ do: 'accept', hours: 1, place: 4 }],
        withdrawn: true,
      },
    ]) as [HistoryEvent[], HistoryEvent[]]
    await appendHistory(database, [ofCase[1]!, report[1]!])
    await foldAll()
    const there = async () =>
      Object.fromEntries(
        [...(await cellsIn(database))].filter(([key]) => key.startsWith('now|990100|ALL|ALL')),
      )
    expect(await there()).toEqual({
      'now|990100|ALL|ALL|ALL|ACCEPTED': 1,
      'now|990100|ALL|ALL|UNKNOWN|ACCEPTED': 1,
    })
    await appendHistory(database, [ofCase[0]!, report[0]!])
    await foldAll()
    expect(await there()).toEqual(
      Object.fromEntries(
        ['ACCEPTED', 'REPORTS', 'REPORTS_WITHDRAWN'].flatMap((measure) => [
          [`now|990100|ALL|ALL|ALL|${measure}`, 1],
          [`now|990100|ALL|ALL|LETTER|${measure}`, 1],
        ]),
      ),
    )
  })
})
