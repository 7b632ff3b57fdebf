import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { authorityB } from '../fixture/identity-provider.js'
import { openWorld, type World } from '../fixture/gateway.js'
import { LiveClient } from '../fixture/live-client.js'

let world: World
beforeEach(async () => {
  world = await openWorld({ SUBSCRIPTION_RESTORE_MS: '2500', CONNECTION_INIT_MS: '300' })
})
afterEach(async () => {
  await world[Symbol.asyncDispose]()
})

type Live = { caseCounts: { reports: number; region: { code: string; name: string } } }
const live =
  'subscription Live($code: ID!) { caseCounts(regionCode: $code) { reports region { code name } } }'
const zhengzhou = { code: '410100' }
const counts = () => world.gateway.subscriptions.counts()

async function eventually(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !holds(); tries += 1) await sleep(20)
  expect(holds()).toBe(true)
}

const dashboard = (claims = {}) => world.provider.token({ roles: ['DASHBOARD'], ...claims })

test('every event carries the entity fields of other subgraphs', async () => {
  await using client = await LiveClient.open(world.url, await dashboard())
  client.subscribe('1', live, zhengzhou)
  expect(await client.nextData<Live>()).toEqual({
    caseCounts: { reports: 1, region: { code: '410100', name: '郑州市' } },
  })
  world.statistics.counts.set({ regionCode: '410102', reports: 2 })
  expect(await client.nextData<Live>()).toEqual({
    caseCounts: { reports: 2, region: { code: '410102', name: '中原区' } },
  })
})

test('equal subscriptions share one source and one execution per event; whoever opened it may leave', async () => {
  const screens = await Promise.all(
    ['a', 'b', 'c'].map(async (sub) => LiveClient.open(world.url, await dashboard({ sub }))),
  )
  for (const screen of screens) {
    screen.subscribe('1', live, zhengzhou)
    await screen.next('next')
  }
  expect(counts()).toEqual({ sockets: 3, subscribers: 3, shared: 1, upstream: 1 })
  expect(world.statistics.counts.active).toBe(1)
  const asked = world.subgraphs.region.requests.length
  world.statistics.counts.set({ regionCode: '410100', reports: 5 })
  for (const screen of screens) expect((await screen.nextData<Live>()).caseCounts.reports).toBe(5)
  expect(world.subgraphs.region.requests.length).toBe(asked + 1)

  screens[0]?.complete('1')
  await eventually(() => counts().subscribers === 2)
  world.statistics.counts.set({ regionCode: '410100', reports: 6 })
  expect((await screens[2]!.nextData<Live>()).caseCounts.reports).toBe(6)
  for (const screen of screens) await screen[Symbol.asyncDispose]()
  await eventually(() => world.statistics.counts.active === 0)
  expect(counts()).toEqual({ sockets: 0, subscribers: 0, shared: 0, upstream: 0 })
})

test('another authority, another person, other variables or another language have a source of their own', async () => {
  const tokens = await Promise.all([
    dashboard(),
    dashboard({ authority_id: authorityB }),
    world.provider.token({ sub: 'p1' }),
    world.provider.token({ sub: 'p2' }),
    world.receiptSession(),
  ])
  const clients = await Promise.all(tokens.map((token) => LiveClient.open(world.url, token)))
  for (const client of clients) client.subscribe('1', live, zhengzhou)
  clients[0]?.subscribe('2', live, { code: '410102' })
  for (const client of clients) await client.next('next')
  await eventually(() => counts().shared === 6)
  expect(world.statistics.counts.active).toBe(6)
  for (const client of clients) await client[Symbol.asyncDispose]()
})

test('who joins late hears the present value at once, but of events never an old one', async () => {
  const token = await dashboard()
  await using first = await LiveClient.open(world.url, token)
  first.subscribe('1', live, zhengzhou)
  first.subscribe('2', 'subscription { noticePublished { id } }')
  await first.next('next')
  await eventually(() => world.statistics.published.active === 1)
  world.statistics.counts.set({ regionCode: '410100', reports: 9 })
  world.statistics.published.set({ id: 'n1' })
  await first.next('next')
  await first.next('next')
  await using late = await LiveClient.open(world.url, token)
  late.subscribe('1', live, zhengzhou)
  expect((await late.nextData<Live>()).caseCounts.reports).toBe(9)
  late.subscribe('2', 'subscription { noticePublished { id } }')
  await sleep(150)
  expect(late.unread).toBe(0)
  expect(counts().shared).toBe(2)
})

test('a cancelled subscription reaches its source at once', async () => {
  await using client = await LiveClient.open(world.url, await dashboard())
  client.subscribe('1', live, zhengzhou)
  await client.next('next')
  expect(world.statistics.counts.active).toBe(1)
  client.complete('1')
  await eventually(() => world.statistics.counts.active === 0)
  expect(counts()).toMatchObject({ subscribers: 0, shared: 0, upstream: 0 })
})

