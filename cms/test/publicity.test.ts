import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, furtherTypes, signIn, uid, type Desk } from './support/desk'
import { at, listAt, textAt } from './support/json'

let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk
let admin: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
  admin = await signIn(cms, 'admin')
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

const approved = { approver: '示例负责人', approvedOn: '2026-01-04' }
const make = (type: string, words: string, more?: object): object => furtherTypes[type]?.(words, more) ?? {}
async function published(type: string, data: object): Promise<string> {
  const id = await editor.create(type, data)
  const answer = await publisher.publish(type, id)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return id
}
async function withdraw(type: string, id: string): Promise<void> {
  const path = `/content-manager/collection-types/${uid(type)}/${id}/actions/unpublish`
  assert.equal((await publisher.call('POST', path, {})).status, 200)
}
async function ask(query: string, variables: object = {}): Promise<unknown> {
  const { body } = await cms.graph(query, { variables })
  assert.equal(at(body, 'errors'), undefined, JSON.stringify(body))
  return at(body, 'data')
}
async function refusal(type: string, data: object): Promise<string> {
  const answer = await publisher.publish(type, await editor.create(type, data))
  assert.equal(answer.status, 400, JSON.stringify(answer.body))
  return textAt(answer.body, 'error.message')
}

test('instructions to register, use and manage come with the program', async () => {
  const found = await ask('{ instructions { kind version title clauses { number text } } }')
  assert.deepEqual(
    listAt(found, 'instructions').map((text) => [at(text, 'kind'), at(text, 'version')]),
    [
      ['REGISTER', 1],
      ['USE', 1],
      ['MANAGE', 1],
    ],
  )
})

test('each kind of instruction counts its own versions, and the old one stays readable', async () => {
  await published('instruction', make('instruction', '第二版'))
  const found = await ask(`{ current: instruction(kind: USE) { version title }
    first: instruction(kind: USE, version: 1) { title } other: instruction(kind: MANAGE) { version }
    none: instruction(kind: USE, version: 9) { title } }`)
  assert.deepEqual(found, {
    current: { version: 2, title: '第二版' },
    first: { title: '怎样举报' },
    other: { version: 1 },
    none: null,
  })
})

test('a policy is revised by a new version; the list shows the current one', async () => {
  const code = 'reporter-protection'
  const first = await published('policy', make('policy', '保护制度一', { code, kind: 'REPORTER_PROTECTION' }))
  await published('policy', make('policy', '保护制度二', { code, kind: 'REPORTER_PROTECTION' }))
  const change = await admin.call('PUT', `/content-manager/collection-types/${uid('policy')}/${first}`, {
    title: '改',
  })
  assert.equal(change.status, 400)
  assert.match(textAt(change.body, 'error.message'), /制度文件第 1 版已经发布/)
  assert.deepEqual(
    await ask(`{ policies(kind: REPORTER_PROTECTION) { nodes { code version title bodyHtml } }
      policy(code: "${code}") { version } one: policy(code: "${code}", version: 1) { title }
      none: policy(code: "no-such") { title } odd: policy(code: "x' OR 1=1") { title } }`),
    {
      policies: { nodes: [{ code, version: 2, title: '保护制度二', bodyHtml: '<p>保护制度二</p>' }] },
      policy: { version: 2 },
      one: { title: '保护制度一' },
      none: null,
      odd: null,
    },
  )
})

