import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { setTimeout as sleep } from 'node:timers/promises'
import { openWorld, type World } from '../fixture/gateway.js'

let world: World
beforeEach(async () => {
  world = await openWorld({ SUBGRAPH_TIMEOUT_MS: '400' })
})
afterEach(async () => {
  await world[Symbol.asyncDispose]()
})

const unavailable = '部分服务暂时不可用，请稍后再试。'

test('a subgraph that is down leaves its part empty, with an error at every place, and comes back', async () => {
  const query =
    '{ cases(first: 2) { nodes { id reports { id submittedAt } } } region(code: "410100") { name population } }'
  await world.subgraphs.report.stop()
  const { status, body } = await world.ask(query)
  expect(status).toBe(200)
  expect(body.data).toEqual({
    cases: {
      nodes: [0, 1].map((n) => ({ id: `case-${n}`, reports: [{ id: `report-${n}`, submittedAt: null }] })),
    },
    region: { name: '郑州市', population: 7 },
  })
  expect(body.errors).toEqual(
    [0, 1].map((n) => ({
      message: unavailable,
      path: ['cases', 'nodes', n, 'reports', 0],
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'report' },
    })),
  )
  await world.subgraphs.report.start()
  const after = await world.ask(query)
  expect(after.body.errors).toBeUndefined()
})

test('a root field of a subgraph that is down is null, or takes all with it where it must not be', async () => {
  await world.subgraphs.region.stop()
  const nullable = await world.ask('{ region(code: "410100") { name } case(id: "case-1") { id } }')
  expect(nullable.body.data).toEqual({ region: null, case: { id: 'case-1' } })
  expect(nullable.body.errors).toMatchObject([{ path: ['region'] }])
  const required = await world.ask('{ regions { name } case(id: "case-1") { id } }')
  expect(required.body.data).toBeNull()
})

test('a subgraph that does not answer in time counts as down', async () => {
  world.subgraphs.region.delayMs = 3_000
  const started = Date.now()
  const { body } = await world.ask('{ region(code: "410100") { name } }')
  expect(Date.now() - started).toBeLessThan(1_500)
  expect(body.errors?.[0]?.extensions['code']).toBe('SUBGRAPH_UNAVAILABLE')
})

test('what a subgraph did not mean for clients is masked, with an incident number', async () => {
  const { body } = await world.ask('{ teapot }')
  expect(body.errors).toEqual([
    {
      message: '系统出现异常，请稍后再试，并告知工作人员异常编号。',
      path: ['teapot'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', incident: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    },
  ])
  expect(JSON.stringify(body)).not.toContain('410101199001011234')
})

test('messages are Chinese by default and English where that is asked for', async () => {
  await world.subgraphs.region.stop()
  const { body } = await world.ask('{ region(code: "410100") { name } }', {
    headers: { 'accept-language': 'en' },
  })
  expect(body.errors?.[0]?.message).toBe('A part of the service is unavailable: try again shortly.')
})

test('what is under way at a shutdown is answered to its end', async () => {
  world.subgraphs.case.delayMs = 200
  const underWay = world.ask('{ case(id: "case-1") { region { name } } }')
  await sleep(60)
  const closed = world.lifecycle.close()
  expect((await underWay).body).toEqual({ data: { case: { region: { name: '中原区' } } } })
  await closed
})

test('a read of which everybody has left is given up at the subgraph', async () => {
  world.subgraphs.region.delayMs = 300
  const controller = new AbortController()
  const left = fetch(world.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ region(code: "410100") { name } }' }),
    signal: controller.signal,
  })
  setTimeout(() => controller.abort(), 100)
  await expect(left).rejects.toThrow()
  await sleep(150)
  expect(world.subgraphs.region.aborted).toBe(1)
})
