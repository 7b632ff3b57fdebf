import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Page } from 'playwright-core'
import { NoticePublishedDocument } from '../operations/generated/graphql.js'
import { keepScreenshot, openBrowser, type TestBrowser } from '../support/browser.js'
import {
  acceptInvitation,
  agree,
  changeSummary,
  inviteEditor,
  openFromStart,
  publish,
  sendBack,
  signIn,
  writeNotice,
} from '../support/desk-in-browser.js'
import { subscribeTo, type LiveFeed } from '../support/graph.js'
import { openTestPlatform, type TestPlatform } from '../support/platform.js'

const words = {
  title: `【演示】厂区门口讲解举报方法的公告 ${String(randomInt(1_000, 9_999))}`,
  summary: '下周一起，工作人员到各企业厂区门口讲解怎样举报、怎样保护举报人。',
  body: '下周一至周五，每天上下班时间，工作人员到各企业厂区门口讲解。不方便当面询问的，可以扫公示牌上的二维码。',
  regionCode: '410100',
  alternativeText: '厂区门口的举报公示牌，上面有一盏亮着的安灯和二维码',
}
const mended = '下周一至周五，工作人员到各企业厂区门口讲解怎样举报、怎样保护举报人。'
const newcomer = { email: 'lin.xiaohe@cms.example.invalid', password: 'Xin-Bianji-2026' }
const account = (name: string) => `${name}@cms.example.invalid`

describe('the desk of publicity staff, in a browser', () => {
  let platform: TestPlatform
  let browser: TestBrowser
  let feed: LiveFeed<{ noticePublished: { title: string } }>
  const shared: { invitation?: string; documentId?: string } = {}
  const people: { editor?: Page; reviewer?: Page } = {}

  beforeAll(async () => {
    platform = await openTestPlatform()
    browser = await openBrowser()
    feed = subscribeTo(platform.urls.subscriptions, NoticePublishedDocument, { regionCode: words.regionCode })
  }, 300_000)
  afterAll(async () => {
    await feed.close()
    await browser[Symbol.asyncDispose]()
    await platform[Symbol.asyncDispose]()
  }, 60_000)

  const atDesk = async (name: string): Promise<Page> => {
    const page = await browser.visitor()
    const password = platform.secrets.demoPassword
    await signIn(page, platform.urls.admin, { email: account(name), password })
    return page
  }

  it('greets in Chinese before anybody has signed in, and says so when a password is wrong', async () => {
    const page = await browser.visitor()
    await page.goto(platform.urls.admin)
    await page.getByRole('heading', { name: '安灯 · 宣传发布台' }).waitFor()
    await keepScreenshot(page, 'sign-in')
    await page.getByLabel('电子邮件').fill(account('editor'))
    await page.getByLabel(/^密码/).fill('not-the-Password-1')
    await page.getByRole('button', { name: '登录' }).click()
    await page.getByText('邮箱或者密码不正确。').waitFor()
    expect(await page.title()).toContain('安灯宣传发布台')
  })

  it('lets an administrator invite a new editor, without any mail', async () => {
    const page = await atDesk('manager')
    await keepScreenshot(page, 'start-administrator')
    shared.invitation = await inviteEditor(page, newcomer.email)
    expect(shared.invitation).toContain('/admin/auth/register?registrationToken=')
  })

  it('lets the new editor write a notice with a picture and its words, and keeps from them to publish it', async () => {
    const page = await browser.visitor()
    people.editor = page
    await acceptInvitation(page, String(shared.invitation), newcomer.password)
    await page.getByRole('link', { name: '写一篇公告' }).click()
    shared.documentId = await writeNotice(page, words)
    await page.getByText('当前内容待审核').waitFor()
    await keepScreenshot(page, 'write-notice')
    expect(await page.getByRole('button', { name: '发布', exact: true }).isEnabled()).toBe(false)
  })

  it('lets a reviewer send it back, and the editor read why and mend it', async () => {
    const { editor } = people
    const reviewer = await atDesk('reviewer')
    people.reviewer = reviewer
    await openFromStart(reviewer, '等我审核', words.title)
    await sendBack(reviewer, '请写明讲解的起止日期。')
    await keepScreenshot(reviewer, 'review')
    await editor?.reload()
    await editor?.getByRole('link', { name: '首页', exact: true }).click()
    const sentBack = editor?.getByRole('region', { name: '退回给我的' })
    await sentBack?.getByText('请写明讲解的起止日期。').waitFor()
    if (editor === undefined) throw new Error('the editor has left')
    await keepScreenshot(editor, 'start-editor')
    await openFromStart(editor, '退回给我的', words.title)
    await changeSummary(editor, mended)
  })

  it('lets the reviewer agree and a publisher publish, and a citizen read it through the gateway at once', async () => {
    const { reviewer } = people
    if (reviewer === undefined) throw new Error('the reviewer has left')
    await openFromStart(reviewer, '等我审核', words.title)
    await agree(reviewer)
    const publisher = await atDesk('publisher')
    await publisher
      .getByRole('region', { name: '等我发布' })
      .getByRole('link', { name: words.title })
      .waitFor()
    await keepScreenshot(publisher, 'start-publisher')
    await openFromStart(publisher, '等我发布', words.title)
    await publish(publisher)
    await keepScreenshot(publisher, 'published-notice')
    expect((await feed.next(30_000)).noticePublished.title).toBe(words.title)
    const { notice } = await platform.stranger.request<NoticeRead, { id: string }>(noticeRead, {
      id: String(shared.documentId),
    })
    expect(notice).toMatchObject({ title: words.title, summary: mended, bodyText: words.body })
    const [picture] = notice?.pictures ?? []
    expect(picture?.alternativeText).toBe(words.alternativeText)
    const file = await fetch(new URL(String(picture?.url), platform.urls.graph))
    expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  it('asked nothing of anybody outside, and no page failed', () => {
    expect(browser.askedOutside).toEqual([])
    expect(browser.failures).toEqual([])
  })
})

type NoticeRead = {
  notice: {
    title: string
    summary: string
    bodyText: string
    pictures: { url: string; alternativeText: string }[]
  } | null
}
const noticeRead = `query ($id: ID!) { notice(id: $id) { title summary bodyText pictures { url alternativeText } } }`
