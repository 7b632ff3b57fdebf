import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, aVersion, signIn, uid, type Answer, type Desk } from './support/desk'
import { at, listAt, textAt } from './support/json'

let databases: Databases
let cms: Cms
let editor: Desk
let reviewer: Desk
let publisher: Desk
let region: Desk
let admin: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  reviewer = await signIn(cms, 'reviewer')
  publisher = await signIn(cms, 'publisher')
  region = await signIn(cms, 'region')
  admin = await signIn(cms, 'admin')
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

const path = (type: string, id: string, rest = ''): string =>
  `/desk/documents/${uid(type)}/${id}/history${rest}`
async function versionsOf(desk: Desk, type: string, id: string): Promise<unknown[]> {
  const answer = await desk.call('GET', path(type, id))
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return listAt(answer.body, 'data.versions')
}
async function positionOf(type: string, id: string, action: string): Promise<string> {
  const found = (await versionsOf(admin, type, id)).find((version) => at(version, 'action') === action)
  return textAt(found, 'position')
}
async function restore(desk: Desk, type: string, id: string, position: string): Promise<Answer> {
  const readAt = at((await admin.read(type, id)).body, 'data.updatedAt')
  return desk.call('POST', path(type, id, `/${position}/restore`), { readAt })
}
const paragraph = (text: string) => [{ type: 'paragraph', children: [{ type: 'text', text }] }]
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
async function picture(): Promise<unknown> {
  const answer = await editor.upload(png, 'a.png', 'image/png')
  assert.ok(answer.status < 300, JSON.stringify(answer.body))
  return at(typeof answer.body === 'string' ? JSON.parse(answer.body) : answer.body, '0.id')
}
const partsOf = (change: unknown, kind: string): string =>
  listAt(change, 'parts')
    .filter((part) => at(part, 'kind') === kind)
    .map((part) => textAt(part, 'text'))
    .join('')

test('the history lists who did what and when, newest first, with the reviewer’s words', async () => {
  const id = await editor.create('notice', aNotice('初稿'))
  await editor.save('notice', id, { title: '二稿' })
  await reviewer.decide('notice', id, '请写明地点')
  await editor.save('notice', id, { title: '三稿' })
  await reviewer.decide('notice', id)
  await publisher.publishOnly('notice', id)
  const versions = await versionsOf(reviewer, 'notice', id)
  assert.deepEqual(
    versions.map((version) => [
      at(version, 'actionName'),
      at(version, 'who'),
      at(version, 'note'),
      at(version, 'hasText'),
    ]),
    [
      ['发布', '示例审核发布', null, true],
      ['审核同意', '示例审核', null, false],
      ['修改', '示例编辑', null, true],
      ['退回修改', '示例审核', '请写明地点', false],
      ['修改', '示例编辑', null, true],
      ['新建', '示例编辑', null, true],
    ],
  )
  assert.ok(!Number.isNaN(Date.parse(textAt(versions[0], 'at'))))
})

test('what changed is shown field by field in the desk’s words, texts by their words', async () => {
  const data = aNotice('关于检查的公告', {
    body: paragraph('本周检查粉尘企业。'),
    annexes: [{ title: '附件一', text: '名单' }],
    issuedOn: '2026-01-05',
  })
  const id = await editor.create('notice', data)
  await editor.save('notice', id, {
    body: paragraph('本月检查粉尘企业。'),
    annexes: [{ title: '附件一', text: '新名单' }],
    issuedOn: '2026-01-06',
    disclosure: 'WITHHELD',
  })
  const answer = await editor.call('GET', path('notice', id, `/${await positionOf('notice', id, 'update')}`))
  const changes = new Map(listAt(answer.body, 'data.changes').map((change) => [at(change, 'label'), change]))
  assert.deepEqual([...changes.keys()].sort(), ['信息公开形式', '成文日期', '正文', '附件'])
  const body = changes.get('正文')
  assert.match(partsOf(body, 'removed'), /周/)
  assert.match(partsOf(body, 'added'), /月/)
  assert.match(partsOf(body, 'same'), /检查粉尘企业/)
  assert.equal(partsOf(changes.get('成文日期'), 'removed'), '2026-01-05')
  assert.match(partsOf(changes.get('附件'), 'same'), /标题：附件一/)
})

