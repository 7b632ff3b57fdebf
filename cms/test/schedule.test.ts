import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { eventually, startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, signIn, uid, type Answer, type Desk } from './support/desk'
import { follow } from './support/follower'
import { at, textAt } from './support/json'

let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk
let admin: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  await signInAll()
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

async function signInAll(): Promise<void> {
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
  admin = await signIn(cms, 'admin')
}
async function replica(): Promise<{ cms: Cms } & AsyncDisposable> {
  const other = await startCms(databases)
  return {
    cms: other,
    [Symbol.asyncDispose]: async () => {
      await other.stop()
    },
  }
}
const path = (id: string, rest = ''): string => `/desk/documents/${uid('notice')}/${id}${rest}`
const inOneHour = (): string => new Date(Date.now() + 3_600_000).toISOString()
async function order(desk: Desk, id: string, publishAt: unknown = inOneHour()): Promise<Answer> {
  const readAt = at((await desk.read('notice', id)).body, 'data.updatedAt')
  return desk.call('PUT', path(id, '/schedule'), { publishAt, readAt })
}
async function ordered(title: string, more: object = {}): Promise<string> {
  const id = await editor.create('notice', aNotice(title, more))
  await publisher.decide('notice', id)
  const answer = await order(publisher, id)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return id
}
/** Time passes for this order. */
const nowDue = (id: string): Promise<unknown[]> =>
  databases.cms(
    `UPDATE content_schedule SET publish_at = now() WHERE document_id = $1 AND state = 'WAITING'`,
    [id],
  )
const stateOf = async (id: string): Promise<{ state: string; note: string | null } | undefined> =>
  (
    await databases.cms<{ state: string; note: string | null }>(
      'SELECT state, note FROM content_schedule WHERE document_id = $1 ORDER BY ordered_at DESC LIMIT 1',
      [id],
    )
  )[0]
const shown = async (id: string): Promise<unknown> =>
  at((await cms.graph(`{ notice(id: "${id}") { title } }`)).body, 'data.notice.title')
const announced = (id: string): Promise<unknown[]> =>
  databases.events(`SELECT 1 FROM events.log WHERE name = 'NoticePublished' AND subject = $1`, [id])
function refused(answer: Answer, sentence: RegExp): void {
  assert.equal(answer.status, 400, JSON.stringify(answer.body))
  assert.match(textAt(answer.body, 'error.message'), sentence)
}

test('what is ordered for a moment is seen by nobody before it, and by everybody after', async () => {
  await using other = await replica()
  const following = follow(other.cms, 'subscription { noticePublished { title } }')
  const id = await ordered('定时公告')
  assert.equal(await shown(id), undefined)
  assert.doesNotMatch(JSON.stringify((await cms.graph('{ notices { nodes { title } } }')).body), /定时公告/)
  assert.deepEqual(await announced(id), [])
  await nowDue(id)
  await eventually(
    () => shown(id),
    (title) => title === '定时公告',
  )
  await eventually(
    () => announced(id),
    (rows) => rows.length > 0,
  )
  await eventually(
    () => following.received,
    (received) => JSON.stringify(received).includes('定时公告'),
  )
  assert.equal((await announced(id)).length, 1)
  const rows = await databases.cms<{ action: string; email: string | null }>(
    `SELECT h.action, u.email FROM content_history h LEFT JOIN admin_users u ON u.id = h.actor_id
      WHERE h.document_id = $1 AND h.action IN ('schedule', 'publish') ORDER BY h.position`,
    [id],
  )
  const email = 'publisher@cms.example.invalid'
  assert.deepEqual(rows, [
    { action: 'schedule', email },
    { action: 'publish', email },
  ])
  await following.close()
})

test('a moment that is over, or none, is refused in Chinese', async () => {
  const id = await editor.create('notice', aNotice('过去'))
  await publisher.decide('notice', id)
  refused(await order(publisher, id, '2020-01-01T08:00:00+08:00'), /2020年1月1日 08:00:00已经过去/)
  refused(await order(publisher, id, new Date(Date.now() - 1_000).toISOString()), /已经过去/)
  for (const nothing of ['', '明天', '2027-01-01', '2027-01-01T08:00:00', 12, null, '2027-13-40T25:00:00Z'])
    refused(await order(publisher, id, nothing), /请填写定时发布的日期和时间/)
  refused(await order(publisher, id, '2999-01-01T00:00:00Z'), /太远/)
  const short = await editor.create('notice', aNotice('失效', { expiresAt: inOneHour() }))
  await publisher.decide('notice', short)
  const late = new Date(Date.now() + 7_200_000).toISOString()
  refused(await order(publisher, short, late), /晚于失效时间/)
  assert.deepEqual(await databases.cms('SELECT 1 FROM content_schedule WHERE document_id = $1', [id]), [])
})

test('ordering asks the rules of publishing: review, two people, the role, the state of the draft', async () => {
  const unread = await editor.create('notice', aNotice('未审'))
  refused(await order(publisher, unread), /还没有审核同意/)
  assert.equal((await order(editor, unread)).status, 403)
  const own = await admin.create('notice', aNotice('自己的'))
  refused(await order(admin, own), /不能自己发布/)
  const forwarding = { forwards: { connect: [{ documentId: unread }] } }
  const id = await editor.create('notice', aNotice('转发', forwarding))
  await publisher.decide('notice', id)
  refused(await order(publisher, id), /被转发的公文尚未发布/)
  assert.equal(await shown(id), undefined)
  refused(await publisher.call('PUT', path(id, '/schedule'), { publishAt: inOneHour() }), /请先打开/)
})

