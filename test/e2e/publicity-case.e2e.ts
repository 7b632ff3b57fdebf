import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDesk, type Desk } from '../story/desk.js'
import { accountOf, signInCast, type Cast } from '../story/loop/cast.js'
import { openStoryClock } from '../story/loop/clock.js'
import { reportAnonymously, type Reporter } from '../story/loop/reporter.js'
import { take } from '../story/loop/take.js'
import { keepScreenshot, openBrowser, type TestBrowser } from '../support/browser.js'
import { signIn } from '../support/desk-in-browser.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'
import { soon } from '../support/soon.js'

const team = [accountOf.officer, accountOf.second]
const title = '一起安全联锁装置被拆除的隐患举报'
const paragraph = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }]

/** A case that was closed as true becomes a typical case, and is gone the moment its reporter no longer agrees. */
describe('a typical case', () => {
  const folder = mkdtempSync(join(tmpdir(), 'andon-publicity-'))
  const clock = openStoryClock(join(folder, 'clock'))
  let platform: TestPlatform
  let cast: Cast
  let reporter: Reporter
  let editor: Desk
  let reviewer: Desk
  let publisher: Desk
  let browser: TestBrowser
  let summaryId = ''
  let documentId = ''
  beforeAll(async () => {
    platform = await openTestPlatform({ case: { CLOCK_FILE: clock.file } })
    cast = await signInCast(platform)
    reporter = await reportAnonymously(platform, '示例机械厂（虚构）')
    const password = platform.secrets.demoPassword
    const desk = (name: string) =>
      openDesk(platform.urls.admin, { email: `${name}@cms.example.invalid`, password })
    editor = await desk('editor')
    reviewer = await desk('reviewer')
    publisher = await desk('publisher')
    browser = await openBrowser()
  }, 300_000)
  afterAll(async () => {
    await browser[Symbol.asyncDispose]()
    await reporter.close()
    await platform[Symbol.asyncDispose]()
    rmSync(folder, { recursive: true })
  }, 60_000)

  const done = async (...asked: Parameters<typeof take>): Promise<Record<string, unknown>> => {
    const { data, errors } = await take(...asked)
    expect([asked[1], errors]).toEqual([asked[1], []])
    return (data ?? {})[asked[1]] as Record<string, unknown>
  }
  const input = {
    reason: '一线员工发现隐患，企业及时整改。',
    legalBasis: ['WORK_SAFETY_LAW', 'REWARD_MEASURES'],
    reporterRecognisable: false,
  }
  const nominate = () =>
    take(cast.officer, 'prepareCaseSummary', { caseId: reporter.caseId, input }, '{ id }')
  const missing = async () => (await nominate()).errors[0]?.extensions
  const publications = async (client = platform.stranger) => {
    const query = `{ casePublications { nodes { id title case { id }
      caseSummary { id year month conclusion region { name } penalty { text } reward { text } legalBasis { name } } } } }`
    const { data, errors } = await client.ask<{ casePublications: { nodes: { id: string }[] } }, object>(
      query,
      {},
    )
    expect(errors).toEqual([])
    return data?.casePublications.nodes.filter(({ id }) => id === documentId) ?? []
  }
  const atDesk = async (name: string) => {
    const page = await browser.visitor({ width: 1440, height: 1100 })
    const email = `${name}@cms.example.invalid`
    await signIn(page, platform.urls.admin, { email, password: platform.secrets.demoPassword })
    return page
  }
  const draftUrl = () =>
    `${platform.urls.admin}/content-manager/collection-types/api::case-publication.case-publication/${documentId}`

  it('is none before the case is closed', async () => {
    const { caseId, client } = reporter
    await done(cast.intake, 'acceptReport', { caseId })
    await done(cast.leader, 'assignCase', {
      ...{ caseId, mode: 'OFFICE', office: '执法一科' },
      officers: team.map((account) => ({ account })),
    })
    await done(cast.officer, 'startVerification', { caseId, officers: team })
    clock.moveDays(1)
    const [beganAt, endedAt] = [-2, -1].map((hours) => new Date(clock.now().getTime() + hours * 3_600_000))
    const visit = { beganAt, endedAt, place: '二号车间', officers: team, findings: '联锁装置已被拆除。' }
    await done(cast.officer, 'recordSiteVisit', { caseId, visit })
    const finding = { conclusion: 'SUBSTANTIATED', findings: '举报属实。' }
    await done(cast.officer, 'concludeVerification', { caseId, input: finding })
    const feedback = { ...finding, decision: '责令恢复。', rewardable: false }
    await done(cast.officer, 'sendFeedback', { caseId, input: feedback })
    await done(client, 'readFeedback', {}, '{ state }')
    await done(cast.officer, 'assessReward', {
      caseId,
      input: { basis: 'HAZARD_OR_ILLEGAL', fineFen: '10000000' },
    })
    expect(await missing()).toMatchObject({ code: 'CONFLICT', missing: ['CLOSED'] })
  })

  it('needs the consent of its reporter, whom so few cases would give away', async () => {
    const { caseId, client } = reporter
    await closeWhenOver(caseId)
    expect(await missing()).toMatchObject({ code: 'CONFLICT', missing: ['CONSENT'] })
    await done(client, 'giveConsent', { kind: 'PUBLICATION', version: 1 }, '{ id }')
    await soon(async () => {
      const { data, errors } = await nominate()
      expect(errors).toEqual([])
      summaryId = (data?.['prepareCaseSummary'] as { id: string }).id
    })
  })

  it('begins as a lead at the desk, that nobody else is shown', async () => {
    const page = await atDesk('editor')
    await page.getByRole('link', { name: '典型案例线索' }).click()
    await page.getByText('以举报人同意为条件').waitFor()
    await keepScreenshot(page, 'typical-case-leads')
    await page.getByRole('button', { name: '据此撰写' }).click()
    await page.waitForURL(/api::case-publication\.case-publication\/[a-z0-9]{20,}/)
    documentId = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    await page.getByText('未发现可能识别个人的内容。').waitFor()
    await page.context().close()
    expect(await publications()).toEqual([])
    expect(await publications(cast.leader)).toEqual([])
    expect(await publicationOfCase(cast.leader)).toBeNull()
  })

  it('is not agreed to before a reviewer has decided on every mark in it', async () => {
    const text = '班长张三发现隐患后举报，执法人员当天到场核查。'
    await editor.save('case-publication', documentId, { title, body: paragraph(text), disclosure: 'ACTIVE' })
    await expect(reviewer.agree('case-publication', documentId)).rejects.toThrow(
      /2 处.*职务岗位“班长”、姓名“张三”/,
    )
    const page = await atDesk('reviewer')
    await page.goto(draftUrl())
    await page.getByText('共 2 处，待审定 2 处，须修改 0 处。').waitFor()
    await keepScreenshot(page, 'typical-case-marks')
    await page
      .getByPlaceholder(/已依法公开/)
      .first()
      .fill('岗位很多，不指向个人')
    await page.getByRole('button', { name: '可以公开' }).first().click()
    await page.getByText('共 2 处，待审定 1 处，须修改 0 处。').waitFor()
    await page.getByPlaceholder(/已依法公开/).fill('真实姓名，请改为张某')
    await page.getByRole('button', { name: '必须修改' }).click()
    await page.getByText('共 2 处，待审定 0 处，须修改 1 处。').waitFor()
    await page.getByRole('button', { name: /同意/ }).click()
    await page.getByText(/必须修改的内容：姓名“张三”/).waitFor()
    await page.context().close()
  })

  it('is published when nothing of it has to be changed any more', async () => {
    const text = '班组人员张某发现隐患后举报，执法人员当天到场核查。'
    await editor.save('case-publication', documentId, { body: paragraph(text) })
    await reviewer.agree('case-publication', documentId)
    await publisher.publish('case-publication', documentId)
  })

  it('shows everybody the facts, staff the case, and a stranger no way to it', async () => {
    const [shown] = await soon(async () => {
      const found = await publications()
      expect(found).toHaveLength(1)
      return found
    })
    expect(shown).toMatchObject({
      title,
      case: null,
      caseSummary: { id: summaryId, conclusion: 'SUBSTANTIATED', region: { name: '河南省' } },
    })
    expect(await publications(cast.leader)).toMatchObject([{ case: { id: reporter.caseId } }])
    expect(await publicationOfCase(cast.leader)).toEqual({ title })
    const { data, errors } = await platform.stranger.ask('query($id: ID!) { case(id: $id) { id } }', {
      id: reporter.caseId,
    })
    expect([data, errors[0]?.extensions?.code]).toEqual([{ case: null }, 'UNAUTHENTICATED'])
  })

  it('is gone for everybody when the reporter takes the consent back, and is not published again', async () => {
    await done(reporter.client, 'withdrawConsent', { kind: 'PUBLICATION' }, '{ id }')
    await soon(async () => expect(await publications()).toEqual([]))
    expect(await publications(cast.leader)).toEqual([])
    await expect(publisher.publish('case-publication', documentId)).rejects.toThrow(/举报人撤回公开同意/)
    const { leads } = (await editor.ask('/case-leads')) as { leads: { withdrawn: object | null }[] }
    expect(leads[0]?.withdrawn).toMatchObject({ why: '举报人撤回公开同意', isSettled: false })
    expect(await missing()).toMatchObject({ missing: ['CONSENT'] })
  })

  async function closeWhenOver(caseId: string): Promise<void> {
    clock.moveDays(12)
    await soon(() => done(cast.leader, 'closeCase', { caseId }))
  }

  async function publicationOfCase(client: Cast['leader']): Promise<unknown> {
    const query = 'query($id: ID!) { case(id: $id) { publication { title } } }'
    const { data, errors } = await client.ask<{ case: { publication: unknown } }, object>(query, {
      id: reporter.caseId,
    })
    expect(errors).toEqual([])
    return data?.case.publication
  }
})
