import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, signIn, type Desk } from './support/desk'
import { at, listAt } from './support/json'

let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk
let manager: Desk
let admin: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
  manager = await signIn(cms, 'manager')
  admin = await signIn(cms, 'admin')
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

async function record(before?: string): Promise<{ rows: unknown[]; next: unknown }> {
  const query = before === undefined ? '' : `?before=${encodeURIComponent(before)}`
  const { status, body } = await manager.call('GET', `/desk/record${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return { rows: listAt(body, 'data.rows'), next: at(body, 'data.next') }
}
const told = (rows: unknown[]): unknown[] =>
  rows.map((row) => [at(row, 'actionName'), at(row, 'who'), at(row, 'subject')])
async function idOf(email: string): Promise<string> {
  const [row] = await databases.cms<{ id: number }>('SELECT id FROM admin_users WHERE email = $1', [email])
  return String(row?.id)
}
const roleId = async (code: string): Promise<number> =>
  (await databases.cms<{ id: number }>('SELECT id FROM admin_roles WHERE code = $1', [code]))[0]?.id ?? 0

test('who signed in, and who tried, is written down; an unknown address is not kept', async () => {
  await assert.rejects(signIn(cms, 'editor', 'Wrong-Password-1'))
  await fetch(`${cms.adminUrl}/admin/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'my-password-typed-here@example.invalid', password: 'x' }),
  })
  const { rows } = await record()
  const email = 'editor@cms.example.invalid'
  assert.deepEqual(told(rows.slice(0, 2)), [
    ['登录失败', null, null],
    ['登录失败', '示例编辑', email],
  ])
  assert.ok(told(rows).some((row) => JSON.stringify(row) === JSON.stringify(['登录', '示例编辑', email])))
  assert.doesNotMatch(
    JSON.stringify(await databases.cms('SELECT * FROM desk_audit')),
    /my-password|Wrong-Password/,
  )
})

test('accounts, roles, permissions and regions are written down with what was given and taken', async () => {
  const created = await manager.call('POST', '/admin/users', {
    email: 'new@cms.example.invalid',
    firstname: '甲',
    lastname: '示例',
    roles: [await roleId('editor')],
  })
  assert.equal(created.status, 201, JSON.stringify(created.body))
  const id = await idOf('new@cms.example.invalid')
  const changed = await manager.call('PUT', `/admin/users/${id}`, {
    roles: [await roleId('publisher')],
    password: 'Secret-Password-9',
    isActive: true,
  })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  const region = await idOf('region@cms.example.invalid')
  await manager.call('PUT', `/desk/region-editors/${region}`, { regionCode: '110000' })
  const custom = await admin.call('POST', '/admin/roles', { name: '临时', description: '' })
  const role = String(at(custom.body, 'data.id'))
  const permission = { action: 'plugin::upload.read', subject: null, properties: {}, conditions: [] }
  const given = await admin.call('PUT', `/admin/roles/${role}/permissions`, { permissions: [permission] })
  assert.equal(given.status, 200, JSON.stringify(given.body))
  assert.equal(
    (await manager.call('PUT', `/admin/roles/${role}/permissions`, { permissions: [] })).status,
    403,
  )
  assert.equal((await manager.call('DELETE', `/admin/users/${id}`)).status, 200)
  const { rows } = await record()
  assert.deepEqual(told(rows.slice(0, 6)), [
    ['删除账号', '示例管理员', 'new@cms.example.invalid'],
    ['修改角色权限', '示例超级管理员', '临时'],
    ['新建角色', '示例超级管理员', null],
    ['设定账号地区', '示例管理员', 'region@cms.example.invalid'],
    ['修改账号', '示例管理员', 'new@cms.example.invalid'],
    ['新建账号', '示例管理员', 'new@cms.example.invalid'],
  ])
  assert.deepEqual(at(rows[1], 'detail.added'), ['临时 → plugin::upload.read'])
  assert.deepEqual(at(rows[3], 'detail.added'), ['region@cms.example.invalid 地区 110000'])
  assert.deepEqual(at(rows[4], 'detail.removed'), [
    'new@cms.example.invalid → 编辑',
    'new@cms.example.invalid 停用',
  ])
  assert.doesNotMatch(JSON.stringify(rows), /Secret-Password/)
})

test('the same record tells what was done to content, page by page without gaps', async () => {
  const id = await editor.create('notice', aNotice('记录里的公告'))
  for (let n = 0; n < 60; n += 1) await editor.save('notice', id, { summary: String(n) })
  await publisher.publish('notice', id)
  const first = await record()
  assert.deepEqual(told(first.rows.slice(0, 3)), [
    ['发布', '示例审核发布', '记录里的公告'],
    ['审核同意', '示例审核发布', '记录里的公告'],
    ['修改', '示例编辑', '记录里的公告'],
  ])
  const second = await record(String(first.next))
  const places = [...first.rows, ...second.rows].map((row) => String(at(row, 'place')))
  assert.equal(new Set(places).size, places.length)
  assert.deepEqual(places, [...places].sort().reverse())
  const [count] = await databases.cms<{ count: string }>(
    'SELECT ((SELECT count(*) FROM desk_audit) + (SELECT count(*) FROM content_history))::text AS count',
  )
  let all = places.length
  for (let next = second.next; next !== null;) {
    const page = await record(String(next))
    all += page.rows.length
    next = page.next
  }
  assert.equal(all, Number(count?.count))
})

test('only the administrator reads the record, and nobody changes it', async () => {
  for (const desk of [editor, publisher]) assert.equal((await desk.call('GET', '/desk/record')).status, 403)
  assert.equal((await manager.call('GET', '/desk/record?before=x')).status, 400)
  for (const sql of [`UPDATE desk_audit SET action = 'x'`, 'DELETE FROM desk_audit', 'TRUNCATE desk_audit'])
    await assert.rejects(databases.cms(sql), /only added to/)
})