test('a later edit, a sending back or a withdrawal of the order ends it with a note', async () => {
  const edited = await ordered('再改')
  const readAt = textAt((await editor.read('notice', edited)).body, 'data.updatedAt')
  assert.equal((await editor.save('notice', edited, { title: '又改' }, readAt)).status, 200)
  const sentBack = await ordered('退回')
  await publisher.decide('notice', sentBack, '还要改')
  const withdrawn = await ordered('取消')
  assert.equal((await publisher.call('DELETE', path(withdrawn, '/schedule'))).status, 200)
  const early = await ordered('提前')
  assert.equal((await publisher.publishOnly('notice', early)).status, 200)
  for (const [id, note] of [
    [edited, /又有修改，定时发布已自动取消/],
    [sentBack, /退回修改，定时发布已自动取消/],
    [withdrawn, /取消了定时发布/],
    [early, /已提前发布/],
  ] as const) {
    const state = await stateOf(id)
    assert.equal(state?.state, 'CANCELLED')
    assert.match(state.note ?? '', note)
    const told = await editor.call('GET', path(id))
    assert.match(textAt(told.body, 'data.schedule.note'), note)
  }
  assert.equal(await shown(edited), undefined)
})

test('an order of an account that may no longer publish comes to nothing, and says so', async () => {
  const id = await ordered('停用')
  await databases.cms(
    `UPDATE admin_users SET is_active = false WHERE email = 'publisher@cms.example.invalid'`,
  )
  await nowDue(id)
  const failed = await eventually(
    () => stateOf(id),
    (state) => state?.state === 'FAILED',
  )
  assert.match(failed?.note ?? '', /账号已停用/)
  assert.equal(await shown(id), undefined)
  await databases.cms(`UPDATE admin_users SET is_active = true WHERE email = 'publisher@cms.example.invalid'`)
})

test('what was slipped into the draft past the desk is not published by the order', async () => {
  const id = await ordered('绕过')
  await databases.cms(
    `UPDATE notices SET updated_by_id = (SELECT id FROM admin_users WHERE email LIKE 'publisher@%') WHERE document_id = $1`,
    [id],
  )
  await nowDue(id)
  const failed = await eventually(
    () => stateOf(id),
    (state) => state?.state === 'FAILED',
  )
  assert.match(failed?.note ?? '', /不能自己发布/)
  assert.equal(await shown(id), undefined)
})

test('what became due while no process ran goes out once at the next start', async () => {
  const id = await ordered('重启')
  await cms.kill()
  await nowDue(id)
  cms = await startCms(databases)
  await signInAll()
  await eventually(
    () => shown(id),
    (title) => title === '重启',
  )
  await eventually(
    () => announced(id),
    (rows) => rows.length === 1,
  )
})

test('many orders due at one moment go out once each, also when a replica is killed among them', async () => {
  const ids: string[] = []
  for (let n = 0; n < 12; n += 1) ids.push(await ordered(`同时${String(n)}`))
  await using other = await replica()
  await databases.cms(
    `UPDATE content_schedule SET publish_at = now() WHERE document_id = ANY($1) AND state = 'WAITING'`,
    [ids],
  )
  await eventually(
    () =>
      databases.cms(`SELECT 1 FROM content_schedule WHERE document_id = ANY($1) AND state = 'DONE'`, [ids]),
    (done) => done.length > 0,
  )
  await cms.kill()
  const counts = (): Promise<{ subject: string; times: string }[]> =>
    databases.events(
      `SELECT subject, count(*) AS times FROM events.log
        WHERE name = 'NoticePublished' AND subject = ANY($1) GROUP BY subject`,
      [ids],
    )
  const told = await eventually(counts, (rows) => rows.length === ids.length, 30_000)
  assert.ok(told.every(({ times }) => Number(times) === 1))
  const { body } = await other.cms.graph('{ notices(first: 50) { nodes { title } } }')
  assert.equal(JSON.stringify(body).match(/同时\d/g)?.length, ids.length)
  cms = await startCms(databases)
  await signInAll()
})

test('while the database restarts a publish is refused whole and in Chinese, and what was due goes out after', async () => {
  const due = await ordered('数据库重启')
  const id = await editor.create('notice', aNotice('重启中发布'))
  await publisher.decide('notice', id)
  await nowDue(due).then(() =>
    databases.whileShut(async () => {
      const answer = await publisher.publishOnly('notice', id)
      assert.equal(answer.status, 503, JSON.stringify(answer.body))
      assert.match(textAt(answer.body, 'error.message'), /数据库暂时不可用，这一步没有完成/)
    }),
  )
  await eventually(
    () => shown(due),
    (title) => title === '数据库重启',
    30_000,
  )
  assert.equal(await shown(id), undefined)
  assert.equal((await publisher.publishOnly('notice', id)).status, 200)
  await eventually(
    () => announced(id),
    (rows) => rows.length === 1,
    40_000,
  )
  assert.equal((await announced(due)).length, 1)
})
