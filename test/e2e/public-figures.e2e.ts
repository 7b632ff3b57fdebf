import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dayInChina } from '../../subgraphs/shared/day.js'
import { openStoryClock } from '../story/loop/clock.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { soon } from '../support/soon.js'

type Count = { value: number | null; below: number | null }
type Counts = { period: string | null; cells: { region: { code: string; name: string }; count: Count }[] }

/** A stranger at the gateway, before and after the days on which something was reported were released. */
describe('public figures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'andon-figures-'))
  const clock = openStoryClock(join(folder, 'clock'))
  let platform: TestPlatform
  beforeAll(async () => {
    platform = await openTestPlatform({ statistics: { CLOCK_FILE: clock.file } })
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }, 60_000)

  const look = async (argumentsOfCounts: string): Promise<Counts> => {
    const { data, errors } = await platform.stranger.ask<{ publicCounts: Counts }, object>(
      `{ publicCounts(${argumentsOfCounts}) { period cells { region { code name } count { value below } } } }`,
      {},
    )
    expect(errors).toEqual([])
    return data!.publicCounts
  }
  const lastRelease = async (): Promise<string | undefined> => {
    const [last] = await platform.ask<{ day: string }>(
      'SELECT max(closing_day)::text AS day FROM statistics.public_release',
    )
    return last?.day
  }

  it('say nothing of what is reported now, and counts that are live are refused', async () => {
    await platform.report('示例厂·公布一（虚构）')
    const { errors } = await platform.stranger.ask('{ caseCounts(regionCode: "000000") { reports } }', {})
    expect(errors[0]?.extensions?.code).toBe('UNAUTHENTICATED')
    const today = dayInChina(clock.now())
    expect((await look(`table: REPORTS_BY_DAY, period: "${today}"`)).cells).toEqual([])
  })

  it('tell of the month when it is over that there was little, of every region alike, and survive kill -9', async () => {
    await soon(async () => expect(await platform.ask('SELECT FROM statistics.public_fact')).toHaveLength(1))
    const month = dayInChina(clock.now()).slice(0, 7)
    clock.moveDays(32)
    await platform.kill('statistics', 'SIGKILL')
    await platform.startAgain('statistics')
    const yesterday = dayInChina(new Date(clock.now().getTime() - 86_400_000))
    await soon(async () => expect(await lastRelease()).toBe(yesterday), 60_000)
    const { cells } = await look(`table: REPORTS_BY_REGION, period: "${month}", regionCode: "410100"`)
    expect(cells.length).toBeGreaterThan(10)
    expect(cells.every(({ count }) => count.value === null && count.below === 6)).toBe(true)
    expect(cells[0]?.region.name).toMatch(/郑州/)
    const [country] = (await look(`table: REPORTS_BY_REGION, period: "${month}"`)).cells
    expect(country).toMatchObject({ region: { code: '000000' }, count: { value: null, below: 6 } })
  }, 120_000)
})
