import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { extname } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { signIn, uid, type Desk } from './support/desk'
import {
  entities,
  entityQuery,
  everyQuery,
  everySubscription,
  rootFields,
  untried,
} from './support/every-field'
import { everyRoute } from './support/every-route'
import { attributesOf, everyType, filled } from './support/filled'
import { follow, type Follower } from './support/follower'
import { at, listAt, textAt } from './support/json'
import { nominate } from './support/leads'
import { staff } from './support/viewer-token'

/** Every word that must not leave begins with this; whatever shows one has leaked it, whole or in part. */
const secret = 'zqx'
const open = 'openly'
const waysForAll = 8
/** Fields for the desk alone, also of what is public. */
const inner: Record<string, string[]> = {
  notice: ['handlingUnit', 'handler', 'approver'],
  'case-publication': ['source'],
  policy: ['approver'],
  'qr-placement': ['pageAddress', 'proofNote'],
}
const viewers = [
  { kind: 'ANONYMOUS' },
  staff,
  { kind: 'CITIZEN', citizenId: '33333333-3333-4333-8333-333333333333' },
  { kind: 'REPORTER', reportId: '33333333-3333-4333-8333-333333333333' },
]

type Hidden = {
  type: string
  state: string
  mark: string
  documentId: string
  fileId: string
  stored: string
}
let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk
let admin: Desk
let followers: Follower[]
const hidden: Hidden[] = []
const shown: { type: string; documentId: string }[] = []

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases, { LOG_LEVEL: 'debug' })
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
  admin = await signIn(cms, 'admin')
  followers = everySubscription(ways()).map((query) => follow(cms, query))
  for (const type of everyType) {
    await show(type)
    for (const [state, hide] of Object.entries(statesOf(type))) await add(type, state, hide)
  }
})
after(async () => {
  await Promise.all(followers.map((follower) => follower.close()))
  await cms.stop()
  await databases.drop()
})

type Hide = (made: { type: string; documentId: string; mark: string }) => Promise<void>
const document = (type: string, id: string, action = ''): string =>
  `/content-manager/collection-types/${uid(type)}/${id}${action}`
const succeed = async (answer: Promise<{ status: number; body: unknown }>): Promise<void> => {
  const { status, body } = await answer
  assert.ok(status < 300, JSON.stringify(body).slice(0, 500))
}
const publish: Hide = ({ type, documentId }) => succeed(publisher.publish(type, documentId))

/** The ways in which a type's documents are not for the public. */
function statesOf(type: string): Record<string, Hide> {
  const attributes = attributesOf(type)
  const lasting = 'version' in attributes
  const states: Record<string, Hide> = {}
  if ('disclosure' in attributes) Object.assign(states, { 'on-request': publish, withheld: publish })
  // Versions go out one after the other: what waits comes last.
  Object.assign(states, { scheduled: schedule, draft: async () => undefined })
  if (!lasting) Object.assign(states, { withdrawn: withdraw, deleted: remove })
  if ('expiresAt' in attributes) states['expired'] = expire
  return states
}
const schedule: Hide = async ({ type, documentId }) => {
  await publisher.keepMarks(type, documentId)
  await publisher.decide(type, documentId)
  const readAt = at((await publisher.read(type, documentId)).body, 'data.updatedAt')
  const publishAt = new Date(Date.now() + 86_400_000).toISOString()
  await succeed(
    publisher.call('PUT', `/desk/documents/${uid(type)}/${documentId}/schedule`, { publishAt, readAt }),
  )
}
const withdraw: Hide = async (made) => {
  await publish(made)
  await succeed(publisher.call('POST', document(made.type, made.documentId, '/actions/unpublish'), {}))
}
const remove: Hide = async (made) => {
  await publish(made)
  await succeed(admin.call('DELETE', document(made.type, made.documentId)))
}
const expire: Hide = async (made) => {
  await publish(made)
  const { collectionName } = { collectionName: made.type.replace(/y$/, 'ie').replaceAll('-', '_') + 's' }
  const rows = await databases.cms(
    `UPDATE ${collectionName} SET expires_at = now() AT TIME ZONE 'UTC' WHERE document_id = $1 RETURNING 1`,
    [made.documentId],
  )
  assert.equal(rows.length, 2, made.type)
}

const disclosureOf: Record<string, string> = { 'on-request': 'ON_REQUEST', withheld: 'WITHHELD' }
async function add(type: string, state: string, hide: Hide): Promise<void> {
  const mark = `${secret}-${type}-${state}`
  const file = await upload(mark)
  const disclosure = disclosureOf[state] ?? 'ACTIVE'
  const documentId = await create(type, { ...filled(type, () => mark, file), ...disclosed(type, disclosure) })
  hidden.push({ type, state, mark, documentId, ...file })
  await hide({ type, documentId, mark })
}