test('questions and entries stand in the order of the desk, and an entry tells its source', async () => {
  await published('faq', make('faq', '第二问', { position: 2, category: 'OTHER' }))
  await published('faq', make('faq', '第一问', { position: 1, category: 'OTHER' }))
  await published('entry-link', make('entry-link', '市级入口', { regionCode: '410100' }))
  await published(
    'entry-link',
    make('entry-link', '电话', { kind: 'HOTLINE', address: 'tel:12350', source: 'line' }),
  )
  const found = await ask(`{ faqs(category: OTHER, first: 2) { nodes { question answerText } }
    city: entryLinks(regionCode: "410102", first: 100) { nodes { title url source region { code } } }
    elsewhere: entryLinks(regionCode: "110000", kind: WEBSITE) { nodes { title } } }`)
  assert.deepEqual(at(found, 'faqs.nodes'), [
    { question: '第一问', answerText: '第一问' },
    { question: '第二问', answerText: '第二问' },
  ])
  const city = listAt(found, 'city.nodes')
  assert.ok(
    city.some((entry) => at(entry, 'url') === 'https://entry.example.invalid/report?a=1&source=test-site'),
  )
  assert.ok(city.some((entry) => at(entry, 'url') === 'tel:12350'))
  assert.ok(!JSON.stringify(at(found, 'elsewhere')).includes('市级入口'))
})

test('pages of questions are stable: withdrawing or adding one neither repeats nor skips another', async () => {
  const ids: string[] = []
  for (let n = 1; n <= 7; n += 1)
    ids.push(
      await published('faq', make('faq', `页问${String(n)}`, { position: n % 3, category: 'PRIVACY' })),
    )
  const page = async (after: string | null): Promise<unknown> =>
    at(
      await ask(
        'query ($after: String) { faqs(category: PRIVACY, first: 2, after: $after) { nodes { question } pageInfo { hasNextPage hasPreviousPage endCursor } } }',
        { after },
      ),
      'faqs',
    )
  const seen: string[] = []
  let after: string | null = null
  for (let more = true; more;) {
    const found = await page(after)
    seen.push(...listAt(found, 'nodes').map((node) => textAt(node, 'question')))
    after = textAt(found, 'pageInfo.endCursor')
    more = at(found, 'pageInfo.hasNextPage') === true
    if (seen.length === 2) await withdraw('faq', ids[2] ?? '')
    if (seen.length === 4) await published('faq', make('faq', '新问', { position: 0, category: 'PRIVACY' }))
  }
  const ours = seen.filter((question) => question.startsWith('页问'))
  assert.deepEqual(ours, ['页问6', '页问3', '页问7', '页问4', '页问1', '页问5', '页问2'])
  const notices = textAt(
    await ask('{ notices(first: 1) { pageInfo { endCursor } } }'),
    'notices.pageInfo.endCursor',
  )
  for (const wrong of [notices, 'x', '', 'A'.repeat(100_000)]) {
    const { body } = await cms.graph(
      'query ($after: String) { faqs(after: $after) { nodes { question } } }',
      {
        variables: { after: wrong },
      },
    )
    assert.equal(at(body, 'errors.0.extensions.inputPath'), 'after')
  }
})

test('publicity explains registering, using and managing along with it, or is not published', async () => {
  await published('media-record', make('media-record', '报道', { regionCode: '410100' }))
  await published('activity-record', make('activity-record', '宣讲', { communitiesCovered: 12 }))
  assert.match(
    await refusal('media-record', make('media-record', '缺', { useVersion: 99 })),
    /使用说明的版本号/,
  )
  assert.match(await refusal('media-record', make('media-record', '无名', { medium: 'OTHER' })), /媒体名称/)
  assert.deepEqual(
    await ask(`{ mediaRecords(medium: CHINA_COAL_NEWS, regionCode: "410000") { nodes { title issuedOn mediumType } }
      activityRecords(kind: LECTURE) { nodes { title communitiesCovered region { code } } }
      posterTemplates { nodes { material lines } } }`),
    {
      mediaRecords: {
        nodes: [{ title: '报道', issuedOn: '2026-01-31T16:00:00.000Z', mediumType: 'NEWSPAPER' }],
      },
      activityRecords: { nodes: [{ title: '宣讲', communitiesCovered: 12, region: { code: '410100' } }] },
      posterTemplates: {
        nodes: [
          {
            material: 'POSTER_NOTICE',
            lines: [
              '重大事故隐患：设备带病运行、违规动火、安全装置失灵',
              '瞒报、谎报、迟报生产安全事故',
              '无证生产、超能力生产、违法转包',
              '强令冒险作业、未经培训上岗',
              '锁闭、堵塞安全出口和疏散通道',
            ],
          },
        ],
      },
    },
  )
})

