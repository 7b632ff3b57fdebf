import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually, startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, signIn, uid } from './support/desk'
import { at } from './support/json'

let databases: Databases
let started: Cms[] = []

before(async () => {
  databases = await createDatabases()
})
afterEach(async () => {
  await Promise.all(started.map((cms) => cms.stop()))
  started = []
})
after(() => databases.drop())

async function start(settings: Record<string, string> = {}): Promise<Cms> {
  const cms = await startCms(databases, settings)
  started.push(cms)
  return cms
}

type LogRow = { name: string; subject: string; producer: string; payload: unknown }
const logged = (): Promise<LogRow[]> =>
  databases.events<LogRow>('SELECT name, subject, producer, payload FROM events.log ORDER BY position')
const loggedOf = async (subject: string): Promise<LogRow[]> =>
  (await logged()).filter((row) => row.subject === subject)
const waiting = async (): Promise<number> =>
  Number((await databases.cms<{ count: string }>('SELECT count(*) FROM content_outbox'))[0]?.count)
const publish = async (cms: Cms, ...titles: string[]): Promise<string[]> => {
  const [editor, publisher] = [await signIn(cms, 'editor'), await signIn(cms, 'publisher')]
  const ids: string[] = []
  for (const title of titles) {
    const id = await editor.create('notice', aNotice(title, { regionCode: '410100' }))
    assert.equal((await publisher.publish('notice', id)).status, 200)
    ids.push(id)
  }
  return ids
}

test('the first content is announced once, over replicas that start together and again', async () => {
  await Promise.all([start(), start()])
  const first = await eventually(logged, (rows) => rows.length >= 5)
  assert.deepEqual(
    first.slice(0, 2).map(({ name, producer, payload }) => ({ name, producer, payload })),
    [
      { name: 'ReportingNoticePublished', producer: 'content', payload: { version: 1 } },
      { name: 'PrivacyExplanationPublished', producer: 'content', payload: { version: 1 } },
    ],
  )
  assert.equal((await databases.cms('SELECT 1 FROM notices WHERE published_at IS NOT NULL')).length, 3)
  await Promise.all(started.map((cms) => cms.stop()))
  await start()
  assert.deepEqual(await logged(), first)
  assert.equal(await waiting(), 0)
})

test('a notice is announced with its id and region, in the order of publishing', async () => {
  const cms = await start()
  const ids = await publish(cms, '一', '二', '三')
  const rows = await eventually(logged, (all) => ids.every((id) => all.some(({ subject }) => subject === id)))
  assert.deepEqual(
    rows.slice(-3),
    ids.map((noticeId) => ({
      name: 'NoticePublished',
      producer: 'content',
      subject: noticeId,
      payload: { noticeId, regionCode: '410100' },
    })),
  )
})

test('a bulk publish that is refused leaves neither publication nor event of its other documents', async () => {
  const cms = await start()
  const admin = await signIn(cms, 'admin')
  const fine = await (await signIn(cms, 'editor')).create('notice', aNotice('他人起草'))
  const own = await admin.create('notice', aNotice('自己起草'))
  // An own document fails; the other is published before or after it in the same transaction.
  const bulk = `/content-manager/collection-types/${uid('notice')}/actions/bulkPublish`
  for (const documentIds of [
    [fine, own],
    [own, fine],
  ])
    assert.equal((await admin.call('POST', bulk, { documentIds })).status, 400)
  await sleep(300)
  assert.deepEqual(
    await databases.cms('SELECT 1 FROM notices WHERE document_id = $1 AND published_at IS NOT NULL', [fine]),
    [],
  )
  assert.equal(await waiting(), 0)
  assert.deepEqual(await loggedOf(fine), [])
})

test('when writing the event fails, the publishing is undone', async () => {
  const cms = await start()
  await databases.cms(
    `ALTER TABLE content_outbox ADD CONSTRAINT refuse CHECK (name <> 'NoticePublished') NOT VALID`,
  )
  const id = await (await signIn(cms, 'editor')).create('notice', aNotice('无事件不发布'))
  const answer = await (await signIn(cms, 'publisher')).publish('notice', id)
  await databases.cms('ALTER TABLE content_outbox DROP CONSTRAINT refuse')
  assert.equal(answer.status, 500)
  assert.equal(at((await cms.graph(`{ notice(id: "${id}") { id } }`)).body, 'data.notice'), null)
  assert.equal((await (await signIn(cms, 'publisher')).publish('notice', id)).status, 200)
  await eventually(
    () => loggedOf(id),
    (rows) => rows.length === 1,
  )
})

test('events wait while the log is away, and a killed process loses none', async () => {
  const away = await start({ EVENTS_DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' })
  const [id = ''] = await publish(away, '日志不在')
  await eventually(
    () => away.output(),
    (text) => text.includes('events wait: event log'),
  )
  assert.equal((await away.graph('{ notices { nodes { id } } }')).status, 200)
  await away.kill()
  assert.equal(await waiting(), 1)
  await start()
  await eventually(waiting, (count) => count === 0)
  assert.equal((await loggedOf(id)).length, 1)
})

test('killed between the copy to the log and the deletion, nothing is doubled', async () => {
  const cms = await start()
  const log = await databases.connect('events')
  const outbox = await databases.connect('cms')
  await log.query('BEGIN; LOCK TABLE events.log IN EXCLUSIVE MODE')
  const [id = ''] = await publish(cms, '中途被杀')
  await outbox.query('BEGIN; LOCK TABLE content_outbox IN SHARE MODE')
  await log.query('COMMIT')
  await eventually(
    () => loggedOf(id),
    (rows) => rows.length === 1,
  )
  await cms.kill()
  // The server would finish a deletion it already has in hand; here it did not arrive.
  await outbox.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'andon-cms-relay' AND datname = current_database()`,
  )
  await outbox.query('ROLLBACK')
  await Promise.all([log.end(), outbox.end()])
  assert.equal(await waiting(), 1)
  await start()
  await eventually(waiting, (count) => count === 0)
  assert.equal((await loggedOf(id)).length, 1)
})

test('a second replica takes over the relay when the first is killed', async () => {
  const first = await start()
  const second = await start()
  await publish(first, '接班之前')
  await first.kill()
  const [id = ''] = await publish(second, '接班之后')
  await eventually(
    () => loggedOf(id),
    (rows) => rows.length === 1,
  )
})

test('the process ends on SIGTERM within five seconds and when its launcher is gone', async () => {
  const cms = await start()
  const begin = Date.now()
  assert.equal(await cms.stop(), 0)
  assert.ok(Date.now() - begin < 5_000)
  const orphan = await start()
  orphan.child.disconnect()
  await eventually(
    () => orphan.child.exitCode,
    (code) => code === 0,
    5_000,
  )
})
