import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, aVersion, furtherTypes, signIn, uid, type Desk } from './support/desk'
import { at, textAt } from './support/json'

let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk
let region: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
  region = await signIn(cms, 'region')
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

type Link = { url: string; cookie: string }
/** As the admin does it: asks with the token, keeps the cookie, opens the link without the token. */
async function linkFor(desk: Desk, type: string, id: string): Promise<Link> {
  const response = await desk.fetch('POST', `/desk/documents/${uid(type)}/${id}/preview`, {})
  const body: unknown = await response.json()
  assert.equal(response.status, 200, JSON.stringify(body))
  const set = response.headers.get('set-cookie') ?? ''
  assert.match(set, /httponly/i)
  assert.match(set, /samesite=strict/i)
  return { url: `${cms.adminUrl}${textAt(body, 'data.url')}`, cookie: set.split(';')[0] ?? '' }
}
async function fetchPage(url: string, cookie?: string) {
  const response = await fetch(url, { headers: cookie === undefined ? {} : { cookie } })
  return { status: response.status, headers: response.headers, html: await response.text() }
}
const open = ({ url, cookie }: Link) => fetchPage(url, cookie)
const block = (text: string) => ({ type: 'paragraph', children: [{ type: 'text', text }] })

test('a draft is seen as the public will see it, with a mark that it is not out', async () => {
  const link = {
    type: 'link',
    url: 'https://www.example.invalid/',
    children: [{ type: 'text', text: '链接' }],
  }
  const body = [
    { type: 'heading', level: 2, children: [{ type: 'text', text: '安排' }] },
    { type: 'paragraph', children: [{ type: 'text', text: '<script>alert(1)</script>', bold: true }, link] },
  ]
  const id = await editor.create(
    'notice',
    aNotice('预览的公告', {
      body,
      issuer: '示例机关',
      issuedOn: '2026-03-02',
      annexes: [{ title: '附件一', text: '名单' }],
      handler: '内部经办人',
      approver: '内部签发人',
    }),
  )
  const { status, html, headers } = await open(await linkFor(editor, 'notice', id))
  assert.equal(status, 200)
  assert.match(html, /预览，尚未发布/)
  assert.match(html, /<h1>预览的公告<\/h1>/)
  assert.match(html, /2026年3月2日/)
  assert.match(html, /附件一/)
  assert.doesNotMatch(html, /<script|javascript:|内部经办人|内部签发人/)
  assert.match(html, /width=device-width/)
  assert.equal(headers.get('cache-control'), 'no-store')
  assert.equal(headers.get('referrer-policy'), 'no-referrer')
  assert.match(headers.get('content-security-policy') ?? '', /default-src 'none'/)
  assert.match(headers.get('x-robots-tag') ?? '', /noindex/)
  await publisher.publish('notice', id)
  const { body: graph } = await cms.graph(`{ notice(id: "${id}") { bodyHtml } }`)
  assert.ok(html.includes(textAt(graph, 'data.notice.bodyHtml')), 'the same words by the same way')
})

test('the link opens nothing for anybody else, nor later, nor changed', async () => {
  const id = await editor.create('notice', aNotice('别人看不到'))
  const link = await linkFor(editor, 'notice', id)
  const other = await linkFor(publisher, 'notice', id)
  const sealed = link.url.slice(link.url.lastIndexOf('/') + 1)
  const [text = '', seal = ''] = sealed.split('.')
  const later = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
  const forged = Buffer.from(JSON.stringify([...later.slice(0, 3), Date.now() + 1e9])).toString('base64url')
  const attempts = [
    fetchPage(link.url),
    fetchPage(link.url, other.cookie),
    fetchPage(link.url, 'desk_preview='),
    fetchPage(link.url.replace(text, forged), link.cookie),
    fetchPage(link.url.replace(`.${seal}`, ''), link.cookie),
    fetchPage(`${cms.adminUrl}/desk-preview/x`, link.cookie),
  ]
  for (const { status, html } of await Promise.all(attempts)) {
    assert.equal(status, 404)
    assert.match(html, /预览已失效/)
    assert.doesNotMatch(html, /别人看不到/)
  }
  assert.equal((await open(link)).status, 200)
})

test('a link shows nothing any more once its account is closed or may no longer read', async () => {
  const id = await editor.create('notice', aNotice('本市的', { regionCode: '410100' }))
  const link = await linkFor(region, 'notice', id)
  assert.equal((await open(link)).status, 200)
  await editor.save('notice', id, { regionCode: '110000' })
  assert.equal((await open(link)).status, 404)
  assert.equal((await region.call('POST', `/desk/documents/${uid('notice')}/${id}/preview`, {})).status, 403)
  await editor.save('notice', id, { regionCode: '410100' })
  assert.equal((await open(link)).status, 200)
  await databases.cms(`UPDATE admin_users SET is_active = false WHERE email LIKE 'region@%'`)
  assert.equal((await open(link)).status, 404)
})

test('every type with a page is previewed; what will stay closed says so', async () => {
  const types: typeof furtherTypes = {
    ...furtherTypes,
    'reporting-notice': (title: string) => aVersion(undefined, { title }),
  }
  for (const [type, make] of Object.entries(types)) {
    const id = await editor.create(type, make('词', { code: 'preview-words' }))
    const { status, html } = await open(await linkFor(editor, type, id))
    assert.equal(status, 200, type)
    assert.match(html, /<h1>词<\/h1>/, type)
  }
  const withheld = await editor.create(
    'notice',
    aNotice('不公开', { disclosure: 'WITHHELD', body: [block('文')] }),
  )
  assert.match((await open(await linkFor(editor, 'notice', withheld))).html, /发布后群众也看不到/)
  const placement = { placeType: 'OTHER', unit: '示例商场', regionCode: '410100' }
  const sign = await editor.create('qr-placement', placement)
  const answer = await editor.call('POST', `/desk/documents/${uid('qr-placement')}/${sign}/preview`, {})
  assert.equal(answer.status, 400)
  assert.equal(at(answer.body, 'error.message'), '这类内容没有可供预览的页面。')
})