/** One public document of each type, whose draft has been changed since, and whose inner fields are secret. */
async function show(type: string): Promise<void> {
  const isInner = (field: string): boolean => inner[type]?.includes(field) ?? false
  const file = await upload(`${open}-${type}`)
  const words = filled(type, (field) => (isInner(field) ? `${secret}-inner` : `${open}-${type}`), file)
  const documentId = await create(type, { ...words, ...disclosed(type, 'ACTIVE') })
  await publish({ type, documentId, mark: '' })
  shown.push({ type, documentId })
  if ('version' in attributesOf(type)) return
  const changed = filled(type, () => `${secret}-${type}-changed`, await upload(`${secret}-${type}-changed`))
  await succeed(editor.call('PUT', document(type, documentId), { ...changed, ...disclosed(type, 'ACTIVE') }))
}
const create = async (type: string, data: object): Promise<string> =>
  editor.create(type, type === 'case-publication' ? { ...data, ...(await nominate(databases)) } : data)
const disclosed = (type: string, disclosure: string): object =>
  'disclosure' in attributesOf(type) ? { disclosure } : {}

async function upload(
  mark: string,
): Promise<{ id: unknown; fileId: string; stored: string; inText: object }> {
  const drawn = sharp({ create: { width: 300, height: 200, channels: 3, background: '#c8102e' } })
  const { body } = await editor.upload(await drawn.png().toBuffer(), `${mark}.png`, 'image/png')
  const image = { ...(at(body, '0') as object), alternativeText: mark }
  return {
    id: at(body, '0.id'),
    fileId: textAt(body, '0.documentId'),
    stored: `${textAt(body, '0.hash')}${textAt(body, '0.ext')}`,
    inText: { type: 'image', image, children: [{ type: 'text', text: '' }] },
  }
}

/** How every field is asked. A field or argument that is added later has to be told here, or the first test fails. */
function ways() {
  const page = { first: 100 }
  const codes = ['410100', '410102', '410000', '410102001']
  const regions = codes.map((regionCode) => ({ ...page, regionCode }))
  const cursors = [...hidden.map(({ documentId }) => documentId), 'zzz'].map((id) => ({
    first: 100,
    after: Buffer.from(`2100-01-01T00:00:00.000000 ${id}`).toString('base64url'),
  }))
  const ordered = cursors.map(({ after }) => ({
    first: 100,
    after: Buffer.from(`0 ${Buffer.from(after, 'base64url').toString()}`).toString('base64url'),
  }))
  const words = hidden.map(({ mark }) => mark)
  const each = (name: string, values: readonly unknown[]) =>
    values.map((value) => ({ [name]: value, ...page }))
  const versions = [{}, ...[1, 2, 3, 4, 5, 6, 7].map((version) => ({ version }))]
  const kinds = ['REGISTER', 'USE', 'MANAGE']
  return {
    'Query.reportingNotice': versions,
    'Query.privacyExplanation': versions,
    'Query.notices': [
      page,
      ...regions,
      ...cursors,
      ...each('filter', [
        ...words.map((text) => ({ text })),
        ...words
          .filter((mark) => mark.includes('notice'))
          .flatMap((mark) => [{ issuer: `${mark} issuer` }, { docNumber: `${mark} docNumber` }]),
        { issuedFrom: '2026-03-01T00:00:00Z', issuedTo: '2026-03-31T00:00:00Z' },
      ]),
    ],
    'Query.notice': hidden.map(({ documentId }) => ({ id: documentId })),
    'Query.casePublications': [
      page,
      ...regions,
      ...cursors,
      ...each('filter', [{ year: 2026 }, { matterType: 'MAJOR_HAZARD' }, { industryCode: 1 }]),
    ],
    'Query.qrPlacement': [] as Record<string, unknown>[],
    'Query.qrPosters': [page, ...regions, ...cursors],
    'Query.instruction': kinds.flatMap((kind) => versions.map((version) => ({ kind, ...version }))),
    'Query.policies': [page, ...regions, ...cursors, ...each('kind', ['HANDLING', 'OTHER'])],
    'Query.policy': [...words.filter((mark) => mark.includes('policy')), 'nosuch'].flatMap((code) =>
      versions.map((version) => ({ code, ...version })),
    ),
    'Query.faqs': [page, ...ordered, ...each('category', ['BEFORE', 'OTHER'])],
    'Query.entryLinks': [page, ...regions, ...ordered, ...each('kind', ['WEBSITE', 'HOTLINE'])],
    'Query.mediaRecords': [page, ...regions, ...cursors, ...each('medium', ['CHINA_COAL_NEWS', 'OTHER'])],
    'Query.activityRecords': [page, ...regions, ...cursors, ...each('kind', ['MEETING', 'LECTURE'])],
    'Query.posterTemplates': [page, ...cursors],
    'Query.contentSearch': [
      ...words.map((text) => ({ text, ...page })),
      ...cursors.map((cursor) => ({ text: secret, ...cursor })),
      { text: secret, kinds: ['NOTICE', 'CASE_PUBLICATION', 'POLICY', 'FAQ'], ...page },
    ],
    'Subscription.noticePublished': [{ regionCode: '410102' }, {}],
    'Region.notices': [page],
  }
}

