import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aCase, aNotice, aVersion, furtherTypes, signIn, uid, type Answer, type Desk } from './support/desk'
import { at, listAt, textAt } from './support/json'

let databases: Databases
let cms: Cms
let editor: Desk
let reviewer: Desk
let publisher: Desk
let admin: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  reviewer = await signIn(cms, 'reviewer')
  publisher = await signIn(cms, 'publisher')
  admin = await signIn(cms, 'admin')
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

const path = (type: string, rest = ''): string => `/content-manager/collection-types/${uid(type)}${rest}`
function refused(answer: Answer, sentence: RegExp): void {
  assert.equal(answer.status, 400, JSON.stringify(answer.body))
  assert.match(textAt(answer.body, 'error.message'), sentence)
}
const isOpen = async (id: string): Promise<boolean> =>
  at((await cms.graph(`{ notice(id: "${id}") { title } }`)).body, 'data.notice') !== null

for (const [type, make] of [
  ['notice', aNotice],
  ['case-publication', aCase],
  ['reporting-notice', () => aVersion(undefined)],
  ['privacy-explanation', () => aVersion(undefined)],
] as const)
  test(`a ${type} nobody has agreed to is not published, one by one or in bulk`, async () => {
    const id = await editor.create(type, make('待审'))
    refused(await publisher.publishOnly(type, id), /还没有审核同意/)
    const bulk = path(type, '/actions/bulkPublish')
    refused(await publisher.call('POST', bulk, { documentIds: [id] }), /还没有审核同意/)
    assert.equal((await reviewer.decide(type, id)).status, 200)
    assert.equal((await publisher.call('POST', bulk, { documentIds: [id] })).status, 200)
  })

test('a reviewer agrees, and neither writes nor publishes', async () => {
  const id = await editor.create('notice', aNotice('审核'))
  assert.equal((await reviewer.decide('notice', id)).status, 200)
  assert.equal((await reviewer.publishOnly('notice', id)).status, 403)
  assert.equal((await reviewer.save('notice', id, { title: '改' })).status, 403)
  assert.equal((await reviewer.call('POST', path('notice'), aNotice('新'))).status, 403)
  assert.equal((await publisher.publishOnly('notice', id)).status, 200)
})

test('what is sent back waits for its editor, who reads why', async () => {
  const id = await editor.create('notice', aNotice('退回'))
  refused(await reviewer.decide('notice', id, '  '), /写明理由/)
  assert.equal((await reviewer.decide('notice', id, '请写明时间')).status, 200)
  refused(await publisher.publishOnly('notice', id), /退回修改：请写明时间/)
  assert.equal((await editor.save('notice', id, { title: '改好' })).status, 200)
  refused(await publisher.publishOnly('notice', id), /还没有审核同意/)
  assert.equal((await reviewer.decide('notice', id)).status, 200)
  assert.equal((await publisher.publishOnly('notice', id)).status, 200)
})

test('a decision holds for the words it was made on and no others', async () => {
  const id = await editor.create('notice', aNotice('第一稿'))
  assert.equal((await reviewer.decide('notice', id)).status, 200)
  assert.equal((await editor.save('notice', id, { title: '第二稿' })).status, 200)
  refused(await publisher.publishOnly('notice', id), /还没有审核同意/)
  assert.equal(await isOpen(id), false)
})

test('a reviewer who read an older save is told who saved since, and decides nothing', async () => {
  const id = await editor.create('notice', aNotice('旧'))
  const readAt = textAt((await reviewer.read('notice', id)).body, 'data.updatedAt')
  await editor.save('notice', id, { title: '新' })
  const decisions = `/desk/documents/${uid('notice')}/${id}/decisions`
  refused(await reviewer.call('POST', decisions, { decision: 'agree', readAt }), /已由示例编辑在.*保存过/)
  refused(await reviewer.call('POST', decisions, { decision: 'agree' }), /请先打开/)
  refused(await reviewer.call('POST', decisions, { decision: 'maybe', readAt }), /同意或者退回/)
  refused(await publisher.publishOnly('notice', id), /还没有审核同意/)
})

test('nobody judges their own words, a super admin neither, and an editor judges none', async () => {
  const id = await admin.create('notice', aNotice('自己'))
  refused(await admin.decide('notice', id), /不能自己审核/)
  assert.equal((await editor.decide('notice', id)).status, 403)
  assert.equal((await reviewer.decide('notice', id)).status, 200)
  refused(await admin.publishOnly('notice', id), /不能自己发布/)
})

