import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, furtherTypes, signIn, uid, type Desk, type DemoAccount } from './support/desk'
import { at, textAt } from './support/json'

type Row = { documentId: string; title: string; by?: string; note?: string; state?: string; at: string }
type Name = 'sentBack' | 'drafts' | 'review' | 'publication' | 'scheduled' | 'expiring' | 'latest'

let databases: Databases
let cms: Cms
const desks = {} as Record<DemoAccount, Desk>

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  for (const name of ['editor', 'reviewer', 'publisher', 'region', 'manager', 'admin'] as const)
    desks[name] = await signIn(cms, name)
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

async function start(name: DemoAccount): Promise<unknown> {
  const answer = await desks[name].call('GET', '/desk/start')
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return at(answer.body, 'data')
}
async function row(name: DemoAccount, list: Name, documentId: string): Promise<Row | undefined> {
  const rows = at(await start(name), `${list}.rows`) as Row[]
  return rows.find((one) => one.documentId === documentId)
}
const inDays = (days: number): string => new Date(Date.now() + days * 24 * 3_600_000).toISOString()

test('a draft is with its editor and with those who review, then with those who publish, then with everybody', async () => {
  const id = await desks.editor.create('notice', aNotice('从起草到发布'))
  assert.equal((await row('editor', 'drafts', id))?.state, 'AWAITS_REVIEW')
  for (const name of ['reviewer', 'publisher'] as const)
    assert.equal((await row(name, 'review', id))?.by, '示例编辑')
  assert.equal(await row('publisher', 'publication', id), undefined)
  await desks.reviewer.decide('notice', id)
  assert.equal((await row('editor', 'drafts', id))?.state, 'AWAITS_PUBLICATION')
  assert.equal(await row('reviewer', 'review', id), undefined)
  assert.equal((await row('publisher', 'publication', id))?.title, '从起草到发布')
  assert.equal((await desks.publisher.publishOnly('notice', id)).status, 200)
  assert.equal(await row('editor', 'drafts', id), undefined)
  assert.equal(await row('publisher', 'publication', id), undefined)
  for (const name of ['editor', 'reviewer', 'publisher', 'manager'] as const)
    assert.equal((await row(name, 'latest', id))?.title, '从起草到发布', name)
})

test('what was sent back is with its editor and the reason, until it is saved again', async () => {
  const id = await desks.editor.create('notice', aNotice('退回'))
  await desks.reviewer.decide('notice', id, '请补上办理时限。')
  const back = await row('editor', 'sentBack', id)
  assert.deepEqual([back?.note, back?.by], ['请补上办理时限。', '示例审核'])
  assert.equal(await row('editor', 'drafts', id), undefined)
  assert.equal(await row('reviewer', 'review', id), undefined)
  assert.equal((await desks.editor.save('notice', id, aNotice('退回后改好'))).status, 200)
  assert.equal(await row('editor', 'sentBack', id), undefined)
  assert.notEqual(await row('reviewer', 'review', id), undefined)
})

test('what was published and then changed is a draft again', async () => {
  const id = await desks.editor.create('faq', furtherTypes['faq']?.('怎样查询进度') ?? {})
  assert.notEqual(await row('publisher', 'publication', id), undefined)
  assert.equal((await desks.publisher.publishOnly('faq', id)).status, 200)
  assert.equal(await row('publisher', 'publication', id), undefined)
  assert.equal((await desks.editor.save('faq', id, { question: '怎样查询办理进度' })).status, 200)
  assert.equal((await row('publisher', 'publication', id))?.title, '怎样查询办理进度')
})

test('what is scheduled comes in its order, and what expires within a fortnight is told', async () => {
  const ids: string[] = []
  for (const hours of [48, 24]) {
    const id = await desks.editor.create(
      'notice',
      aNotice(`定时 ${String(hours)}`, { expiresAt: inDays(30) }),
    )
    await desks.publisher.decide('notice', id)
    const readAt = textAt((await desks.publisher.read('notice', id)).body, 'data.updatedAt')
    const order = { publishAt: inDays(hours / 24), readAt }
    const answer = await desks.publisher.call('PUT', `/desk/documents/${uid('notice')}/${id}/schedule`, order)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    ids.unshift(id)
  }
  const rows = at(await start('publisher'), 'scheduled.rows') as Row[]
  assert.deepEqual(
    rows.map(({ documentId }) => documentId),
    ids,
  )
  assert.equal((await row('editor', 'drafts', String(ids[0])))?.state, 'SCHEDULED')
  const soon = await desks.editor.create('notice', aNotice('快到期', { expiresAt: inDays(3) }))
  const late = await desks.editor.create('notice', aNotice('还早', { expiresAt: inDays(90) }))
  for (const id of [soon, late]) assert.equal((await desks.publisher.publish('notice', id)).status, 200)
  assert.equal((await row('publisher', 'expiring', soon))?.title, '快到期')
  assert.equal(await row('publisher', 'expiring', late), undefined)
})

test('a region editor is told of the own region and of nothing else', async () => {
  const own = await desks.region.create('notice', aNotice('本市', { regionCode: '410102' }))
  const elsewhere = await desks.editor.create('notice', aNotice('别处', { regionCode: '370100' }))
  const whole = await desks.editor.create('notice', aNotice('全国'))
  for (const id of [elsewhere, whole]) assert.equal((await desks.publisher.publish('notice', id)).status, 200)
  assert.equal((await row('region', 'drafts', own))?.title, '本市')
  const seen = JSON.stringify(await start('region'))
  for (const id of [elsewhere, whole]) assert.ok(!seen.includes(id))
  for (const words of ['别处', '"全国"']) assert.ok(!seen.includes(words))
})

test('accounts and waiting events are told to administrators alone', async () => {
  for (const name of ['manager', 'admin'] as const) {
    const house = at(await start(name), 'house') as { accounts: number; editorsWithoutRegion: number }
    assert.deepEqual([house.accounts, house.editorsWithoutRegion], [6, 0])
  }
  for (const name of ['editor', 'reviewer', 'publisher', 'region'] as const)
    assert.equal(at(await start(name), 'house'), null, name)
})

test('what an account has nothing to do with is no list at all, and a stranger gets nothing', async () => {
  const lists = async (name: DemoAccount) => {
    const page = await start(name)
    return ['sentBack', 'drafts', 'review', 'publication'].filter((list) => at(page, list) !== null)
  }
  assert.deepEqual(await lists('editor'), ['sentBack', 'drafts'])
  assert.deepEqual(await lists('reviewer'), ['review'])
  assert.deepEqual(await lists('publisher'), ['review', 'publication'])
  assert.deepEqual(await lists('manager'), [])
  assert.deepEqual(at(await start('reviewer'), 'mayCreate'), [])
  assert.equal((await fetch(`${cms.adminUrl}/desk/start`)).status, 401)
})