const neverPublic = hiddenStates(['draft', 'scheduled', 'on-request', 'withheld'])
function hiddenStates(states: readonly string[]): (one: Hidden) => boolean {
  return ({ state }) => states.includes(state)
}

function assertNothingOf(text: string, what: string, those: readonly Hidden[] = hidden): void {
  const found = those.flatMap(({ mark, documentId, fileId, stored }) =>
    [mark, documentId, fileId, stored].filter((word) => text.includes(word)),
  )
  assert.deepEqual(found, [], what)
  if (those === hidden) assert.ok(!text.includes(secret), `${what}: ${text.slice(text.indexOf(secret), 80)}`)
}

/** Asked below by codes, or answering some viewers by a refusal; what is written is tried where it is written. */
const triedApart = [
  'Query.qrPlacement',
  'Query.placementScans',
  'Mutation.recordPlacementScan',
  'Mutation.keepMiniProgramCode',
]

test('every query, subscription, argument and entity of the schema is tried here', async () => {
  const known = ways()
  assert.deepEqual(
    untried(known).filter((path) => !triedApart.some((name) => path.startsWith(`${name}(`))),
    [],
  )
  assert.deepEqual(
    rootFields('Subscription')
      .map(({ name }) => `Subscription.${name}`)
      .filter((name) => !(name in known)),
    [],
  )
  assert.deepEqual(
    entities().map(({ type, key }) => `${type}.${key}`),
    Object.keys(await representations()),
  )
  for (const type of everyType)
    assert.ok(hidden.some((one) => one.type === type) && shown.some((one) => one.type === type))
})

async function representations(): Promise<Record<string, unknown[]>> {
  const cases = await databases.cms<{ id: string }>(
    'SELECT DISTINCT case_id AS id FROM case_publications WHERE case_id IS NOT NULL',
  )
  const documents = hidden.map(({ documentId }) => documentId)
  return {
    'Notice.id': documents,
    'CasePublication.id': documents,
    'Region.code': ['410100', '410102', '410102001', '000000'],
    'Case.id': cases.map(({ id }) => id),
  }
}

test('nothing hidden leaves by any field of any query, for anybody', async () => {
  const codes = await databases.cms<{ code: string }>(
    `SELECT DISTINCT code FROM qr_placements q WHERE NOT EXISTS (
       SELECT 1 FROM qr_placements out WHERE out.code = q.code AND out.published_at IS NOT NULL)`,
  )
  assert.ok(codes.length > 0)
  const asked = everyQuery({ ...ways(), 'Query.qrPlacement': codes.map(({ code }) => ({ code })) })
  const seen = new Set<string>()
  for (const [rank, viewer] of viewers.entries())
    for (const [place, { name, query }] of asked.entries()) {
      // The long rows of words and cursors are gone through once; they ask the same of everybody.
      if (rank > 0 && asked[place - waysForAll]?.name === name) continue
      const { body } = await cms.graph(query, { viewer })
      assert.equal(at(body, 'errors'), undefined, `${query} ${JSON.stringify(body).slice(0, 400)}`)
      assertNothingOf(JSON.stringify(body), name)
      for (const { type } of shown) if (JSON.stringify(body).includes(`${open}-${type}`)) seen.add(type)
    }
  // What is public is seen by the same queries, or they would show nothing of the hidden either.
  assert.deepEqual([...seen].sort(), [...everyType].sort())
})

test('nor by figures of scans, for those who are told any', async () => {
  const publicity = { ...staff, roles: ['PUBLICITY_STAFF'] }
  for (const args of ['', '(regionCode: "410100")', '(first: 100)']) {
    const { body } = await cms.graph(`{ placementScans${args} { placements { code unit } } }`, {
      viewer: publicity,
    })
    assert.equal(at(body, 'errors'), undefined)
    assert.ok(JSON.stringify(body).includes(open))
    assertNothingOf(JSON.stringify(body), 'placementScans')
  }
})

