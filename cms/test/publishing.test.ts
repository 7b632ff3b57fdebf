import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aCase, aNotice, aVersion, signIn, uid, type Desk } from './support/desk'
import { at, textAt } from './support/json'

let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk
let admin: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
  admin = await signIn(cms, 'admin')
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

const path = (type: string, rest = ''): string => `/content-manager/collection-types/${uid(type)}${rest}`
const currentNotice = async (): Promise<unknown> =>
  at(
    (await cms.graph('{ reportingNotice { version title clauses { number text } } }')).body,
    'data.reportingNotice',
  )

test('what an editor drafts and a publisher publishes appears in the graph', async () => {
  const id = await editor.create('notice', aNotice('关于检查的公告', { regionCode: '410100' }))
  assert.equal(at((await cms.graph(`{ notice(id: "${id}") { title } }`)).body, 'data.notice'), null)
  assert.equal((await publisher.publish('notice', id)).status, 200)
  const { body } = await cms.graph(`{ notice(id: "${id}") { title bodyHtml region { code } } }`)
  assert.deepEqual(at(body, 'data.notice'), {
    title: '关于检查的公告',
    bodyHtml: '<p>正文</p>',
    region: { code: '410100' },
  })
})

test('an editor cannot publish and a publisher cannot write', async () => {
  const id = await editor.create('notice', aNotice('权限'))
  assert.equal((await editor.publish('notice', id)).status, 403)
  assert.equal((await publisher.call('POST', path('notice'), aNotice('权限'))).status, 403)
  assert.equal((await publisher.call('PUT', path('notice', `/${id}`), { title: '改' })).status, 403)
  await publisher.decide('notice', id)
  // Publishing with words in the request publishes the draft as it stands.
  const answer = await publisher.call('POST', path('notice', `/${id}/actions/publish`), aNotice('夹带'))
  assert.equal(answer.status, 200)
  assert.equal(at((await cms.graph(`{ notice(id: "${id}") { title } }`)).body, 'data.notice.title'), '权限')
})

test('asking for the status published when creating makes a draft all the same', async () => {
  const answer = await admin.call('POST', path('notice'), aNotice('直接发布', { status: 'published' }))
  const documentId = textAt(answer.body, 'data.documentId')
  const rows = await databases.cms(
    'SELECT 1 FROM notices WHERE document_id = $1 AND published_at IS NOT NULL',
    [documentId],
  )
  assert.deepEqual(rows, [])
})

for (const [type, make] of [
  ['notice', aNotice],
  ['case-publication', aCase],
] as const) {
  test(`whoever edited a ${type} last cannot publish it, a super admin neither`, async () => {
    const own = await admin.create(type, make('自己写的'))
    const single = await admin.publish(type, own)
    assert.equal(single.status, 400)
    assert.match(textAt(single.body, 'error.message'), /不能自己发布/)
    const bulk = await admin.call('POST', path(type, '/actions/bulkPublish'), { documentIds: [own] })
    assert.equal(bulk.status, 400)
    assert.match(textAt(bulk.body, 'error.message'), /不能自己发布/)
    assert.equal((await publisher.publish(type, own)).status, 200)
  })
}

test('a draft whose last editor is unknown is not published', async () => {
  const id = await editor.create('notice', aNotice('编辑人不明'))
  await databases.cms('UPDATE notices SET updated_by_id = NULL WHERE document_id = $1', [id])
  const answer = await publisher.publish('notice', id)
  assert.equal(answer.status, 400)
  assert.match(textAt(answer.body, 'error.message'), /无法确认/)
})

test('a published version cannot be changed, published again, withdrawn or deleted by anyone', async () => {
  const first = await currentNotice()
  const [row] = await databases.cms<{ document_id: string }>(
    'SELECT document_id FROM reporting_notices WHERE published_at IS NOT NULL AND version = 1',
  )
  const one = `/${row?.document_id ?? ''}`
  const attempts = [
    await admin.call('PUT', path('reporting-notice', one), { title: '改写' }),
    await admin.call('POST', path('reporting-notice', `${one}/actions/publish`), { title: '改写' }),
    await publisher.call('POST', path('reporting-notice', `${one}/actions/publish`), {}),
    await publisher.call('POST', path('reporting-notice', `${one}/actions/unpublish`), {}),
    await admin.call('POST', path('reporting-notice', `${one}/actions/unpublish`), { discardDraft: true }),
    await admin.call('DELETE', path('reporting-notice', one)),
    await admin.call('POST', path('reporting-notice', '/actions/bulkDelete'), {
      documentIds: [row?.document_id],
    }),
    await admin.call('POST', path('reporting-notice', '/actions/bulkUnpublish'), {
      documentIds: [row?.document_id],
    }),
    await admin.call('POST', path('reporting-notice', '/actions/bulkPublish'), {
      documentIds: [row?.document_id],
    }),
  ]
  for (const { status, body } of attempts) {
    assert.equal(status, 400, JSON.stringify(body))
    assert.match(textAt(body, 'error.message'), /已经发布.*请新建下一版/)
  }
  assert.deepEqual(await currentNotice(), first)
})