test('after a drop the source is opened again and the present value told, without an error', async () => {
  await using client = await LiveClient.open(world.url, await dashboard())
  client.subscribe('1', live, zhengzhou)
  await client.next('next')
  await world.subgraphs.statistics.stop()
  world.statistics.counts.value = { regionCode: '410100', reports: 77 }
  await sleep(500)
  await world.subgraphs.statistics.start()
  expect((await client.nextData<Live>()).caseCounts.reports).toBe(77)
  expect(counts()).toMatchObject({ subscribers: 1, shared: 1, upstream: 1 })
})

test('a source that cannot be brought back in time ends with an error in words', async () => {
  await using client = await LiveClient.open(world.url, await dashboard())
  client.subscribe('1', live, zhengzhou)
  await client.next('next')
  await world.subgraphs.statistics.stop()
  const { payload } = await client.next('error', 5_000)
  expect(payload).toMatchObject([
    { message: '部分服务暂时不可用，请稍后再试。', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
  ])
  expect(counts()).toMatchObject({ sockets: 1, subscribers: 0, shared: 0, upstream: 0 })
})

test('an event whose other half cannot be had comes with an error at its place', async () => {
  await using client = await LiveClient.open(world.url, await dashboard())
  await world.subgraphs.region.stop()
  client.subscribe(
    '1',
    'subscription($code: ID!) { caseCounts(regionCode: $code) { reports region { code population } } }',
    zhengzhou,
  )
  const { payload } = await client.next('next')
  expect(payload).toMatchObject({
    data: { caseCounts: { reports: 1, region: { code: '410100', population: null } } },
    errors: [{ path: ['caseCounts', 'region'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
  })
})

test('the source decides who may subscribe', async () => {
  await using stranger = await LiveClient.open(world.url)
  stranger.subscribe('1', live, zhengzhou)
  expect((await stranger.next('next')).payload).toMatchObject({
    data: null,
    errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
  })
  await stranger.next('complete')
  await using staff = await LiveClient.open(world.url, await dashboard())
  staff.subscribe('1', live, { code: '110000' })
  expect((await staff.next('next')).payload).toMatchObject({
    errors: [{ message: '您没有进行此操作的权限。', extensions: { code: 'FORBIDDEN' } }],
  })
  await staff.next('complete')
  expect(counts()).toMatchObject({ subscribers: 0, shared: 0, upstream: 0 })
})

test('limits and validation hold over WebSocket too', async () => {
  await using client = await LiveClient.open(world.url, await dashboard())
  client.subscribe('1', 'subscription { noticePublished }')
  expect((await client.next('error')).payload).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  client.subscribe('2', 'subscription { caseCounts(')
  expect((await client.next('error')).payload).toMatchObject([
    { message: '请求的 GraphQL 文本有语法错误。', extensions: { code: 'BAD_USER_INPUT' } },
  ])
  client.subscribe('3', live, {})
  expect((await client.next('error')).payload).toMatchObject([
    { extensions: { code: 'BAD_USER_INPUT', inputPath: 'code' } },
  ])
  const parents = 'parent { '.repeat(12)
  client.subscribe(
    '4',
    `subscription { caseCounts(regionCode: "1") { region { ${parents} name ${'} '.repeat(12)} } } }`,
  )
  expect((await client.next('error')).payload).toMatchObject([{ extensions: { code: 'TOO_COSTLY' } }])
})

test('queries and mutations may use the socket', async () => {
  await using client = await LiveClient.open(world.url, await dashboard())
  client.subscribe('1', '{ case(id: "case-1") { region { name } } }')
  expect(await client.nextData()).toEqual({ case: { region: { name: '中原区' } } })
  await client.next('complete')
  client.subscribe('2', 'mutation { acceptCase(id: "case-1") { state } }')
  expect(await client.nextData()).toEqual({ acceptCase: { state: 'ACCEPTED' } })
})

test('a bad credential closes with 4403, two with 4400, silence with 4408', async () => {
  const expired = await LiveClient.connect(world.url)
  const payload = { authorization: `Bearer ${await dashboard({ exp: Math.floor(Date.now() / 1000) - 60 })}` }
  expired.send({ type: 'connection_init', payload })
  expect(await expired.closed).toEqual({ code: 4403, reason: 'Forbidden' })
  const token = await dashboard()
  const both = await LiveClient.connect(world.url, { headers: { authorization: `Bearer ${token}` } })
  both.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })
  expect((await both.closed).code).toBe(4400)
  const silent = await LiveClient.connect(world.url)
  expect((await silent.closed).code).toBe(4408)
  const early = await LiveClient.connect(world.url)
  early.subscribe('1', live, zhengzhou)
  expect((await early.closed).code).toBe(4401)
})

test('the socket ends with the credential', async () => {
  await using client = await LiveClient.open(
    world.url,
    await dashboard({ exp: Math.floor(Date.now() / 1000) + 2 }),
  )
  client.subscribe('1', live, zhengzhou)
  await client.next('next')
  expect(await client.closed).toEqual({ code: 4403, reason: 'Forbidden: the credential has expired' })
  await eventually(() => world.statistics.counts.active === 0)
})

test('pages of foreign origins cannot connect', async () => {
  await expect(
    LiveClient.connect(world.url, { headers: { origin: 'https://evil.example' } }),
  ).rejects.toThrow('403')
  const near = await LiveClient.connect(world.url, { headers: { origin: 'http://localhost:5173' } })
  await near[Symbol.asyncDispose]()
})

test('the supergraph may be reloaded while subscriptions run', async () => {
  const { writeFile } = await import('node:fs/promises')
  await using client = await LiveClient.open(world.url, await dashboard())
  client.subscribe('1', live, zhengzhou)
  await client.next('next')
  await writeFile(world.supergraphFile, `${world.compose()}\n# another version\n`)
  await sleep(1_200)
  world.statistics.counts.set({ regionCode: '410100', reports: 3 })
  expect((await client.nextData<Live>()).caseCounts.reports).toBe(3)
  client.subscribe('2', live, zhengzhou)
  expect((await client.nextData<Live>()).caseCounts.reports).toBe(3)
})

test('shutdown says goodbye with 1001', async () => {
  const client = await LiveClient.open(world.url, await dashboard())
  client.subscribe('1', live, zhengzhou)
  await client.next('next')
  await world.lifecycle.close()
  expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' })
  await eventually(() => world.statistics.counts.active === 0)
})

test('a client that takes nothing is cut off and the others are not slowed', async () => {
  await using small = await openWorld({ SUBSCRIPTION_QUEUE: '5' })
  const token = await small.provider.token({ roles: ['DASHBOARD'] })
  const wide = `subscription { noticePublished { ${Array.from({ length: 25 }, (_none, n) => `a${n}: id`).join(' ')} } }`
  const slow = await LiveClient.open(small.url, token)
  await using quick = await LiveClient.open(small.url, token)
  slow.subscribe('1', wide)
  quick.subscribe('1', wide)
  for (let tries = 0; tries < 100 && small.gateway.subscriptions.counts().subscribers < 2; tries += 1)
    await sleep(20)
  slow.socket.pause()
  await sleep(100)
  const large = 'x'.repeat(200_000)
  for (let event = 0; event < 20; event += 1) {
    small.statistics.published.set({ id: `${event}-${large}` })
    await quick.next('next')
  }
  await eventually(() => small.gateway.subscriptions.counts().subscribers === 1)
  slow.socket.resume()
  expect([4008, 1006]).toContain((await slow.closed).code)
})

test('a screen that reads slowly is told the newest value, and neither cut off nor waited for', async () => {
  await using small = await openWorld({ SUBSCRIPTION_QUEUE: '5' })
  const token = await small.provider.token({ roles: ['DASHBOARD'] })
  const wide = 'subscription { caseCounts(regionCode: "410100") { reports region { code } } }'
  type Wide = { caseCounts: { reports: number; region: { code: string } } }
  await using slow = await LiveClient.open(small.url, token)
  await using quick = await LiveClient.open(small.url, token)
  for (const client of [slow, quick]) {
    client.subscribe('1', wide)
    await client.next('next')
  }
  slow.socket.pause()
  const large = 'x'.repeat(200_000)
  const values = 90
  for (let reports = 2; reports <= values; reports += 1) {
    small.statistics.counts.set({ regionCode: large, reports })
    expect((await quick.nextData<Wide>()).caseCounts.reports).toBe(reports)
  }
  slow.socket.resume()
  const told: number[] = []
  while (told.at(-1) !== values) told.push((await slow.nextData<Wide>()).caseCounts.reports)
  // What the machine's own buffers held came too, in order; the rest never waited anywhere.
  expect(told).toEqual(told.toSorted((one, other) => one - other))
  expect(told.length).toBeLessThan(values - 1)
  expect(small.gateway.subscriptions.counts()).toMatchObject({ sockets: 2, subscribers: 2 })
})

test('ten thousand subscribers to one region are one source, and each is told', async () => {
  const token = await dashboard()
  const screens = await Promise.all(Array.from({ length: 200 }, () => LiveClient.open(world.url, token)))
  const toldOf = new Map<string, number>()
  for (const [n, screen] of screens.entries()) {
    screen.socket.on('message', (data) => {
      const { id, payload } = JSON.parse((data as Buffer).toString('utf8')) as {
        id: string
        payload?: { data: Live }
      }
      if (payload !== undefined) toldOf.set(`${String(n)}/${id}`, payload.data.caseCounts.reports)
    })
    for (let id = 1; id <= 50; id += 1) screen.subscribe(String(id), live, zhengzhou)
  }
  await eventually(() => toldOf.size === 10_000)
  expect(counts()).toEqual({ sockets: 200, subscribers: 10_000, shared: 1, upstream: 1 })
  world.statistics.counts.set({ regionCode: '410100', reports: 77 })
  await eventually(() => [...toldOf.values()].every((reports) => reports === 77))
  for (const screen of screens) await screen[Symbol.asyncDispose]()
  await eventually(() => world.statistics.counts.active === 0 && counts().subscribers === 0)
})
