import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { generateKeyPairSync } from 'node:crypto'
import { request } from 'node:http'
import { createViewerSigner } from '../../platform/viewer/signature.js'
import type { Viewer } from '../../platform/viewer/viewer.js'
import { authorityA } from '../fixture/identity-provider.js'
import { openWorld, type World } from '../fixture/gateway.js'

let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const ask = (token?: string) => world.ask('{ whoAmI }', token === undefined ? {} : { token })
const seconds = (offset: number) => Math.floor(Date.now() / 1000) + offset

async function viewerOf(token?: string): Promise<unknown> {
  const { body } = await ask(token)
  return JSON.parse(String(body.data?.['whoAmI']))
}

test('who brings nothing is a stranger', async () => {
  expect(await viewerOf()).toEqual({ kind: 'ANONYMOUS' })
})

test('a staff token stands for the person, the roles and the authority', async () => {
  expect(await viewerOf(await world.provider.token())).toEqual({
    kind: 'STAFF',
    subject: 'officer-1',
    roles: ['CASE_OFFICER'],
    authorityId: authorityA,
  })
})

test('an authority that is no known id is none, and nothing is within reach', async () => {
  expect(await viewerOf(await world.provider.token({ authority_id: 'everything' }))).toMatchObject({
    authorityId: null,
  })
})

test('a receipt session stands for its report', async () => {
  expect(await viewerOf(await world.receiptSession())).toEqual({
    kind: 'REPORTER',
    reportId: '33333333-3333-4333-8333-333333333333',
  })
})

test('a citizen session stands for the citizen', async () => {
  expect(await viewerOf(await world.citizenSession())).toEqual({
    kind: 'CITIZEN',
    citizenId: '33333333-3333-4333-8333-333333333333',
  })
})

test('a bad credential is refused with 401, never silently a stranger', async () => {
  const foreign = generateKeyPairSync('ed25519').privateKey
  const bad = {
    expired: await world.provider.token({ exp: seconds(-60) }),
    'for another audience': await world.provider.token({ aud: 'https://elsewhere.example' }),
    'from another issuer': await world.provider.token({ iss: 'https://evil.example' }),
    'signed with another key': await world.provider.token({}, { foreignKey: true }),
    'without an end': await world.provider.token({}, { endless: true }),
    'an ID token': await world.provider.token({ aud: 'andon-web' }),
    'of another type': await world.provider.token({}, { type: 'logout+jwt' }),
    'a forged receipt session': await world.receiptSession({}, foreign),
    'a receipt session for somebody else': await world.receiptSession({ aud: 'andon:report' }),
    'an expired receipt session': await world.receiptSession({ exp: seconds(-60) }),
    'a receipt session of no report': await world.receiptSession({ sub: 'all' }),
    'a forged citizen session': await world.citizenSession({}, foreign),
    'a citizen session for somebody else': await world.citizenSession({ aud: 'andon:report' }),
    'an expired citizen session': await world.citizenSession({ exp: seconds(-60) }),
    'a citizen session of nobody': await world.citizenSession({ sub: 'all' }),
    'no JWT at all': 'letmein',
    'without signature': `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"x"}').toString('base64url')}.`,
  }
  for (const [name, token] of Object.entries(bad)) {
    const { status, body, headers } = await ask(token)
    expect([name, status, body.errors?.[0]?.extensions['code']]).toEqual([name, 401, 'UNAUTHENTICATED'])
    expect(headers.get('www-authenticate')).toBe('Bearer')
    expect(JSON.stringify(body)).not.toContain(token.slice(0, 20))
  }
})

test('two credentials are refused and never linked', async () => {
  const staff = await world.provider.token()
  const receipt = await world.receiptSession()
  const answer = await sendRaw([
    ['authorization', `Bearer ${staff}`],
    ['authorization', `Bearer ${receipt}`],
  ])
  expect(answer.status).toBe(400)
  expect(answer.text).toContain('BAD_USER_INPUT')
  const joined = await ask(`${staff}, Bearer ${receipt}`)
  expect(joined.status).toBe(400)
})

test('a viewer that a client signs for itself is not looked at', async () => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const sign = createViewerSigner({ kid: 'gateway', key: privateKey })
  const viewer: Viewer = { kind: 'STAFF', subject: 'me', roles: ['LEADER'], authorityId: authorityA }
  const forged = sign({ audience: 'case', viewer, language: 'zh' })
  const { body } = await world.ask('{ whoAmI }', { headers: { 'x-andon-viewer': forged } })
  expect(body.data?.['whoAmI']).toBe('{"kind":"ANONYMOUS"}')
})

test('a good token is verified once and then remembered until its end', async () => {
  const token = await world.provider.token({ exp: seconds(2) })
  await ask(token)
  const asked = world.provider.keyRequests()
  expect((await ask(token)).status).toBe(200)
  expect(world.provider.keyRequests()).toBe(asked)
  await new Promise((resolve) => setTimeout(resolve, 2_600))
  expect((await ask(token)).status).toBe(401)
})

test('while the identity provider cannot be reached staff are told so and strangers are served', async () => {
  await using lonely = await openWorld({ OIDC_JWKS_URL: 'http://127.0.0.1:9/keys' })
  const token = await lonely.provider.token()
  const { status, body } = await lonely.ask('{ whoAmI }', { token })
  expect(status).toBe(503)
  expect(body.errors).toMatchObject([
    { message: '登录服务暂时不可用，请稍后再试。', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } },
  ])
  expect((await lonely.ask('{ whoAmI }')).status).toBe(200)
  expect((await lonely.ask('{ whoAmI }', { token: await lonely.receiptSession() })).status).toBe(200)
})

function sendRaw(headers: [string, string][]): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const raw = ['content-type', 'application/json', 'host', 'localhost', ...headers.flat()]
    const sent = request(world.url, { method: 'POST', headers: raw }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject).end('{"query":"{ whoAmI }"}')
  })
}