for (const type of Object.keys(furtherTypes))
  test(`whoever edited a ${type} last cannot publish it`, async () => {
    const id = await admin.create(type, make(type, '自己', { code: 'own-words', disclosure: 'WITHHELD' }))
    const answer = await admin.publish(type, id)
    assert.equal(answer.status, 400)
    assert.match(textAt(answer.body, 'error.message'), /不能自己发布/)
  })

test('what is created without a word about disclosure is withheld', async () => {
  for (const type of ['notice', 'case-publication', ...Object.keys(furtherTypes)]) {
    const schema = await admin.call('GET', `/content-manager/content-types/${uid(type)}/configuration`)
    assert.equal(schema.status, 200)
    const id = await editor.create(type, {
      ...make(type, '默认', { code: 'by-default' }),
      disclosure: undefined,
    })
    const { body } = await editor.call('GET', `/content-manager/collection-types/${uid(type)}/${id}`)
    assert.equal(at(body, 'data.disclosure'), 'WITHHELD', type)
    assert.equal(at(schema.body, 'data.contentType.metadatas.disclosure.edit.label'), '信息公开形式', type)
  }
})

test('a notice tells addressees, annexes and what it forwards, and nothing of who handled it', async () => {
  const original = await published(
    'notice',
    aNotice('部文', { docNumber: '示例〔2026〕9号', issuer: '示例部门', ...approved }),
  )
  const data = aNotice('省文', {
    addressees: '各市\n 各县 \n',
    forwards: { connect: [{ documentId: original }] },
    annexes: [{ title: '附件一', text: '内容' }],
    contact: '示例联系人',
    phone: '000-00000000',
    handler: '内部经办人',
    approver: '内部签发人',
    issuedOn: '2026-02-03',
  })
  const id = await published('notice', data)
  const fields = 'title addressees annexes { title text } contact phone forwards { title docNumber }'
  const told = {
    title: '省文',
    addressees: ['各市', '各县'],
    annexes: [{ title: '附件一', text: '内容' }],
    contact: '示例联系人',
    phone: '000-00000000',
    forwards: { title: '部文', docNumber: '示例〔2026〕9号' },
  }
  assert.deepEqual(await ask(`{ notice(id: "${id}") { ${fields} } }`), { notice: told })
  const unpublish = `/content-manager/collection-types/${uid('notice')}/${original}/actions/unpublish`
  assert.equal((await publisher.call('POST', unpublish, {})).status, 200)
  assert.equal(at(await ask(`{ notice(id: "${id}") { forwards { title } } }`), 'notice.forwards'), null)
  assert.match(await refusal('notice', { ...data, title: '再转' }), /被转发的公文尚未发布/)
})

test('notices are narrowed by issuer, number, day and words', async () => {
  await published(
    'notice',
    aNotice('筛选甲', { issuer: '甲机关', docNumber: '甲〔2026〕1号', issuedOn: '2026-03-01', ...approved }),
  )
  await published('notice', aNotice('筛选乙', { issuer: '乙机关', issuedOn: '2026-03-02' }))
  const titles = async (filter: object): Promise<unknown[]> =>
    listAt(
      await ask('query ($f: NoticeFilter) { notices(filter: $f) { nodes { title } } }', { f: filter }),
      'notices.nodes',
    ).map((node) => at(node, 'title'))
  assert.deepEqual(await titles({ issuer: '甲机关' }), ['筛选甲'])
  assert.deepEqual(await titles({ docNumber: '甲〔2026〕1号' }), ['筛选甲'])
  // Midnight of 2 March in China.
  assert.deepEqual(await titles({ issuedFrom: '2026-03-01T16:00:00Z' }), ['筛选乙'])
  assert.deepEqual(
    await titles({ issuedFrom: '2026-03-01T00:00:00+08:00', issuedTo: '2026-03-01T15:59:59Z' }),
    ['筛选甲'],
  )
  assert.deepEqual(await titles({ text: '筛选 乙' }), ['筛选乙'])
  assert.deepEqual(await titles({ issuer: "x' OR 1=1 --" }), [])
})

