import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { spawnSync } from 'node:child_process'
import { appendHistory, lives, streamsOf } from '../../../test/support/counted-histories.js'
import { appendEvents, reportSubmitted } from '../../../test/support/events.js'
import { soon } from '../../../test/support/soon.js'
import { openStatisticsSubgraph, type StatisticsSubgraph } from '../../../test/support/statistics-subgraph.js'
import { verifyCounts } from './verify-counts.js'

describe('the proof that counts are what the events come to', () => {
  let subgraph: StatisticsSubgraph
  beforeAll(async () => {
    subgraph = await openStatisticsSubgraph()
    const all = fc.sample(lives, { numRuns: 12, seed: 11 }).flat()
    await appendHistory(subgraph.database, streamsOf(all).flat())
    await untilFolded()
  })
  afterAll(() => subgraph.close())

  const untilFolded = () =>
    soon(async () => {
      const [there] = await subgraph.database.ask<{ done: boolean }>(
        `SELECT position >= (SELECT max(position) FROM events.log) AS done FROM statistics.watermark WHERE consumer = 'counts'`,
      )
      expect(there?.done).toBe(true)
    })
  const url = () => subgraph.database.runtimeUrl('statistics')
  const verify = () => verifyCounts({ databaseUrl: url(), eventsDatabaseUrl: url() })
  const runCommand = () => {
    const env = { PATH: process.env['PATH'], STATISTICS_DATABASE_URL: url(), EVENTS_DATABASE_URL: url() }
    const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/local/statistics-verify.js'], {
      env,
      encoding: 'utf8',
    })
    return { status, told: `${stdout}${stderr}` }
  }

  it('holds for lives at random, as a command too', async () => {
    const verdict = await verify()
    expect(verdict).toMatchObject({ difference: undefined })
    expect(verdict.events).toBeGreaterThan(100)
    expect(verdict.rows).toBeGreaterThan(1_000)
    const { status, told } = runCommand()
    expect(told).toContain(`✓ 至事件 ${String(verdict.position)}：`)
    expect(status).toBe(0)
  })

  it('holds while the live fold goes on', async () => {
    const enough = new AbortController()
    const stream = (async () => {
      let sent = 0
      for (; !enough.signal.aborted; sent += 20)
        await appendEvents(subgraph.database, ...Array.from({ length: 20 }, () => reportSubmitted()))
      return sent
    })()
    for (let n = 0; n < 3; n += 1) expect((await verify()).difference).toBeUndefined()
    enough.abort()
    expect(await stream).toBeGreaterThan(0)
    await untilFolded()
    expect((await verify()).difference).toBeUndefined()
  })

  it.each([
    [
      'count_now',
      `UPDATE statistics.count_now SET n = n + 1 WHERE region_code = '410000' AND matter_type = 'ALL'
         AND industry_code = 'ALL' AND channel = 'ALL' AND measure = 'REPORTS'`,
      `UPDATE statistics.count_now SET n = n - 1 WHERE region_code = '410000' AND matter_type = 'ALL'
         AND industry_code = 'ALL' AND channel = 'ALL' AND measure = 'REPORTS'`,
      '410000/ALL/ALL/ALL/REPORTS',
    ],
    [
      'count_by_day',
      `INSERT INTO statistics.count_by_day VALUES ('410102', 'ALL', 'ALL', 'CLOSED', '2031-01-01', 1)`,
      `DELETE FROM statistics.count_by_day WHERE day = '2031-01-01'`,
      '410102/ALL/ALL/CLOSED/2031-01-01',
    ],
  ])('names the first cell of %s that somebody changed', async (table, tamper, repair, key) => {
    await subgraph.database.ask(tamper)
    const { difference } = await verify()
    expect(difference).toMatchObject({ table, key, rows: 1 })
    const { status, told } = runCommand()
    expect(status).toBe(1)
    expect(told).toContain(`✗ 至事件 `)
    expect(told).toContain(
      `${table} ${key} 现为 ${difference?.live ?? '–'}，重算为 ${difference?.rebuilt ?? '–'}`,
    )
    await subgraph.database.ask(repair)
    expect((await verify()).difference).toBeUndefined()
  })
})