test('an older version goes back into the draft with its parts, and is published by nobody thereby', async () => {
  const image = await picture()
  const pictures = [{ image, alternativeText: '示意图' }]
  const upper = await editor.create('notice', aNotice('上级公文'))
  const forwards = { connect: [{ documentId: upper }] }
  await publisher.publish('notice', upper)
  const id = await editor.create(
    'notice',
    aNotice('原来的', { pictures, forwards, annexes: [{ title: '附' }] }),
  )
  const changed = { title: '后来的', pictures: [], annexes: [], forwards: { set: [] } }
  assert.equal((await editor.save('notice', id, changed)).status, 200)
  assert.equal((await publisher.publish('notice', id)).status, 200)
  const position = await positionOf('notice', id, 'create')
  const answer = await restore(editor, 'notice', id, position)
  assert.deepEqual(at(answer.body, 'data'), { documentId: id, isNew: false }, JSON.stringify(answer.body))
  const draft = (await editor.read('notice', id)).body
  assert.equal(at(draft, 'data.title'), '原来的')
  assert.equal(at(draft, 'data.annexes.0.title'), '附')
  assert.equal(at(draft, 'data.pictures.0.alternativeText'), '示意图')
  assert.equal(at(draft, 'data.pictures.0.image.id'), image)
  assert.equal(at(draft, 'data.updatedBy.firstname'), '编辑')
  const shown = (await cms.graph(`{ notice(id: "${id}") { title } }`)).body
  assert.equal(at(shown, 'data.notice.title'), '后来的')
  const refusal = await publisher.publishOnly('notice', id)
  assert.match(textAt(refusal.body, 'error.message'), /还没有审核同意/)
  assert.equal((await publisher.publish('notice', id)).status, 200)
  const published = (await cms.graph(`{ notice(id: "${id}") { title forwards { title } } }`)).body
  assert.deepEqual(at(published, 'data.notice'), { title: '原来的', forwards: { title: '上级公文' } })
  const restored = (await versionsOf(editor, 'notice', id)).find(
    (version) => at(version, 'action') === 'restore',
  )
  assert.match(textAt(restored, 'note'), /^恢复为\d+年\d+月\d+日 .*的版本$/)
})

test('whoever restored is the last editor and does not publish it', async () => {
  const id = await editor.create('notice', aNotice('甲'))
  await editor.save('notice', id, { title: '乙' })
  const position = await positionOf('notice', id, 'create')
  assert.equal((await restore(admin, 'notice', id, position)).status, 200)
  assert.match(textAt((await admin.publishOnly('notice', id)).body, 'error.message'), /不能自己发布/)
  for (const desk of [reviewer, publisher])
    assert.equal((await restore(desk, 'notice', id, position)).status, 403)
})

test('a restoring that rests on an older reading is refused', async () => {
  const id = await editor.create('notice', aNotice('甲'))
  const readAt = at((await editor.read('notice', id)).body, 'data.updatedAt')
  await editor.save('notice', id, { title: '乙' })
  const position = await positionOf('notice', id, 'create')
  const stale = await admin.call('POST', path('notice', id, `/${position}/restore`), { readAt })
  assert.equal(stale.status, 400)
  assert.match(textAt(stale.body, 'error.message'), /已由示例编辑在.*保存过/)
  assert.equal((await editor.call('POST', path('notice', id, '/999999999/restore'), { readAt })).status, 404)
  assert.equal((await editor.call('GET', path('notice', id, '/0x1'))).status, 404)
})

test('a version citizens consented to is not touched: its words become the draft of a new one', async () => {
  const id = await editor.create('reporting-notice', aVersion(undefined, { title: '须知二' }))
  await publisher.publish('reporting-notice', id)
  const position = await positionOf('reporting-notice', id, 'create')
  const answer = await restore(editor, 'reporting-notice', id, position)
  assert.equal(at(answer.body, 'data.isNew'), true, JSON.stringify(answer.body))
  const made = textAt(answer.body, 'data.documentId')
  const draft = (await editor.read('reporting-notice', made)).body
  assert.equal(at(draft, 'data.title'), '须知二')
  assert.equal(at(draft, 'data.version'), 3)
  assert.equal(at(draft, 'data.clauses.0.text'), '内容')
  const { body } = await cms.graph(
    '{ reportingNotice { version } two: reportingNotice(version: 2) { title } }',
  )
  assert.deepEqual(at(body, 'data'), { reportingNotice: { version: 2 }, two: { title: '须知二' } })
})

test('a region editor reads and restores no words that were written for another region', async () => {
  const id = await editor.create('notice', aNotice('外地机密', { regionCode: '110000' }))
  const secret = await positionOf('notice', id, 'create')
  assert.equal((await region.call('GET', path('notice', id))).status, 403)
  await editor.save('notice', id, { title: '移到本市', regionCode: '410100' })
  const versions = await region.call('GET', path('notice', id))
  assert.equal(versions.status, 200)
  assert.equal(listAt(versions.body, 'data.versions').length, 1)
  const moved = textAt(versions.body, 'data.versions.0.position')
  const compared = await region.call('GET', path('notice', id, `/${moved}`))
  assert.doesNotMatch(JSON.stringify([versions.body, compared.body]), /机密/)
  assert.equal((await region.call('GET', path('notice', id, `/${secret}`))).status, 404)
  assert.equal((await restore(region, 'notice', id, secret)).status, 404)
})

test('the history is for people of the desk only', async () => {
  const id = await editor.create('notice', aNotice('内部'))
  for (const address of [path('notice', id), path('notice', id, '/1'), '/desk/record'])
    assert.equal((await fetch(`${cms.adminUrl}${address}`)).status, 401)
})
