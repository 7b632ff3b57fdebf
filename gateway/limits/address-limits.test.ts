import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { WebSocket } from 'ws'
import { createKeptLog } from '../../test/support/silent-log.js'
import { openWorld, type World } from '../fixture/gateway.js'
import { createAddressHash } from './address-hash.js'
import { openAddressLimits } from './address-limits.js'
import { createClientAddress, networkOf } from './client-address.js'
import { TokenBuckets } from './token-buckets.js'

describe('the address of a client', () => {
  const addressOf = createClientAddress(['10.1.0.0/16', '192.0.2.7', '2001:db8:1::/48'])
  it.each<[string, string | undefined, string | undefined, string | undefined]>([
    ['of a direct connection', '198.51.100.4', undefined, '198.51.100.4'],
    ['of a direct connection over IPv6', '::ffff:198.51.100.4', undefined, '198.51.100.4'],
    ['said by a trusted proxy', '192.0.2.7', '198.51.100.4', '198.51.100.4'],
    ['said by a chain of proxies', '10.1.2.3', '1.1.1.1, 198.51.100.4, 192.0.2.7', '198.51.100.4'],
    ['said by a proxy over IPv6', '2001:db8:1::5', '2001:db8:9::1', '2001:db8:9::1'],
    ['that a stranger claims', '198.51.100.4', '1.1.1.1', '198.51.100.4'],
    ['that is nonsense', '192.0.2.7', 'unknown, <script>', '192.0.2.7'],
    ['behind a neighbour nobody has named', '172.18.0.1', '1.1.1.1', undefined],
    ['of a neighbour itself', '127.0.0.1', undefined, '127.0.0.1'],
    ['of nobody', undefined, '1.1.1.1', undefined],
  ])('%s', (_what, peer, forwarded, expected) => {
    expect(addressOf(peer, forwarded)).toBe(expected)
  })

  it('is one household: 56 bits of IPv6, all of IPv4', () => {
    expect(networkOf('2001:db8:1:2201::5')).toBe(networkOf('2001:db8:1:22ff:abcd::1'))
    expect(networkOf('2001:db8:1:2201::5')).not.toBe(networkOf('2001:db8:1:2301::5'))
    expect(networkOf('198.51.100.4')).not.toBe(networkOf('198.51.100.5'))
  })

  it('is known by a hash of another key the next day', () => {
    let now = 0
    const hashOf = createAddressHash(() => now)
    const first = hashOf('198.51.100.4')
    now = 86_399_999
    expect(hashOf('198.51.100.4')).toBe(first)
    now = 86_400_000
    expect(hashOf('198.51.100.4')).not.toBe(first)
    expect(createAddressHash()('198.51.100.4')).not.toBe(first)
  })
})

describe('a bucket of tokens', () => {
  it('gives what is in it, says how long to wait, and fills again', () => {
    let now = 0
    const buckets = new TokenBuckets(() => now)
    const rate = { burst: 3, perMinute: 60 }
    expect([1, 1, 1, 1].map((count) => buckets.take('a', count, rate))).toEqual([0, 0, 0, 1_000])
    expect(buckets.take('b', 1, rate)).toBe(0)
    now = 2_000
    expect(buckets.take('a', 2, rate)).toBe(0)
    expect(buckets.take('a', 50, rate)).toBe(3_000)
    expect(buckets.left('a', rate)).toBe(0)
    expect(buckets.left('c', rate)).toBe(1)
  })

  it('is forgotten, the one used longest ago first, when there are too many', () => {
    const buckets = new TokenBuckets(() => 0)
    const rate = { burst: 1, perMinute: 1 }
    buckets.take('first', 1, rate)
    for (let index = 0; index < 100_000; index += 1) buckets.take(String(index), 1, rate)
    expect(buckets.size).toBe(100_000)
    expect(buckets.left('first', rate)).toBe(1)
    expect(buckets.left('99999', rate)).toBe(0)
  })
})

it('whoever stands behind a proxy nobody has named is not shut out with everybody else; the log says so once', () => {
  const { log, lines } = createKeptLog()
  const senderOf = openAddressLimits({ trustedProxies: [], factor: 0.001, log })
  const behind = { headers: { 'x-forwarded-for': '198.51.100.4' }, socket: { remoteAddress: '172.18.0.1' } }
  for (let index = 0; index < 50; index += 1)
    senderOf(behind as never).spend(new Map([['openReceipt', 1] as const]))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain('TRUSTED_PROXIES')
  expect(lines[0]).not.toContain('198.51')
})

