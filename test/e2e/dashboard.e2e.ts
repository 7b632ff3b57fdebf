import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  AcceptReportDocument,
  CasesToScreenDocument,
  LiveCaseCountsDocument,
  type LiveCaseCountsSubscription,
} from '../operations/generated/graphql.js'
import { subscribeTo, type LiveFeed } from '../support/graph.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { soon } from '../support/soon.js'
import { verifyStatistics } from '../support/statistics-verify.js'

const everyProcess = ['gateway', 'statistics', 'case', 'report', 'region'] as const
const zhengzhou = { regionCode: '410100' }

describe('a dashboard', () => {
  let platform: TestPlatform
  beforeAll(async () => {
    platform = await openTestPlatform()
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const open = async (): Promise<LiveFeed<LiveCaseCountsSubscription>> =>
    subscribeTo(platform.urls.subscriptions, LiveCaseCountsDocument, zhengzhou, {
      token: await platform.token('screen.zhengzhou'),
    })
  type Counts = LiveCaseCountsSubscription['caseCounts']
  /** Values until one fits; none of them older than the one before. */
  const until = async (feed: LiveFeed<LiveCaseCountsSubscription>, fits: (counts: Counts) => boolean) => {
    let told = (await feed.next(30_000)).caseCounts
    while (!fits(told)) {
      const next = (await feed.next(30_000)).caseCounts
      expect(BigInt(next.version)).toBeGreaterThan(BigInt(told.version))
      told = next
    }
    return told
  }
  const accept = async (count: number): Promise<void> => {
    const officer = await platform.as('intake.zhengzhou')
    const { cases } = await soon(async () => {
      const page = await officer.request(CasesToScreenDocument, {
        ...zhengzhou,
        state: 'SCREENING',
        first: 50,
      })
      expect(page.cases.nodes.length).toBeGreaterThanOrEqual(count)
      return page
    })
    for (const { id } of cases.nodes.slice(0, count))
      await officer.request(AcceptReportDocument, { caseId: id })
  }

  it('that reconnects after every process was killed shows the right number', async () => {
    const before = await open()
    for (const unit of ['一', '二', '三']) await platform.report(`示例厂·大屏${unit}（虚构）`)
    await accept(1)
    const seen = await until(before, ({ reports, accepted }) => reports === 3 && accepted === 1)
    await platform.report('示例厂·大屏四（虚构）')
    await accept(1)
    // At once, whatever of it has been told, folded or written by then.
    await Promise.all(everyProcess.map((name) => platform.kill(name, 'SIGKILL')))
    // The database of a test does not wait for its disk: killed like the others it would forget what it has promised.
    await platform.kill('postgres', 'SIGINT')
    await before.close()

    for (const name of ['postgres', ...everyProcess.toReversed()] as const) await platform.startAgain(name)
    const after = await open()
    const first = (await after.next(30_000)).caseCounts
    expect(BigInt(first.version)).toBeGreaterThanOrEqual(BigInt(seen.version))
    expect(first.reports).toBeGreaterThanOrEqual(3)
    const right = { reports: 4, cases: 4, screening: 2, accepted: 2 }
    const isRight = ({ reports, cases, screening, accepted }: Counts): boolean =>
      JSON.stringify({ reports, cases, screening, accepted }) === JSON.stringify(right)
    if (!isRight(first)) expect(await until(after, isRight)).toMatchObject(right)
    await after.close()

    const again = await open()
    expect((await again.next(30_000)).caseCounts).toMatchObject(right)
    await again.close()
    const { status, told } = verifyStatistics(platform)
    expect(told).toContain('✓ 至事件')
    expect(status).toBe(0)
  })
})
