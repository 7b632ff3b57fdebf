import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import pg from 'pg'
import type { ChildName } from '../../local/child-descriptions.js'
import {
  AcceptReportDocument,
  CaseCountsDocument,
  CasesToScreenDocument,
  MyReportDocument,
} from '../operations/generated/graphql.js'
import { openDesk } from '../story/desk.js'
import { soon } from '../support/soon.js'
import { adminUrlOf, openTestPlatform, type TestPlatform } from '../support/platform.js'

describe('a process killed between a fact and its event', () => {
  let platform: TestPlatform

  beforeAll(async () => {
    platform = await openTestPlatform()
  }, 300_000)
  afterAll(async () => {
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  /** Nobody can append to the log while `work` runs: facts are stored, their events wait. */
  const whileTheLogIsShut = async (work: () => Promise<void>): Promise<void> => {
    const holder = new pg.Client({ connectionString: adminUrlOf(platform, 'andon') })
    await holder.connect()
    try {
      await holder.query("SELECT pg_advisory_lock(hashtextextended('andon events append', 0))")
      await work()
    } finally {
      await holder.end()
    }
  }
  /** A consumer that cannot move its watermark cannot fold. */
  const whileTheWatermarkIsHeld = async (schema: string, work: () => Promise<void>): Promise<void> => {
    const holder = new pg.Client({ connectionString: adminUrlOf(platform, 'andon') })
    await holder.connect()
    try {
      await holder.query('BEGIN')
      await holder.query(`SELECT * FROM "${schema}".watermark FOR UPDATE`)
      await work()
    } finally {
      await holder.end()
    }
  }
  const dieAndComeBack = async (name: ChildName): Promise<void> => {
    await platform.kill(name, 'SIGKILL')
    await platform.startAgain(name)
  }
  const logged = async (name: string): Promise<number> => {
    const [row] = await platform.ask<{ n: number }>(
      'SELECT count(*)::int AS n FROM events.log WHERE name = $1',
      [name],
    )
    return row?.n ?? -1
  }
  const counts = async () => {
    const screen = await platform.as('screen.zhengzhou')
    return (await screen.request(CaseCountsDocument, { regionCode: '410100' })).caseCounts
  }
  const caseOf = async (unitName: string): Promise<string> => {
    const officer = await platform.as('intake.zhengzhou')
    return soon(async () => {
      const { cases } = await officer.request(CasesToScreenDocument, { regionCode: '410100', first: 100 })
      const ids = cases.nodes
        .filter((node) => node.reports.some((report) => report.unitName === unitName))
        .map(({ id }) => id)
      expect(ids).toHaveLength(1)
      return ids[0]!
    })
  }

  it('report: the report becomes exactly one case, and its receipt opens it', async () => {
    let receipt = ''
    await whileTheLogIsShut(async () => {
      receipt = await platform.report('示例厂·崩溃一（虚构）')
      await platform.kill('report', 'SIGKILL')
    })
    await platform.startAgain('report')
    await caseOf('示例厂·崩溃一（虚构）')
    expect(await logged('ReportSubmitted')).toBe(1)
    await soon(async () => expect(await counts()).toMatchObject({ reports: 1, cases: 1, screening: 1 }))
    const citizen = await platform.opened(receipt)
    const { myReport } = await citizen.request(MyReportDocument, {})
    expect(myReport?.unitName).toBe('示例厂·崩溃一（虚构）')
  })

  it('case: before it opens the case, the case is opened once', async () => {
    await whileTheWatermarkIsHeld('case', async () => {
      await platform.report('示例厂·崩溃二（虚构）')
      await platform.kill('case', 'SIGKILL')
    })
    await platform.startAgain('case')
    await caseOf('示例厂·崩溃二（虚构）')
    await soon(async () => expect(await counts()).toMatchObject({ reports: 2, cases: 2, screening: 2 }))
  })

  it('case: after the acceptance, reporter and dashboard learn of it once', async () => {
    const caseId = await caseOf('示例厂·崩溃二（虚构）')
    const officer = await platform.as('intake.zhengzhou')
    await whileTheLogIsShut(async () => {
      const { acceptReport } = await officer.request(AcceptReportDocument, { caseId })
      expect(acceptReport.state).toBe('ACCEPTED')
      await platform.kill('case', 'SIGKILL')
    })
    await platform.startAgain('case')
    await soon(async () => expect(await counts()).toMatchObject({ cases: 2, screening: 1, accepted: 1 }))
    expect(await logged('CaseAccepted')).toBe(1)
  })

  it('statistics: what it did not fold before, it folds once afterwards', async () => {
    await whileTheWatermarkIsHeld('statistics', async () => {
      await platform.report('示例厂·崩溃三（虚构）')
      await platform.kill('statistics', 'SIGKILL')
    })
    await platform.startAgain('statistics')
    await soon(async () =>
      expect(await counts()).toMatchObject({ reports: 3, cases: 3, screening: 2, accepted: 1 }),
    )
  })

  it('cms: a notice published is announced once', async () => {
    const { urls, secrets } = platform
    const editor = await openDesk(urls.admin, {
      email: 'editor@cms.example.invalid',
      password: secrets.demoPassword,
    })
    const publisher = await openDesk(urls.admin, {
      email: 'publisher@cms.example.invalid',
      password: secrets.demoPassword,
    })
    const before = await logged('NoticePublished')
    const documentId = await editor.create('notice', {
      title: '【演示】崩溃之间的公告',
      body: [{ type: 'paragraph', children: [{ type: 'text', text: '虚构。' }] }],
      disclosure: 'ACTIVE',
    })
    await whileTheLogIsShut(async () => {
      await publisher.agree('notice', documentId)
      await publisher.publish('notice', documentId)
      await platform.kill('cms', 'SIGKILL')
    })
    await platform.startAgain('cms')
    await soon(async () => expect(await logged('NoticePublished')).toBe(before + 1))
  })

  it('all of them, again and again under load: every receipt is a case, every case counts once', async () => {
    const victims: ChildName[] = ['report', 'case', 'statistics', 'case', 'statistics', 'report']
    const receipts: string[] = []
    let pressing = true
    const press = async (): Promise<void> => {
      for (let n = 0; pressing; n += 1) {
        // What was refused because a process was gone is not a fact; what got a receipt is.
        await platform.report(`示例厂·压力${String(n)}（虚构）`).then(
          (receipt) => receipts.push(receipt),
          () => undefined,
        )
      }
    }
    const pressure = Promise.all([press(), press()])
    for (const name of victims) await dieAndComeBack(name)
    pressing = false
    await pressure
    const [stored] = await platform.ask<{ n: number }>('SELECT count(*)::int AS n FROM report.report')
    const total = stored?.n ?? -1
    expect(total).toBeGreaterThanOrEqual(receipts.length + 3)
    await soon(async () =>
      expect(await counts()).toMatchObject({ reports: total, cases: total, accepted: 1 }),
    )
    const [doubled] = await platform.ask<{ cases: number; reports: number }>(
      'SELECT count(DISTINCT case_id)::int AS cases, count(*)::int AS reports FROM "case".case_report',
    )
    expect(doubled).toEqual({ cases: total, reports: total })
    const last = receipts.at(-1)!
    await expect(platform.opened(last)).resolves.toBeDefined()
  }, 240_000)
})