test('the next version is a new document; both versions stay readable', async () => {
  const id = await editor.create('reporting-notice', aVersion(undefined, { title: '须知第二版' }))
  assert.equal((await publisher.publish('reporting-notice', id)).status, 200)
  assert.equal(at(await currentNotice(), 'version'), 2)
  const { body } = await cms.graph(
    '{ one: reportingNotice(version: 1) { title } none: reportingNotice(version: 7) { title } }',
  )
  assert.equal(at(body, 'data.one.title'), '安全生产举报须知')
  assert.equal(at(body, 'data.none'), null)
})

test('versions are published in turn and each once, in bulk too', async () => {
  const ahead = await editor.create('privacy-explanation', aVersion(9))
  const refused = await publisher.publish('privacy-explanation', ahead)
  assert.equal(refused.status, 400)
  assert.match(textAt(refused.body, 'error.message'), /下一版是第 2 版/)
  const twins = [
    await editor.create('privacy-explanation', aVersion(2)),
    await editor.create('privacy-explanation', aVersion(2)),
  ]
  const bulk = await publisher.call('POST', path('privacy-explanation', '/actions/bulkPublish'), {
    documentIds: twins,
  })
  assert.equal(bulk.status, 400)
  const { body } = await cms.graph('{ privacyExplanation { version } }')
  assert.equal(at(body, 'data.privacyExplanation.version'), 1)
})

test('a placement gets its code from the system and keeps it', async () => {
  const data = { placeType: 'CROWDED_PLACE', unit: '示例商场', regionCode: '410100' }
  const id = await editor.create('qr-placement', data)
  const [row] = await databases.cms<{ code: string }>(
    'SELECT code FROM qr_placements WHERE document_id = $1',
    [id],
  )
  const code = row?.code ?? ''
  assert.match(code, /^[0-9A-Za-z]{11}$/)
  const changed = await editor.call('PUT', path('qr-placement', `/${id}`), { ...data, code: 'AAAAAAAAAAA' })
  assert.equal(changed.status, 400)
  assert.equal(
    at((await cms.graph(`{ qrPlacement(code: "${code}") { unit } }`)).body, 'data.qrPlacement'),
    null,
  )
  await publisher.publish('qr-placement', id)
  const { body } = await cms.graph(
    `{ qrPlacement(code: "${code}") { unit placeType verified coordinates { latitude } } }`,
  )
  assert.deepEqual(at(body, 'data.qrPlacement'), {
    unit: '示例商场',
    placeType: 'CROWDED_PLACE',
    verified: false,
    coordinates: null,
  })
})

test('a draft whose region code is not six digits is not published', async () => {
  const id = await editor.create('notice', aNotice('代码', { regionCode: '4101' }))
  assert.equal((await publisher.publish('notice', id)).status, 400)
})

test('a typical case names its place no finer than a city', async () => {
  for (const [regionCode, status] of [
    ['410102', 400],
    ['410173', 400],
    ['419001', 200],
    ['410100', 200],
  ] as const) {
    const id = await editor.create('case-publication', aCase('地点', { regionCode }))
    assert.equal((await publisher.publish('case-publication', id)).status, status, regionCode)
  }
})

test('a fresh database keeps neither the default tokens nor roles that write and publish', async () => {
  assert.deepEqual(await databases.cms('SELECT name FROM strapi_api_tokens'), [])
  const roles = await databases.cms<{ code: string }>('SELECT code FROM admin_roles ORDER BY code')
  assert.deepEqual(
    roles.map(({ code }) => code),
    ['administrator', 'editor', 'publisher', 'region-editor', 'reviewer', 'strapi-super-admin'],
  )
})
