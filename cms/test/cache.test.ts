import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aCase, aNotice, furtherTypes, signIn, uid, type Desk } from './support/desk'
import { openFreezer, type Freezer } from './support/freezer'
import { at } from './support/json'
import { nominate } from './support/leads'
import { anonymous, staff } from './support/viewer-token'

let databases: Databases
let freezer: Freezer
let here: Cms
let there: Cms
let editor: Desk
let publisher: Desk
let admin: Desk

/** Two replicas on one database; the way of the second can be cut without a word. */
before(async () => {
  databases = await createDatabases()
  freezer = await openFreezer(databases.cmsUrl)
  here = await startCms(databases)
  there = await startCms(databases, { CMS_DATABASE_URL: freezer.url })
  editor = await signIn(here, 'editor')
  publisher = await signIn(here, 'publisher')
  admin = await signIn(here, 'admin')
})
after(async () => {
  await Promise.all([here.stop(), there.stop()])
  await freezer.close()
  await databases.drop()
})

const path = (type: string, id: string, action = ''): string =>
  `/content-manager/collection-types/${uid(type)}/${id}${action}`
async function published(data: object, type = 'notice'): Promise<string> {
  const id = await editor.create(type, data)
  await publish(id, type)
  return id
}
async function publish(id: string, type = 'notice'): Promise<void> {
  const answer = await publisher.publish(type, id)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
}

/** Every way by which a notice is read. */
const waysTo = (id: string): string => `{
  notice(id: "${id}") { title } notices(first: 100) { nodes { title } }
  city: notices(regionCode: "410100", first: 100) { nodes { title } }
  contentSearch(text: "常变") { nodes { title notice { title } } }
  _entities(representations: [{ __typename: "Notice", id: "${id}" }, { __typename: "Region", code: "410102" }]) {
    ... on Notice { title } ... on Region { notices(first: 100) { title } } } }`
