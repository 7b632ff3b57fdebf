import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { at, listAt, textAt } from './support/json'
import { staff, viewerToken } from './support/viewer-token'

const body = JSON.stringify({ query: '{ reportingNotice { version } }' })
let databases: Databases
let cms: Cms

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

const post = (headers: Record<string, string>, text = body): Promise<Response> =>
  fetch(cms.graphUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: text,
  })
const now = Math.floor(Date.now() / 1000)

const believed = {
  'a stranger': viewerToken(),
  staff: viewerToken({ viewer: staff }),
  'a service of its own key': viewerToken({
    header: { kid: 'report' },
    claims: { iss: 'andon:report' },
    viewer: { kind: 'SERVICE', service: 'report' },
  }),
  'a token bound to this body': viewerToken({ body }),
  'a token signed a while ago': viewerToken({ claims: { exp: now + 15, iat: now - 15 } }),
}
for (const [name, token] of Object.entries(believed))
  test(`${name} is believed`, async () => {
    const response = await post({ 'x-andon-viewer': token })
    assert.equal(response.status, 200)
    assert.deepEqual(await response.json(), { data: { reportingNotice: { version: 1 } } })
  })

const refused: Record<string, string | undefined> = {
  'no token': undefined,
  'an empty token': '',
  'no JWS': 'a.b',
  'a forged token': viewerToken({ forged: true }),
  'an expired token': viewerToken({ claims: { iat: now - 60, exp: now - 40 } }),
  'a token from the future': viewerToken({ claims: { iat: now + 60, exp: now + 80 } }),
  'a token of long life': viewerToken({ claims: { exp: now + 3600 } }),
  'a token for another subgraph': viewerToken({ claims: { aud: 'report' } }),
  'a token without algorithm': viewerToken({ header: { alg: 'none' } }),
  'a token of another type': viewerToken({ header: { typ: 'receipt-session+jwt' } }),
  'a token of an unknown key': viewerToken({ header: { kid: 'case' } }),
  'a token whose issuer is not its signer': viewerToken({ claims: { iss: 'andon:report' } }),
  'a service that signs a person': viewerToken({
    header: { kid: 'report' },
    claims: { iss: 'andon:report' },
    viewer: staff,
  }),
  'a gateway that signs a service': viewerToken({ viewer: { kind: 'SERVICE', service: 'gateway' } }),
  'a viewer of no known kind': viewerToken({ viewer: { kind: 'ROOT' } }),
  'a token bound to another body': viewerToken({ body: `${body} ` }),
}
for (const [name, token] of Object.entries(refused))
  test(`${name} is answered with 401`, async () => {
    const response = await post(token === undefined ? {} : { 'x-andon-viewer': token })
    assert.equal(response.status, 401)
    const answer = await response.json()
    assert.equal(at(answer, 'errors.0.extensions.code'), 'UNAUTHENTICATED')
    assert.equal(at(answer, 'data'), undefined)
  })

test('errors repeat no literal and no variable', async () => {
  const secret = '13800000000'
  for (const text of [
    { query: `{ notices(first: "${secret}") { nodes { id } } }` },
    { query: `{ notice(id: "${secret}") { nosuchfield } }` },
    { query: `{ notices(after: "${secret}") { nodes { id } } }` },
    { query: `{ notices(regionCode: "x${secret}") { nodes { id } } }` },
    { query: `{ qrPlacement(code: "${secret}") { unit } }` },
    { query: 'query ($n: Int) { notices(first: $n) { nodes { id } } }', variables: { n: secret } },
    { query: 'query ($n: Int) { notices(first: $n) { nodes { id } } }', variables: [secret] },
    { query: `{ notices(regionCode: "${secret}` },
    { query: '{ __schema { types { name } } }' },
  ]) {
    const response = await post({ 'x-andon-viewer': viewerToken() }, JSON.stringify(text))
    const answer = await response.text()
    assert.ok(!answer.includes(secret), answer)
    assert.equal(at(JSON.parse(answer), 'errors.0.extensions.code'), 'BAD_USER_INPUT', answer)
  }
  assert.ok(!cms.output().includes(secret))
})

const idsOf = (page: unknown): string[] => listAt(page, 'nodes').map((node) => textAt(node, 'id'))

test('pages follow each other without gap or repetition and a page size is held to 1..100', async () => {
  const seen: string[] = []
  let after: string | null = null
  do {
    const { body: answer } = await cms.graph(
      'query ($after: String) { notices(first: 1, after: $after) { nodes { id } pageInfo { hasNextPage hasPreviousPage endCursor } } }',
      { variables: { after } },
    )
    const page = at(answer, 'data.notices')
    assert.equal(at(page, 'pageInfo.hasPreviousPage'), after !== null)
    seen.push(...idsOf(page))
    after = at(page, 'pageInfo.hasNextPage') === true ? textAt(page, 'pageInfo.endCursor') : null
  } while (after !== null)
  const { body: all } = await cms.graph('{ notices { nodes { id } } }')
  assert.deepEqual(seen, idsOf(at(all, 'data.notices')))
  assert.equal(new Set(seen).size, 3)
  for (const first of [0, -1, 101]) {
    const { body: answer } = await cms.graph(`{ notices(first: ${String(first)}) { nodes { id } } }`, {
      lang: 'en',
    })
    assert.equal(at(answer, 'errors.0.message'), 'first must be 1 to 100.')
  }
})

test('health is told without a signature', async () => {
  const at = (path: string): Promise<Response> => fetch(cms.graphUrl.replace('/graphql', path))
  assert.deepEqual(await (await at('/health/live')).json(), { live: true })
  assert.deepEqual(await (await at('/health/ready')).json(), { ready: true, waitingFor: [] })
  assert.equal((await at('/anything')).status, 404)
  assert.equal((await at('/graphql')).status, 405)
})
