import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aCase, aNotice, furtherTypes, signIn, uid, type Desk } from './support/desk'
import { at, listAt, textAt } from './support/json'
import { nominate } from './support/leads'
import { staff } from './support/viewer-token'

const caseId = '22222222-2222-4222-8222-222222222222'
let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk
const hidden: { notices: string[]; cases: string[] } = { notices: [], cases: [] }

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
  const lead = await nominate(databases, { regionCode: '410000' }, caseId)
  for (const [type, make, ids] of [
    ['notice', (more: object) => aNotice('不可见', { regionCode: '410100', ...more }), hidden.notices],
    ['case-publication', (more: object) => aCase('不可见', { ...lead, ...more }), hidden.cases],
  ] as const) {
    const draft = await editor.create(type, make({}))
    const onRequest = await editor.create(type, make({ disclosure: 'ON_REQUEST' }))
    const withheld = await editor.create(type, make({ disclosure: 'WITHHELD' }))
    const withdrawn = await editor.create(type, make({}))
    for (const id of [onRequest, withheld, withdrawn])
      assert.equal((await publisher.publish(type, id)).status, 200)
    const unpublish = `/content-manager/collection-types/${uid(type)}/${withdrawn}/actions/unpublish`
    assert.equal((await publisher.call('POST', unpublish, {})).status, 200)
    ids.push(draft, onRequest, withheld, withdrawn)
  }
  for (const type of Object.keys(furtherTypes)) await hideFurther(type)
})
/** A draft, one of each closed form of disclosure, and one withdrawn; versions cannot be withdrawn. */
async function hideFurther(type: string): Promise<void> {
  const make = furtherTypes[type] ?? aNotice
  const versioned = type === 'instruction' || type === 'policy'
  for (const disclosure of ['ON_REQUEST', 'WITHHELD', ...(versioned ? [] : ['ACTIVE'])]) {
    const id = await editor.create(type, make('不可见', { disclosure }))
    assert.equal((await publisher.publish(type, id)).status, 200)
    if (disclosure !== 'ACTIVE') continue
    const unpublish = `/content-manager/collection-types/${uid(type)}/${id}/actions/unpublish`
    assert.equal((await publisher.call('POST', unpublish, {})).status, 200)
  }
  await editor.create(type, make('不可见'))
}

after(async () => {
  await cms.stop()
  await databases.drop()
})

test('nothing unpublished or not 主动公开 leaves by a list, at any page or region', async () => {
  const { body } = await cms.graph(`{
    all: notices(first: 100) { nodes { id title } edges { node { id } } }
    city: notices(regionCode: "410100", first: 100) { nodes { id title } }
    cases: casePublications(first: 100) { nodes { id title } }
    province: casePublications(regionCode: "410000", first: 100) { nodes { id title } }
  }`)
  assert.equal(at(body, 'errors'), undefined)
  assertNothingHidden(body)
})

test('nothing of any further type leaves by its queries, old versions and searches included', async () => {
  const words = 'text: "不可见", first: 100'
  for (const viewer of [{ kind: 'ANONYMOUS' }, staff]) {
    const { body } = await cms.graph(
      `{ instructions { title clauses { text } } ${[1, 2, 3, 4].map((v) => `i${String(v)}: instruction(kind: USE, version: ${String(v)}) { title } p${String(v)}: policy(code: "test-policy", version: ${String(v)}) { title }`).join(' ')}
      policy(code: "test-policy") { title } policies(first: 100) { nodes { title bodyText } }
      faqs { nodes { question answerText } } entryLinks { nodes { title url } } mediaRecords(first: 100) { nodes { title } }
      activityRecords(first: 100, regionCode: "410000") { nodes { title } } posterTemplates { nodes { title headline } }
      contentSearch(${words}) { nodes { title excerpt } }
      each: contentSearch(${words}, kinds: [NOTICE, CASE_PUBLICATION, POLICY, FAQ]) { nodes { title } }
      notices(filter: { text: "不可见" }) { nodes { title } } }`,
      { viewer },
    )
    assert.equal(at(body, 'errors'), undefined, JSON.stringify(body))
    assertNothingHidden(body)
    assert.equal(at(body, 'data.i1.title'), '怎样举报')
    for (const none of ['i2', 'i3', 'i4', 'p1', 'p2', 'p3', 'policy'])
      assert.equal(at(body, `data.${none}`), null, none)
    assert.deepEqual(at(body, 'data.each.nodes'), [])
  }
})