const ways = 7
async function seen(cms: Cms, id: string, title: string): Promise<number> {
  const { body } = await cms.graph(waysTo(id))
  assert.equal(at(body, 'errors'), undefined, JSON.stringify(body))
  return JSON.stringify(body).split(`"${title}"`).length - 1
}
const backends = async (name: string): Promise<number[]> =>
  (
    await databases.cms<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE application_name = '${name}' AND datname = current_database()`,
    )
  ).map(({ pid }) => pid)

test('what is read again without a change is not read from the database', async () => {
  const id = await published(aNotice('常变一', { regionCode: '410100' }))
  assert.equal(await seen(there, id, '常变一'), ways)
  // A change that nobody is told of: it shows that answers are kept.
  await databases.cms(
    `ALTER TABLE notices DISABLE TRIGGER content_changed; UPDATE notices SET title = '常变二' WHERE document_id = '${id}';
     ALTER TABLE notices ENABLE TRIGGER content_changed`,
  )
  assert.equal(await seen(there, id, '常变一'), ways)
  await databases.cms('UPDATE content_version SET version = version + 1')
  assert.equal(await seen(there, id, '常变二'), ways)
})

test('once a publishing or withdrawing has answered, every replica answers accordingly, whatever is going on', async () => {
  const id = await editor.create('notice', aNotice('常变甲', { regionCode: '410100' }))
  let reading = true
  const crowd = Array.from({ length: 4 }, async () => {
    while (reading) await Promise.all([seen(there, id, '常变甲'), seen(here, id, '常变甲')])
  })
  for (let round = 0; round < 12; round += 1) {
    const title = `常变${String(round)}轮`
    const change = aNotice(title, { regionCode: '410100' })
    assert.equal((await editor.call('PUT', path('notice', id), change)).status, 200)
    await publish(id)
    assert.deepEqual([await seen(there, id, title), await seen(here, id, title)], [ways, ways], title)
    assert.equal((await publisher.call('POST', path('notice', id, '/actions/unpublish'), {})).status, 200)
    assert.deepEqual([await seen(there, id, title), await seen(here, id, title)], [0, 0], title)
  }
  reading = false
  await Promise.all(crowd)
})

test('deleting and closing take away at once, on the replica that did not do it too', async () => {
  const id = await published(aNotice('常变删', { regionCode: '410100' }))
  assert.equal(await seen(there, id, '常变删'), ways)
  assert.equal((await admin.call('DELETE', path('notice', id))).status, 200)
  assert.equal(await seen(there, id, '常变删'), 0)
  const closed = await published(aNotice('常变闭', { regionCode: '410100' }))
  assert.equal(await seen(there, closed, '常变闭'), ways)
  const change = aNotice('常变闭', { regionCode: '410100', disclosure: 'WITHHELD' })
  assert.equal((await editor.call('PUT', path('notice', closed), change)).status, 200)
  assert.equal(await seen(there, closed, '常变闭'), ways)
  await publish(closed)
  assert.equal(await seen(there, closed, '常变闭'), 0)
})

test('a document that is withdrawn leaves the kept answers of those that forward it', async () => {
  const target = await published(aNotice('常变源'))
  const id = await published(aNotice('常变转', { forwards: { connect: [{ documentId: target }] } }))
  const forwards = async (): Promise<unknown> =>
    at((await there.graph(`{ notice(id: "${id}") { forwards { title } } }`)).body, 'data.notice.forwards')
  assert.deepEqual(await forwards(), { title: '常变源' })
  await publisher.call('POST', path('notice', target, '/actions/unpublish'), {})
  assert.equal(await forwards(), null)
})

test('every further type that is published is there on the other replica at once', async () => {
  const query = `{ instruction(kind: USE) { title } policy(code: "test-policy") { title } faqs { nodes { question } }
    entryLinks { nodes { title } } mediaRecords { nodes { title } } activityRecords { nodes { title } }
    posterTemplates { nodes { title } } }`
  for (const [type, make] of Object.entries(furtherTypes)) {
    await there.graph(query)
    await published(make(`常变${type}`), type)
    assert.ok(JSON.stringify((await there.graph(query)).body).includes(`常变${type}`), type)
  }
})

test('what expires is gone at that moment, though nobody does anything', async () => {
  const expiresAt = new Date(Date.now() + 3_000).toISOString()
  const id = await published(aNotice('常变限', { regionCode: '410100', expiresAt }))
  assert.equal(await seen(there, id, '常变限'), ways)
  const isOver = async (): Promise<boolean> =>
    (await databases.cms<{ over: boolean }>('SELECT clock_timestamp() >= $1 AS over', [expiresAt]))[0]
      ?.over === true
  let looks = 0
  for (let over = false; !over; looks += 1) {
    over = await isOver()
    const count = await seen(there, id, '常变限')
    if (over) assert.equal(count, 0)
  }
  assert.ok(looks > 3, 'it was looked at before')
})

test('a replica that has lost its session for changes keeps nothing until it has one again', async () => {
  const id = await published(aNotice('常变前', { regionCode: '410100' }))
  for (const way of ['terminated', 'silent'] as const) {
    assert.equal(await seen(there, id, '常变前'), ways)
    if (way === 'silent') freezer.freeze('andon-cms-cache')
    else
      for (const pid of await backends('andon-cms-cache'))
        await databases.cms('SELECT pg_terminate_backend($1)', [pid])
    const change = aNotice(`常变${way}`, { regionCode: '410100' })
    assert.equal((await editor.call('PUT', path('notice', id), change)).status, 200)
    await publish(id)
    assert.equal(await seen(there, id, `常变${way}`), ways, way)
    freezer.thaw()
    await eventually(
      async () => (await backends('andon-cms-cache')).length,
      (count) => count >= 2,
    )
    await editor.call('PUT', path('notice', id), aNotice('常变前', { regionCode: '410100' }))
    await publish(id)
  }
})

test('a change that is undone changes nothing, and one that waits for its commit is not seen before', async () => {
  const id = await published(aNotice('常变稳', { regionCode: '410100' }))
  assert.equal(await seen(there, id, '常变稳'), ways)
  const hand = await databases.connect('cms')
  try {
    for (const [end, count] of [
      ['ROLLBACK', ways],
      ['COMMIT', 0],
    ] as const) {
      await hand.query('BEGIN')
      await hand.query(`UPDATE notices SET disclosure = 'WITHHELD' WHERE document_id = $1`, [id])
      assert.equal(await seen(there, id, '常变稳'), ways)
      await hand.query(end)
      assert.equal(await seen(there, id, '常变稳'), count, end)
    }
  } finally {
    await hand.end()
  }
})

test('every table of ours that public reads name counts its changes', async () => {
  const counted = await databases.cms<{ name: string }>(
    `SELECT tgrelid::regclass::text AS name FROM pg_trigger WHERE tgname = 'content_changed' AND NOT tgisinternal`,
  )
  const names = counted.map(({ name }) => name)
  for (const name of [
    ...[
      'notices',
      'case_publications',
      'policies',
      'instructions',
      'reporting_notices',
      'privacy_explanations',
    ],
    ...[
      'faqs',
      'entry_links',
      'media_records',
      'activity_records',
      'poster_templates',
      'qr_placements',
      'files',
    ],
    ...[
      'notices_cmps',
      'components_media_pictures',
      'components_notice_annexes',
      'components_notice_clauses',
    ],
    ...['notices_forwards_lnk', 'files_related_mph'],
  ])
    assert.ok(names.includes(name), name)
})

test('what staff are told is not told to the public who ask the same next, nor in the other language', async () => {
  const caseId = '22222222-2222-4222-8222-222222222222'
  await published(aCase('常变案', await nominate(databases, {}, caseId)), 'case-publication')
  const query = `{ casePublications(first: 1) { nodes { title case { id } } }
    _entities(representations: [{ __typename: "Case", id: "${caseId}" }]) { ... on Case { publication { title } } } }`
  const told = { title: '常变案', case: { id: caseId } }
  for (const [viewer, node, publication] of [
    [staff, told, { title: '常变案' }],
    [anonymous, { ...told, case: null }, null],
    [staff, told, { title: '常变案' }],
    [{ kind: 'CITIZEN', citizenId: caseId }, { ...told, case: null }, null],
  ] as const) {
    const { body } = await there.graph(query, { viewer })
    assert.deepEqual(at(body, 'data.casePublications.nodes'), [node])
    assert.deepEqual(at(body, 'data._entities.0.publication'), publication)
  }
  const messages = await Promise.all(
    ['zh', 'en', 'zh'].map(async (lang) =>
      at((await there.graph('{ notices(first: 0) { nodes { title } } }', { lang })).body, 'errors.0.message'),
    ),
  )
  assert.deepEqual(messages[0], messages[2])
  assert.notEqual(messages[0], messages[1])
})
