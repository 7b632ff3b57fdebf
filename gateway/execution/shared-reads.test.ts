import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { authorityA, authorityB } from '../fixture/identity-provider.js'
import { openWorld, type World } from '../fixture/gateway.js'
import { SharedReads, type Started } from './shared-reads.js'

let world: World
beforeEach(async () => {
  world = await openWorld()
  world.subgraphs.case.delayMs = 150
})
afterEach(async () => {
  await world[Symbol.asyncDispose]()
})

const query = '{ cases(first: 2) { nodes { id region { name } } } }'

test('equal reads of one viewer at one time are one read', async () => {
  const answers = await Promise.all([1, 2, 3, 4].map(() => world.ask(query)))
  expect(world.subgraphs.case.requests).toHaveLength(1)
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
  await world.ask(query)
  expect(world.subgraphs.case.requests).toHaveLength(2)
})

test('viewers, authorities, roles, languages and variables never share', async () => {
  const a = await world.provider.token()
  await Promise.all([
    world.ask('{ whoAmI }'),
    world.ask('{ whoAmI }', { token: a }),
    world.ask('{ whoAmI }', { token: await world.provider.token({ sub: 'officer-2' }) }),
    world.ask('{ whoAmI }', { token: await world.provider.token({ authority_id: authorityB }) }),
    world.ask('{ whoAmI }', { token: await world.provider.token({ roles: ['LEADER'] }) }),
    world.ask('{ whoAmI }', { token: await world.receiptSession() }),
    world.ask('{ whoAmI }', { headers: { 'accept-language': 'en' } }),
  ])
  const { requests } = world.subgraphs.case
  expect(requests).toHaveLength(7)
  expect(new Set(requests.map(({ viewer, language }) => JSON.stringify([viewer, language]))).size).toBe(7)
  expect(requests.map(({ viewer }) => viewer)).toContainEqual({
    kind: 'STAFF',
    subject: 'officer-1',
    roles: ['CASE_OFFICER'],
    authorityId: authorityA,
  })
})

test('each viewer gets their own answer, whoever asks at the same time', async () => {
  const tokens = await Promise.all(['x', 'y', 'z'].map((sub) => world.provider.token({ sub })))
  const answers = await Promise.all(tokens.map((token) => world.ask('{ whoAmI }', { token })))
  expect(
    answers.map(({ body }) => (JSON.parse(String(body.data?.['whoAmI'])) as { subject: string }).subject),
  ).toEqual(['x', 'y', 'z'])
})

test('a caller who leaves does not take the answer from the others', async () => {
  const controller = new AbortController()
  const left = fetch(world.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    signal: controller.signal,
  }).catch(() => 'left')
  const stayed = world.ask(query)
  await sleep(50)
  controller.abort()
  expect(await left).toBe('left')
  expect((await stayed).body.errors).toBeUndefined()
  expect(world.subgraphs.case.requests).toHaveLength(1)
})

test('mutations are never shared and are bound to their body', async () => {
  const mutation = 'mutation { acceptCase(id: "case-1") { id } }'
  await Promise.all([world.ask(mutation), world.ask(mutation)])
  expect(world.subgraphs.case.requests).toHaveLength(2)
  expect(world.subgraphs.case.requests.every(({ bound }) => bound)).toBe(true)
})

test('a read begun before a mutation is not joined after it', async () => {
  const before = world.ask(query)
  await sleep(20)
  world.subgraphs.case.delayMs = 0
  await world.ask('mutation { acceptCase(id: "case-1") { id } }')
  await world.ask(query)
  await before
  expect(world.subgraphs.case.requests).toHaveLength(3)
})

test('an entity that occurs often is asked for once', async () => {
  await world.ask('{ cases(first: 50) { nodes { region { name } } } }')
  const { variables } = JSON.parse(world.subgraphs.region.requests[0]?.body ?? '{}') as {
    variables: { representations: unknown[] }
  }
  expect(variables.representations).toHaveLength(3)
})

test('what is written past the gateway is read anew for whoever asks while a read is under way, once for all of them', async () => {
  const reads = new SharedReads()
  const begun: ((data: object) => void)[] = []
  const start = (): Started => {
    const { promise, resolve } = Promise.withResolvers<{ data: object }>()
    begun.push((data) => resolve({ data }))
    return { answer: promise as unknown as Started['answer'], abort: () => resolve({ data: {} }) }
  }
  const ask = () => reads.joinNext('key', start, undefined)
  const first = ask()
  await sleep(0)
  const [second, third] = [ask(), ask()]
  expect(begun).toHaveLength(1)
  begun[0]?.({ as: 'old' })
  expect(await first).toMatchObject({ data: { as: 'old' } })
  await sleep(0)
  expect(begun).toHaveLength(2)
  const fourth = ask()
  begun[1]?.({ as: 'new' })
  expect(await Promise.all([second, third])).toMatchObject([{ data: { as: 'new' } }, { data: { as: 'new' } }])
  await sleep(0)
  begun[2]?.({ as: 'newest' })
  expect(await fourth).toMatchObject({ data: { as: 'newest' } })
  expect(begun).toHaveLength(3)
})