test('Chinese text is found by words inside it, in all types, newest first, page by page', async () => {
  await published(
    'notice',
    aNotice('粉尘涉爆', {
      body: [{ type: 'paragraph', children: [{ type: 'text', text: '开展涉爆粉尘专项整治ABC-12' }] }],
    }),
  )
  await published('faq', make('faq', '涉爆粉尘怎样举报？'))
  await published('policy', make('policy', '涉爆粉尘制度', { code: 'dust' }))
  const search =
    'query ($t: String!, $k: [ContentSearchKind!], $n: Int, $a: String) { contentSearch(text: $t, kinds: $k, first: $n, after: $a) { nodes { kind title excerpt notice { title } faq { question } policy { code } } pageInfo { hasNextPage endCursor } } }'
  const found = async (variables: object): Promise<unknown> =>
    at(await ask(search, variables), 'contentSearch')
  const kinds = (page: unknown): unknown[] => listAt(page, 'nodes').map((node) => at(node, 'kind'))
  assert.deepEqual(kinds(await found({ t: '涉爆粉尘' })), ['POLICY', 'FAQ', 'NOTICE'])
  assert.deepEqual(kinds(await found({ t: '涉爆粉尘', k: ['FAQ'] })), ['FAQ'])
  assert.deepEqual(kinds(await found({ t: '专项 ａｂｃ' })), ['NOTICE'])
  assert.deepEqual(kinds(await found({ t: '尘' })).length, 3)
  // Its pairs occur, but not next to each other.
  assert.deepEqual(kinds(await found({ t: '爆粉尘涉爆' })), [])
  const first = await found({ t: '涉爆粉尘', n: 1 })
  assert.deepEqual(at(first, 'nodes.0'), {
    kind: 'POLICY',
    title: '涉爆粉尘制度',
    excerpt: '涉爆粉尘制度 涉爆粉尘制度',
    notice: null,
    faq: null,
    policy: { code: 'dust' },
  })
  assert.deepEqual(kinds(await found({ t: '涉爆粉尘', n: 1, a: at(first, 'pageInfo.endCursor') })), ['FAQ'])
  for (const t of ['', '  ', '？！', '字'.repeat(101)]) {
    const { body } = await cms.graph(search, { variables: { t } })
    assert.equal(at(body, 'errors.0.extensions.code'), 'BAD_USER_INPUT', t)
  }
})

test('a chain of forwardings may be long and is read, but does not come back to itself', async () => {
  const forward = (to: string) => ({ forwards: { set: [{ documentId: to }] } })
  let last = await published('notice', aNotice('第1级'))
  const first = last
  for (let level = 2; level <= 40; level += 1)
    last = await published('notice', aNotice(`第${String(level)}级`, forward(last)))
  const nested = '{ title forwards '.repeat(39) + '{ title }' + ' }'.repeat(39)
  const body = JSON.stringify(await ask(`{ notice(id: "${last}") ${nested} }`))
  assert.ok(body.includes('第40级') && body.includes('第1级'))
  const change = await editor.call('PUT', `/content-manager/collection-types/${uid('notice')}/${first}`, {
    ...aNotice('第1级', forward(last)),
  })
  assert.equal(change.status, 200)
  const answer = await publisher.publish('notice', first)
  assert.equal(answer.status, 400)
  assert.match(textAt(answer.body, 'error.message'), /循环转发/)
})