test('other types need two people and no separate review', async () => {
  const id = await editor.create('faq', furtherTypes['faq']?.('问') ?? {})
  assert.equal((await publisher.publishOnly('faq', id)).status, 200)
})

test('a document with a number goes out after its approval, and the reviewer has seen it (D25)', async () => {
  const docNumber = '示例〔2026〕25号'
  const bare = await editor.create('notice', aNotice('无签发', { docNumber }))
  refused(await reviewer.decide('notice', bare), /须经领导同意/)
  refused(await publisher.publishOnly('notice', bare), /还没有审核同意/)
  const early = { docNumber, approver: '示例负责人', approvedOn: '2999-01-01' }
  refused(await reviewer.decide('notice', await editor.create('notice', aNotice('早', early))), /还没有到/)
  const id = await editor.create('notice', aNotice('有签发', { ...early, approvedOn: '2026-01-01' }))
  const readAt = textAt((await reviewer.read('notice', id)).body, 'data.updatedAt')
  const decisions = `/desk/documents/${uid('notice')}/${id}/decisions`
  refused(await reviewer.call('POST', decisions, { decision: 'agree', readAt }), /核对领导签发件/)
  assert.equal((await reviewer.decide('notice', id)).status, 200)
  assert.equal((await publisher.publishOnly('notice', id)).status, 200)
  const policy = furtherTypes['policy']?.('制度', { docNumber, code: 'numbered' }) ?? {}
  refused(await publisher.publishOnly('policy', await editor.create('policy', policy)), /须经领导同意/)
})

test('two editors at once: the second is told who saved when, and overwrites nothing', async () => {
  const id = await editor.create('notice', aNotice('共同的稿'))
  const readAt = textAt((await editor.read('notice', id)).body, 'data.updatedAt')
  assert.equal((await admin.save('notice', id, { title: '先保存的' }, readAt)).status, 200)
  refused(
    await editor.save('notice', id, { title: '后保存的' }, readAt),
    /已由示例超级管理员在\d+年\d+月\d+日 \d\d:\d\d:\d\d保存过/,
  )
  // A caller that says nothing of what it read does not write over others either.
  refused(await editor.save('notice', id, { title: '后保存的' }), /保存过/)
  assert.equal(at((await editor.read('notice', id)).body, 'data.title'), '先保存的')
  const fresh = textAt((await editor.read('notice', id)).body, 'data.updatedAt')
  assert.equal((await editor.save('notice', id, { title: '在最新内容上改' }, fresh)).status, 200)
})

test('what a refused save wanted to write is kept, compared with what stands, and taken back', async () => {
  const id = await editor.create('notice', aNotice('共同的稿', { annexes: [{ title: '附件一' }] }))
  const readAt = textAt((await editor.read('notice', id)).body, 'data.updatedAt')
  await admin.save('notice', id, { title: '先保存的' }, readAt)
  const mine = { title: '我写了一下午的', annexes: [{ title: '附件一' }, { title: '附件二' }] }
  refused(
    await editor.save('notice', id, { ...mine, forwards: { connect: [], disconnect: [] } }, readAt),
    /保留在“历史”中/,
  )
  const history = `/desk/documents/${uid('notice')}/${id}/history`
  const { body } = await editor.call('GET', history)
  assert.equal(at(body, 'data.title'), '先保存的')
  assert.equal(at(body, 'data.versions.0.actionName'), '未能保存的改动')
  assert.equal(at(body, 'data.versions.0.who'), '示例编辑')
  const kept = `${history}/${textAt(body, 'data.versions.0.position')}`
  const changes = listAt((await editor.call('GET', kept)).body, 'data.changes')
  assert.deepEqual(changes.map((change) => at(change, 'label')).sort(), ['标题', '附件'])
  const fresh = at((await editor.read('notice', id)).body, 'data.updatedAt')
  assert.equal((await editor.call('POST', `${kept}/restore`, { readAt: fresh })).status, 200)
  const draft = (await editor.read('notice', id)).body
  assert.equal(at(draft, 'data.title'), '我写了一下午的')
  assert.equal(at(draft, 'data.annexes.1.title'), '附件二')
})

test('of two saves at the same moment from the same reading, one holds', async () => {
  const id = await editor.create('notice', aNotice('同时'))
  const readAt = textAt((await editor.read('notice', id)).body, 'data.updatedAt')
  const answers = await Promise.all([
    editor.save('notice', id, { title: '甲' }, readAt),
    admin.save('notice', id, { title: '乙' }, readAt),
  ])
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 400])
})
