import type { Page } from 'playwright-core'
import sharp from 'sharp'

/** What publicity staff see and press, by the words on the screen. */
export type Account = { email: string; password: string }
export type NoticeWords = {
  title: string
  summary: string
  body: string
  regionCode: string
  alternativeText: string
}

/** @param adminUrl such as `http://localhost:1337/admin` */
export async function signIn(page: Page, adminUrl: string, { email, password }: Account): Promise<void> {
  await page.goto(`${adminUrl}/auth/login`)
  await page.getByLabel('电子邮件').fill(email)
  await page.getByLabel(/^密码/).fill(password)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('heading', { name: /您好$/ }).waitFor()
}

/** The administrator invites somebody; no mail leaves the house, so the link is handed over. */
export async function inviteEditor(page: Page, email: string): Promise<string> {
  await page.getByRole('link', { name: '设置', exact: true }).click()
  await page.getByRole('link', { name: '用户', exact: true }).click()
  await page.getByRole('button', { name: '邀请新用户' }).click()
  const form = page.getByRole('dialog')
  await form.getByLabel('名字').fill('小禾')
  await form.getByLabel('姓氏').fill('林')
  await form.getByLabel('电子邮件').fill(email)
  await form.getByRole('combobox', { name: '用户的角色' }).click()
  await page.getByRole('option', { name: '编辑', exact: true }).click()
  await page.keyboard.press('Escape')
  await form.getByRole('button', { name: '邀请用户' }).click()
  await form.getByRole('button', { name: '复制到剪贴板' }).click()
  const link = await page.evaluate<string>('navigator.clipboard.readText()')
  await form.getByRole('button', { name: '完成' }).click()
  return link
}

/** Whoever was invited chooses a password and is at the desk. */
export async function acceptInvitation(page: Page, link: string, password: string): Promise<void> {
  await page.goto(link)
  // The form is filled in anew once the server has told whose invitation it is.
  await page.locator('input[name="firstname"]:not([value=""])').waitFor()
  await page.getByLabel(/^密码/).fill(password)
  await page.getByLabel('确认密码').fill(password)
  await page.getByRole('button', { name: '开始使用' }).click()
  await page.getByRole('heading', { name: /您好$/ }).waitFor()
}

/** Fills in a new notice with one picture, saves it, and gives its id. */
export async function writeNotice(page: Page, words: NoticeWords): Promise<string> {
  await page.getByLabel(/^标题/).fill(words.title)
  await page.getByLabel('摘要').fill(words.summary)
  await page.locator('[data-slate-editor="true"]').click()
  await page.keyboard.insertText(words.body)
  await page.getByLabel('行政区划代码').fill(words.regionCode)
  await page.getByRole('combobox', { name: '信息公开形式' }).click()
  await page.getByRole('option', { name: '主动公开' }).click()
  await addPicture(page, words.alternativeText)
  return save(page)
}

async function addPicture(page: Page, alternativeText: string): Promise<void> {
  // What holds parts says their number after its name; the button to add one follows.
  await page.getByText('图片 (0)').locator('xpath=following::button[1]').click()
  await page.getByText('点击添加素材').click()
  await page.getByRole('dialog').getByRole('button', { name: '添加新素材' }).click()
  await page
    .getByRole('dialog')
    .locator('input[type=file]')
    .setInputFiles({ name: '公示牌.png', mimeType: 'image/png', buffer: await signboard() })
  await page.getByRole('button', { name: '上传 1 个素材到媒体库' }).click()
  await page.getByRole('tab', { name: '选中文件 1' }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: '完成' }).click()
  await page.getByLabel('替代文字').fill(alternativeText)
}

async function save(page: Page): Promise<string> {
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.waitForURL(/\/api::[^/]+\/(?!create)[a-z0-9]{20,}/)
  const documentId = /\/([a-z0-9]{20,})(?:\?|$)/.exec(page.url())?.[1]
  if (documentId === undefined) throw new Error(`no document at ${page.url()}`)
  return documentId
}

/** Back to the start page, and from one of its lists to the document of this title. */
export async function openFromStart(page: Page, list: string, title: string): Promise<void> {
  await page.getByRole('link', { name: '首页', exact: true }).click()
  await page.getByRole('region', { name: list }).getByRole('link', { name: title }).click()
  await page.getByRole('heading', { name: title, level: 1 }).waitFor()
}

export async function sendBack(page: Page, reason: string): Promise<void> {
  await page.getByLabel('退回理由').fill(reason)
  await page.getByRole('button', { name: '退回修改' }).click()
  await page.getByText('已退回修改（').waitFor()
}

export async function changeSummary(page: Page, summary: string): Promise<void> {
  await page.getByLabel('摘要').fill(summary)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('当前内容待审核').waitFor()
}

export async function agree(page: Page): Promise<void> {
  await page.getByRole('button', { name: '审核同意' }).click()
  await page.getByText('已审核同意（').waitFor()
}

export async function publish(page: Page): Promise<void> {
  await page.getByRole('button', { name: '发布', exact: true }).click()
  await page.getByRole('status').filter({ hasText: '已发布' }).first().waitFor()
}

/** Something like the board that hangs at a factory gate. */
const signboard = (): Promise<Buffer> =>
  sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600">
      <rect width="900" height="600" fill="#0b4a7d"/><circle cx="450" cy="240" r="120" fill="#ffb71f"/>
      <rect x="250" y="400" width="400" height="60" rx="30" fill="#fff"/></svg>`),
  )
    .png()
    .toBuffer()
