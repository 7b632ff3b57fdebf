import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openWorld, type World } from '../fixture/gateway.js'

let world: World
beforeAll(async () => {
  world = await openWorld({ BODY_LIMIT_BYTES: '20000' })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
})

const legacy = 'application/json'
const modern = 'application/graphql-response+json'
type Told = {
  data?: unknown
  errors?: { message: string; extensions: { code: string; inputPath?: string } }[]
}

async function post(body: unknown, accept = modern, type = 'application/json') {
  const response = await fetch(world.url, {
    method: 'POST',
    headers: { 'content-type': type, accept },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as Told,
  }
}

async function get(parameters: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await fetch(`${world.url}?${new URLSearchParams(parameters).toString()}`, {
    headers: { 'apollo-require-preflight': '1', accept: modern, ...headers },
    redirect: 'manual',
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const codes = ({ errors }: Told) => errors?.map(({ extensions }) => extensions.code)

describe('GraphQL over HTTP', () => {
  test.each([
    [modern, modern],
    [legacy, legacy],
    ['*/*', legacy],
    [`${legacy}, ${modern}`, legacy],
    [`${modern}, ${legacy};q=0.5`, modern],
    [`text/html, ${modern};q=0.9, */*;q=0.1`, modern],
  ])('to Accept: %s it answers %s in UTF-8', async (accept, type) => {
    const answer = await post({ query: '{ __typename }' }, accept)
    expect(answer).toEqual({
      status: 200,
      type: `${type}; charset=utf-8`,
      body: { data: { __typename: 'Query' } },
    })
  })

  test('who takes neither form gets 406', async () => {
    expect((await post({ query: '{ __typename }' }, 'text/csv')).status).toBe(406)
  })

  test.each([
    ['a malformed document', { query: '{' }],
    ['an unknown field', { query: '{ nonsense }' }],
    [
      'a variable of the wrong type',
      { query: 'query($id: ID!) { case(id: $id) { id } }', variables: { id: [1] } },
    ],
    ['an operation that is not there', { query: 'query A { __typename }', operationName: 'B' }],
  ])('%s is 400 without data, and 200 for clients of the older media type', async (_name, body) => {
    for (const _round of [1, 2]) {
      const answer = await post(body)
      expect([answer.status, codes(answer.body)]).toEqual([400, ['BAD_USER_INPUT']])
      expect(answer.body).not.toHaveProperty('data')
      expect((await post(body, legacy)).status).toBe(200)
    }
  })

  test.each([
    ['no JSON', '{', undefined],
    ['a batch', [{ query: '{ __typename }' }], undefined],
    ['a string', '"query"', undefined],
    ['no query', { variables: {} }, 'query'],
    ['a query that is no string', { query: { a: 1 } }, 'query'],
    ['variables that are a list', { query: '{ __typename }', variables: [] }, 'variables'],
    ['extensions that are a string', { query: '{ __typename }', extensions: 'x' }, 'extensions'],
    ['an operation name that is a number', { query: '{ __typename }', operationName: 7 }, 'operationName'],
  ])('%s is 400 in either form', async (_name, body, inputPath) => {
    for (const accept of [modern, legacy]) {
      const answer = await post(body, accept)
      expect([answer.status, codes(answer.body)]).toEqual([400, ['BAD_USER_INPUT']])
      expect(answer.body.errors?.[0]?.extensions.inputPath).toBe(inputPath)
    }
  })

  test('null parameters are the same as none', async () => {
    const { status } = await post({
      query: '{ __typename }',
      variables: null,
      operationName: null,
      extensions: null,
    })
    expect(status).toBe(200)
  })

  test('a form or a plain text is refused, so that no foreign page can post', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await post('{"query":"{ __typename }"}', modern, type)).status).toBe(400)
  })

  test('a body beyond the limit is refused', async () => {
    const { status, body } = await post({ query: `{ __typename } #${'x'.repeat(30_000)}` })
    expect([status, codes(body)]).toEqual([400, ['BAD_USER_INPUT']])
  })

  test('no error repeats a literal or a variable', async () => {
    const secret = '4101019900112233'
    const documents = [
      { query: `{ case(id: { x: "${secret}" }) { id } }` },
      { query: `{ cases(first: "${secret}") { total } }` },
      { query: `query($first: Int!) { cases(first: $first) { total } }`, variables: { first: secret } },
      { query: `{ case(id: "${secret}" }` },
      { query: `{ "${secret}" }` },
      { query: `{ region(code: "${secret}", nonsense: "${secret}") { name } }` },
      { query: `query($id: ID!) { case(id: $id) { id } }`, variables: { id: { [secret]: 1 } } },
      { query: `query A { __typename } query B { __typename }`, operationName: secret },
    ]
    for (const document of documents)
      for (const accept of [modern, legacy])
        expect(JSON.stringify(await post(document, accept))).not.toContain(secret)
  })

  test('a subscription by POST is refused with the way to go', async () => {
    const { status, body } = await post({ query: 'subscription { noticePublished { id } }' }, legacy)
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([
      {
        message: '订阅请使用 WebSocket（graphql-transport-ws 协议），不能用 HTTP 请求发送。',
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ])
  })
})

describe('by GET', () => {
  test('queries are answered, with variables as JSON', async () => {
    const { status, text } = await get({
      query: 'query A($id: ID!) { case(id: $id) { id } }',
      operationName: 'A',
      variables: '{"id":"case-1"}',
    })
    expect([status, JSON.parse(text)]).toEqual([200, { data: { case: { id: 'case-1' } } }])
  })

  test('a mutation is refused, the first time and again', async () => {
    for (const _round of [1, 2]) {
      const { status, text } = await get({ query: 'mutation { acceptCase(id: "case-9") { id } }' })
      expect([status, codes(JSON.parse(text) as Told)]).toEqual([400, ['BAD_USER_INPUT']])
      await world.ask('mutation { acceptCase(id: "case-1") { id } }')
    }
    const known = 'mutation { acceptCase(id: "case-7") { id } }'
    await world.ask(known)
    const seen = world.subgraphs.case.requests.length
    expect((await get({ query: known })).status).toBe(400)
    expect(world.subgraphs.case.requests).toHaveLength(seen)
  })

  test('without a header that no foreign page can send, nothing is answered', async () => {
    expect((await get({ query: '{ __typename }' }, { 'apollo-require-preflight': '' })).status).toBe(400)
  })

  test('malformed variables are refused', async () => {
    expect((await get({ query: '{ __typename }', variables: '{' })).status).toBe(400)
  })

  test('a browser is sent to the explorer', async () => {
    const { status, headers } = await get({}, { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' })
    expect([status, headers.get('location')]).toEqual([302, '/explorer'])
  })
})

describe('origins', () => {
  const preflight = (origin: string) =>
    fetch(world.url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } })

  test('pages of this machine may use the graph, in development', async () => {
    const { status, headers } = await preflight('http://localhost:5173')
    expect([status, headers.get('access-control-allow-origin')]).toEqual([204, 'http://localhost:5173'])
    expect(headers.get('access-control-allow-headers')).toContain('authorization')
  })

  test('others may not', async () => {
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  })
})