test('what has expired is gone by every door at that moment, and is not published any more', async () => {
  const expiresAt = '2099-01-01T00:00:00.000Z'
  const ids: string[] = []
  const types = { notice: aNotice, 'case-publication': aCase, ...furtherTypes }
  for (const [type, make] of Object.entries(types)) {
    if (type === 'instruction' || type === 'policy') continue
    const id = await editor.create(type, make('将失效', { expiresAt }))
    const answer = await publisher.publish(type, id)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    ids.push(id)
    const late = await editor.create(type, make('已失效', { expiresAt: '2020-01-01T00:00:00.000Z' }))
    assert.equal((await publisher.publish(type, late)).status, 400, type)
  }
  const query = `{ notices { nodes { title } } casePublications { nodes { title } } faqs { nodes { question } } entryLinks { nodes { title } }
    mediaRecords { nodes { title } } activityRecords { nodes { title } } posterTemplates { nodes { title } }
    contentSearch(text: "将失效") { nodes { title } } notice(id: "${ids[0] ?? ''}") { title }
    _entities(representations: [{ __typename: "Notice", id: "${ids[0] ?? ''}" }, { __typename: "Region", code: "410100" }]) {
      ... on Notice { title } ... on Region { notices { title } } } }`
  const seen = async (): Promise<number> => {
    const { body } = await cms.graph(query)
    assert.equal(at(body, 'errors'), undefined, JSON.stringify(body))
    return JSON.stringify(body).split('将失效').length - 1
  }
  assert.equal(await seen(), 13)
  for (const table of [
    'notices',
    'case_publications',
    'faqs',
    'entry_links',
    'media_records',
    'activity_records',
    'poster_templates',
  ])
    await databases.cms(
      `UPDATE ${table} SET expires_at = now() AT TIME ZONE 'UTC' WHERE expires_at > '2090-01-01'`,
    )
  assert.equal(await seen(), 0)
})

test('types that are no entities cannot be asked for as one, and the refusal tells nothing', async () => {
  for (const type of [
    'Policy',
    'Faq',
    'EntryLink',
    'MediaRecord',
    'ActivityRecord',
    'PosterTemplate',
    'Instruction',
  ]) {
    const { body } = await cms.graph(
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      {
        variables: { r: [{ __typename: type, id: hidden.notices[0], code: '不可见' }] },
      },
    )
    assert.notEqual(at(body, 'errors'), undefined, type)
    assertNothingHidden(body)
  }
})

test('a document that is not public is not told of by the one that forwards it', async () => {
  const secret = await editor.create('notice', aNotice('不可见', { disclosure: 'WITHHELD' }))
  assert.equal((await publisher.publish('notice', secret)).status, 200)
  hidden.notices.push(secret)
  const forwards = { connect: [{ documentId: secret }] }
  const id = await editor.create('notice', aNotice('转发', { forwards }))
  const answer = await publisher.publish('notice', id)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  const { body } = await cms.graph(`{ notice(id: "${id}") { title forwards { id title } } }`)
  assert.equal(textAt(body, 'data.notice.title'), '转发')
  assert.equal(at(body, 'data.notice.forwards'), null)
})

test('nor by its id, nor as an entity reference', async () => {
  for (const viewer of [undefined, staff]) {
    const wishes = viewer === undefined ? {} : { viewer }
    for (const id of hidden.notices) {
      const { body } = await cms.graph(`{ notice(id: "${id}") { title } }`, wishes)
      assert.deepEqual(body, { data: { notice: null } })
    }
    const representations = [
      ...hidden.notices.map((id) => ({ __typename: 'Notice', id })),
      ...hidden.cases.map((id) => ({ __typename: 'CasePublication', id })),
    ]
    const query =
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Notice { title } ... on CasePublication { title } } }'
    const { body } = await cms.graph(query, { ...wishes, variables: { r: representations } })
    assert.deepEqual(
      at(body, 'data._entities'),
      representations.map(() => null),
    )
  }
})

