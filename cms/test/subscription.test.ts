import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import WebSocket from 'ws'
import { eventually, startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, signIn, type Desk } from './support/desk'
import { follow, type Follower } from './support/follower'
import { at, textAt } from './support/json'
import { viewerToken } from './support/viewer-token'

const query = (regionCode?: string): string =>
  `subscription { noticePublished${regionCode === undefined ? '' : `(regionCode: "${regionCode}")`} { id title region { code } } }`
let databases: Databases
let publishing: Cms
let other: Cms
let editor: Desk
let publisher: Desk
let followers: Follower[] = []

before(async () => {
  databases = await createDatabases()
  publishing = await startCms(databases)
  other = await startCms(databases)
  editor = await signIn(publishing, 'editor')
  publisher = await signIn(publishing, 'publisher')
})
afterEach(async () => {
  await Promise.all(followers.map((follower) => follower.close()))
  followers = []
})
after(async () => {
  await Promise.all([publishing.stop(), other.stop()])
  await databases.drop()
})

async function followed(cms: Cms, regionCode?: string, token?: string): Promise<Follower> {
  const follower = follow(cms, query(regionCode), token)
  followers.push(follower)
  await sleep(150)
  return follower
}
async function publish(title: string, more: object = {}): Promise<string> {
  const id = await editor.create('notice', aNotice(title, more))
  assert.equal((await publisher.publish('notice', id)).status, 200)
  return id
}
const titles = (follower: Follower): string[] =>
  follower.received.map((message) => textAt(message, 'data.noticePublished.title'))

test('a notice published at one replica reaches the followers of both, by region', async () => {
  const here = await followed(publishing)
  const there = await followed(other)
  const county = await followed(other, '410102')
  const elsewhere = await followed(other, '110000')
  const id = await publish('市级公告', { regionCode: '410100' })
  await publish('全国公告')
  await eventually(
    () => [here, there, county, elsewhere].map((follower) => titles(follower).at(-1)),
    (last) => last.every((title) => title === '全国公告'),
  )
  assert.deepEqual(here.received[0], {
    data: { noticePublished: { id, title: '市级公告', region: { code: '410100' } } },
  })
  assert.deepEqual(titles(there), ['市级公告', '全国公告'])
  assert.deepEqual(titles(county), ['市级公告', '全国公告'])
  assert.deepEqual(titles(elsewhere), ['全国公告'])
})

test('what is not 主动公开 is not pushed', async () => {
  const follower = await followed(other)
  await publish('依申请', { disclosure: 'ON_REQUEST' })
  await publish('不予公开', { disclosure: 'WITHHELD' })
  await publish('公开')
  await eventually(
    () => titles(follower),
    (all) => all.length > 0,
  )
  assert.deepEqual(titles(follower), ['公开'])
})

test('what was published while a replica had lost its connection is told afterwards, once', async () => {
  const follower = await followed(other)
  await databases.cms(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'andon-cms-notices' AND datname = current_database()`,
  )
  await publish('断线期间')
  await eventually(
    () => titles(follower),
    (all) => all.length > 0,
  )
  await sleep(500)
  assert.deepEqual(titles(follower), ['断线期间'])
})

test('a link without a viewer is closed, an operation without one is refused', async () => {
  const socket = new WebSocket(other.graphUrl.replace('http:', 'ws:'), 'graphql-transport-ws')
  const closed = new Promise<number>((resolve) => socket.on('close', resolve))
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: {} })))
  assert.equal(await closed, 4403)
  for (const token of ['', viewerToken({ forged: true })]) {
    const follower = await followed(other, undefined, token)
    await follower.done
    assert.equal(at(follower.errors, '0.0.extensions.code'), 'UNAUTHENTICATED')
  }
})

test('a region code that is none is refused in the language of the viewer', async () => {
  const follower = await followed(other, 'abc', viewerToken({ lang: 'en' }))
  await follower.done
  const error = at(follower.received, '0.errors.0') ?? at(follower.errors, '0.0')
  assert.equal(at(error, 'extensions.code'), 'BAD_USER_INPUT')
  assert.match(textAt(error, 'message'), /six or nine digits/)
  assert.ok(!JSON.stringify(error).includes('abc'))
})

test('a subscription by POST is refused', async () => {
  const { status, body } = await other.graph(query())
  assert.equal(status, 400)
  assert.equal(at(body, 'errors.0.extensions.code'), 'BAD_USER_INPUT')
})