describe('the limits by address, on real sockets', () => {
  let world: World
  /** A hundredth of the rates: 6 challenges and 3 receipts at once. */
  beforeAll(async () => {
    world = await openWorld({ ADDRESS_LIMIT_FACTOR: '0.01', TRUSTED_PROXIES: '127.0.0.99' })
  })
  afterAll(async () => {
    await world[Symbol.asyncDispose]()
  })

  type Told = {
    data?: Record<string, unknown>
    errors?: { message: string; extensions: { code: string; retryAfterSeconds?: number } }[]
  }
  const from = async (
    localAddress: string,
    query: string,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: IncomingHttpHeaders; told: Told }> => {
    const request = httpRequest(world.url, {
      method: 'POST',
      localAddress,
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        ...headers,
      },
    })
    request.end(JSON.stringify({ query }))
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      request.once('response', resolve)
      request.once('error', reject)
    })
    return {
      status: answer.statusCode ?? 0,
      headers: answer.headers,
      told: JSON.parse(await text(answer)) as Told,
    }
  }
  const open = 'mutation { openReceipt(receipt: "x") }'
  const challenge = 'mutation { requestProofOfWork }'
  const many = (count: number) =>
    `mutation { ${Array.from({ length: count }, (_none, index) => `a${String(index)}: openReceipt(receipt: "x")`).join(' ')} }`

  it('stop a flood from one address, in Chinese and with a time to come again, and nobody elsewhere', async () => {
    for (let index = 0; index < 3; index += 1) expect((await from('127.0.0.2', open)).status).toBe(200)
    const refused = await from('127.0.0.2', open)
    expect(refused.status).toBe(429)
    const [error] = refused.told.errors ?? []
    expect(error?.extensions.code).toBe('RATE_LIMITED')
    expect(error?.message).toMatch(/^您所在网络的请求过于频繁，请 \d+ 秒后再试。$/)
    expect(Number(refused.headers['retry-after'])).toBe(error?.extensions.retryAfterSeconds)
    expect((await from('127.0.0.3', open)).told.data).toEqual({ openReceipt: 'opened' })
    // What costs nothing is served as before.
    expect((await from('127.0.0.2', '{ regions { code } }')).status).toBe(200)
  })

  it('count what stands in one operation under other names', async () => {
    expect((await from('127.0.0.4', many(3))).status).toBe(200)
    expect((await from('127.0.0.4', open)).status).toBe(429)
    const inFragment = `mutation { ...twice } fragment twice on Mutation { a: openReceipt(receipt: "x") b: openReceipt(receipt: "y") }`
    expect((await from('127.0.0.5', inFragment)).status).toBe(200)
    expect((await from('127.0.0.5', inFragment)).status).toBe(429)
  })

  it('make the work harder for a crowd before they refuse anybody', async () => {
    const degrees: unknown[] = []
    for (let index = 0; index < 6; index += 1)
      degrees.push((await from('127.0.0.6', challenge)).told.data?.['requestProofOfWork'])
    expect(degrees).toEqual([0, 1, 2, 3, 4, 5])
    expect((await from('127.0.0.6', challenge)).status).toBe(429)
    expect((await from('127.0.0.7', challenge)).told.data).toEqual({ requestProofOfWork: 0 })
  })

  it('believe X-Forwarded-For from a trusted proxy, and what stands last in it only', async () => {
    const behind = (address: string) => from('127.0.0.99', open, { 'x-forwarded-for': `9.9.9.9, ${address}` })
    for (let index = 0; index < 3; index += 1) expect((await behind('203.0.113.1')).status).toBe(200)
    expect((await behind('203.0.113.1')).status).toBe(429)
    expect((await behind('203.0.113.2')).status).toBe(200)
  })

  it('hold on a WebSocket too', async () => {
    const socket = new WebSocket(world.url.replace(/^http/, 'ws'), 'graphql-transport-ws', {
      localAddress: '127.0.0.8',
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const answers: string[] = []
    const acknowledged = Promise.withResolvers<unknown>()
    const answered = Promise.withResolvers<unknown>()
    socket.on('message', (data) => {
      const message = (data as Buffer).toString()
      if (message.includes('connection_ack')) acknowledged.resolve(undefined)
      if (/"type":"(next|error)"/.test(message)) answers.push(message)
      if (answers.length === 4) answered.resolve(undefined)
    })
    socket.send(JSON.stringify({ type: 'connection_init', payload: {} }))
    await acknowledged.promise
    for (const id of ['1', '2', '3', '4'])
      socket.send(JSON.stringify({ type: 'subscribe', id, payload: { query: open } }))
    await answered.promise
    socket.terminate()
    expect(answers.filter((answer) => answer.includes('opened'))).toHaveLength(3)
    expect(answers.filter((answer) => answer.includes('RATE_LIMITED'))).toHaveLength(1)
  })
})
