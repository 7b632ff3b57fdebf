import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, aVersion, signIn, uid, type Desk } from './support/desk'
import { at, textAt } from './support/json'

let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

type Row = { action: string; who: string | null; content: unknown }
const historyOf = (documentId: string): Promise<Row[]> =>
  databases.cms<Row>(
    `SELECT h.action, u.email AS who, h.content FROM content_history h LEFT JOIN admin_users u ON u.id = h.actor_id
      WHERE h.document_id = $1 ORDER BY h.position`,
    [documentId],
  )
const accounts = { editor: 'editor@cms.example.invalid', publisher: 'publisher@cms.example.invalid' }

test('who did what to a text, and how it stood afterwards, stays for ever', async () => {
  const one = `/content-manager/collection-types/${uid('notice')}`
  const annexes = [{ title: '附件', text: '内容' }]
  const id = await editor.create('notice', aNotice('初稿', { annexes }))
  assert.equal((await editor.call('PUT', `${one}/${id}`, aNotice('改稿', { annexes }))).status, 200)
  assert.equal((await publisher.publish('notice', id)).status, 200)
  assert.equal((await publisher.call('POST', `${one}/${id}/actions/unpublish`, {})).status, 200)
  const rows = await historyOf(id)
  assert.deepEqual(
    rows.map(({ action, who, content }) => [
      action,
      who,
      at(content, 'title'),
      at(content, 'annexes.0.title'),
    ]),
    [
      ['create', accounts.editor, '初稿', '附件'],
      ['update', accounts.editor, '改稿', '附件'],
      ['agree', accounts.publisher, undefined, undefined],
      ['publish', accounts.publisher, '改稿', '附件'],
      ['unpublish', accounts.publisher, '改稿', '附件'],
    ],
  )
  const clone = await editor.call('POST', `${one}/clone/${id}`, { title: '副本' })
  assert.ok(clone.status < 300, JSON.stringify(clone.body))
  assert.deepEqual(
    (await historyOf(textAt(clone.body, 'data.documentId'))).map(({ action }) => action),
    ['clone'],
  )
  assert.ok(!JSON.stringify(rows.map(({ content }) => content)).includes('password'))
})

test('a refused change leaves no row', async () => {
  const id = await editor.create('reporting-notice', aVersion(9))
  assert.equal((await publisher.publishOnly('reporting-notice', id)).status, 400)
  assert.deepEqual(
    (await historyOf(id)).map(({ action }) => action),
    ['create'],
  )
})

test('rows cannot be changed or taken away', async () => {
  for (const sql of [
    `UPDATE content_history SET action = 'x'`,
    'DELETE FROM content_history',
    'TRUNCATE content_history',
  ])
    await assert.rejects(databases.cms(sql), /only added to/)
})