test('a reference that is malformed finds nothing and spoils no other', async () => {
  const query =
    'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Notice { title } ... on CasePublication { title } ... on Region { notices(first: 1) { id } } } }'
  const r = [
    { __typename: 'Notice' },
    { __typename: 'Notice', id: 'a\u0000b' },
    { __typename: 'CasePublication', id: "x' OR 1=1" },
    { __typename: 'Region', code: '410100' },
  ]
  const { body } = await cms.graph(query, { variables: { r } })
  assert.equal(at(body, 'errors'), undefined)
  assert.deepEqual(listAt(body, 'data._entities').slice(0, 3), [null, null, null])
  assert.equal(listAt(body, 'data._entities.3.notices').length, 1)
})

test('nor through a region, a case or a staff viewer', async () => {
  const query = `{ _entities(representations: [{ __typename: "Region", code: "410100" }, { __typename: "Region", code: "410102" }, { __typename: "Case", id: "${caseId}" }]) {
    ... on Region { notices(first: 100) { id title } } ... on Case { publication { id title } } } }`
  for (const viewer of [{ kind: 'ANONYMOUS' }, staff]) {
    const { body } = await cms.graph(query, { viewer })
    assert.equal(at(body, 'errors'), undefined)
    assertNothingHidden(body)
    assert.equal(at(body, 'data._entities.2.publication'), null)
  }
})

test('nor as an event, nor over a REST door', async () => {
  const events = await databases.events<{ subject: string; payload: unknown }>(
    'SELECT subject, payload FROM events.log',
  )
  // The withdrawn notice was public for a moment, and its event said so.
  for (const id of hidden.notices.slice(0, 3)) assert.ok(!JSON.stringify(events).includes(id))
  for (const path of [
    '/api/notices',
    '/api/case-publications',
    `/api/notices/${hidden.notices[0] ?? ''}`,
    '/api/upload/files',
    ...Object.keys(furtherTypes).map((type) => `/api/${type}s`),
  ]) {
    const { status } = await fetch(`${cms.adminUrl}${path}`)
    assert.ok([401, 403, 404, 405].includes(status), `${path} ${String(status)}`)
  }
})

test('a change of a public notice is invisible until it is published, and 不予公开 takes it away', async () => {
  const id = await editor.create('notice', aNotice('先公开'))
  await publisher.publish('notice', id)
  const title = async (): Promise<unknown> =>
    at((await cms.graph(`{ notice(id: "${id}") { title } }`)).body, 'data.notice')
  const change = { ...aNotice('改了'), disclosure: 'WITHHELD' }
  assert.equal(
    (await editor.call('PUT', `/content-manager/collection-types/${uid('notice')}/${id}`, change)).status,
    200,
  )
  assert.deepEqual(await title(), { title: '先公开' })
  await publisher.publish('notice', id)
  assert.equal(await title(), null)
})

test('the case behind a publication is for staff, its summary for everyone', async () => {
  const lead = await nominate(databases, { regionCode: '410000' }, caseId)
  const id = await editor.create('case-publication', aCase('可见', lead))
  await publisher.publish('case-publication', id)
  const query = `{ casePublications(first: 1) { nodes { id caseSummary { id } case { id } region { code } } }
    _entities(representations: [{ __typename: "Case", id: "${caseId}" }]) { ... on Case { publication { title } } } }`
  const caseSummary = { id: lead.summaryId }
  for (const viewer of [
    { kind: 'ANONYMOUS' },
    { kind: 'REPORTER', reportId: caseId },
    { kind: 'CITIZEN', citizenId: caseId },
  ]) {
    const { body } = await cms.graph(query, { viewer })
    assert.deepEqual(at(body, 'data.casePublications.nodes'), [
      { id, caseSummary, case: null, region: { code: '410000' } },
    ])
    assert.deepEqual(at(body, 'data._entities'), [{ publication: null }])
  }
  const { body } = await cms.graph(query, { viewer: staff })
  assert.deepEqual(at(body, 'data.casePublications.nodes.0.case'), { id: caseId })
  assert.deepEqual(at(body, 'data._entities'), [{ publication: { title: '可见' } }])
})

function assertNothingHidden(body: unknown): void {
  const text = JSON.stringify(body)
  for (const id of [...hidden.notices, ...hidden.cases]) assert.ok(!text.includes(id), `${id} leaked`)
  assert.ok(!text.includes('不可见'))
}