test('nor as an entity, whatever is asked of it, and what is hidden is no other than what never was', async () => {
  for (const [name, values] of Object.entries(await representations())) {
    const [type = '', key = ''] = name.split('.')
    const asked = values.map((value) => ({ __typename: type, [key]: value }))
    const variables = { representations: asked }
    for (const viewer of viewers) {
      const { body } = await cms.graph(entityQuery(type, ways()), { viewer, variables })
      assert.equal(at(body, 'errors'), undefined, JSON.stringify(body).slice(0, 300))
      const answered = listAt(body, 'data._entities').map((entity) =>
        // A case is asked for by the number that the asker brought.
        type === 'Case' ? at(entity, 'publication') : entity,
      )
      assertNothingOf(JSON.stringify(answered), name)
    }
  }
  for (const { documentId, type } of hidden) {
    const ask = async (id: string): Promise<unknown> =>
      (await cms.graph(`{ notice(id: "${id}") { title } }`)).body
    assert.deepEqual(await ask(documentId), await ask('nosuchdocument0000000000'), type)
  }
})

test('nor by a subscription: of what was never public nobody heard', () => {
  const received = JSON.stringify(followers.map((follower) => [follower.received, follower.errors]))
  assert.ok(received.includes(`${open}-notice`))
  assertNothingOf(received, 'subscription', hidden.filter(neverPublic))
})

test('nor as a file, in any size, by its name, or by the word that a copy is still good', async () => {
  const origin = new URL(cms.graphUrl).origin
  const none = await (await fetch(`${origin}/files/nosuchfile`)).text()
  for (const { fileId, stored, mark } of hidden) {
    const etag = `"${createHash('sha256').update(stored).digest('base64url').slice(0, 22)}"`
    for (const path of ['', '/thumbnail', '/small', '/medium', '/large', '/original'])
      for (const headers of [
        {},
        { 'if-none-match': etag },
        { 'if-none-match': '*' },
        { range: 'bytes=0-0' },
      ]) {
        const answer = await fetch(`${origin}/files/${fileId}${path}`, { headers })
        assert.deepEqual([answer.status, await answer.text()], [404, none], `${mark} ${path}`)
      }
  }
  const files = readdirSync(databases.filesFolder)
  assert.ok(files.length > hidden.length)
  for (const name of files.filter((file) => file.includes(secret)))
    for (const path of [
      `/uploads/${name}`,
      `/files/${name}`,
      `/desk-files/${name}`,
      `/files/${name.replace(extname(name), '')}`,
    ])
      for (const base of [origin, cms.adminUrl])
        assert.notEqual((await fetch(`${base}${path}`)).status, 200, `${base}${path}`)
})

test('nor by any door of the admin to whoever has not signed in', async () => {
  const [one] = hidden
  assert.ok(one)
  const routes = await everyRoute(databases)
  assert.ok(routes.length > 100, String(routes.length))
  for (const { method, path } of routes)
    for (const { documentId, type, stored } of hidden.filter(({ type }) =>
      ['notice', 'qr-placement'].includes(type),
    )) {
      const values: Record<string, string> = {
        documentId,
        id: documentId,
        model: uid(type),
        uid: uid(type),
        name: stored,
      }
      const address = path.replace(/:(\w+)(\([^)]*\))?\??/g, (_, name: string) => values[name] ?? documentId)
      const answer = await fetch(`${cms.adminUrl}${address.replace(/\(\.\*\)|\*/g, 'x')}`, {
        method,
        redirect: 'manual',
        headers: { 'content-type': 'application/json', origin: 'https://evil.example.invalid' },
        ...(['GET', 'HEAD'].includes(method) ? {} : { body: '{}' }),
      })
      assertNothingOf(await answer.text(), `${method} ${path}`)
    }
})

test('nor in what is logged, nor in an event', async () => {
  assertNothingOf(cms.output(), 'log', [])
  assert.ok(!cms.output().includes(secret))
  const told = JSON.stringify(await databases.events('SELECT * FROM events.log'))
  assert.ok(!told.includes(secret))
  // The annex form counts what an authority withholds too: by its number, never by a word of it.
  const counted = hidden.filter(
    ({ type, state }) =>
      ['media-record', 'activity-record'].includes(type) && ['on-request', 'withheld'].includes(state),
  )
  assertNothingOf(
    told,
    'events',
    hidden.filter((one) => neverPublic(one) && !counted.includes(one)),
  )
  assert.ok(shown.some(({ documentId }) => told.includes(documentId)))
})
