import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { getNamedType, isInputObjectType, isScalarType } from 'graphql'
import { crc32 } from 'node:zlib'
import sharp from 'sharp'
import { eventually, startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aNotice, signIn, uid, type Desk } from './support/desk'
import { rootFields } from './support/every-field'
import { at, textAt } from './support/json'
import { staff } from './support/viewer-token'

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

const chinese = /^\p{Script=Han}/u
const list = `/content-manager/collection-types/${uid('notice')}`

/** Arguments of every query that take text, and inside what they take. */
const textArguments = rootFields('Query').flatMap((field) =>
  field.args.flatMap(({ name, type }) => {
    const named = getNamedType(type)
    if (isInputObjectType(named))
      return Object.values(named.getFields()).map((inner) => ({
        field: field.name,
        path: `${name}.${inner.name}`,
        type: String(inner.type),
        write: (variable: string) => `${name}: { ${inner.name}: ${variable} }`,
      }))
    const written = {
      field: field.name,
      path: name,
      type: String(type),
      write: (variable: string) => `${name}: ${variable}`,
    }
    return isScalarType(named) ? [written] : []
  }),
)
/** Whoever may ask for everything gets to every argument. */
const publicityStaff = { ...staff, roles: ['PUBLICITY_STAFF'] }
const others: Record<string, string> = {
  contentSearch: 'text: "举报"',
  instruction: 'kind: USE',
  policy: 'code: "a"',
}

test('nothing that can be written into an argument meets anything but an answer or a clear refusal', async () => {
  const wrong: unknown[] = [
    '\u0000',
    'a\u0000b',
    '\ud800',
    "' OR 1=1 --",
    '%_\\?$1',
    '<script>alert(1)</script>',
    '举'.repeat(200_000),
    '\u202e\u200b',
    '-1',
    '1e999',
    -1,
    0,
    2_147_483_647,
    99_999_999_999,
    Number.MAX_SAFE_INTEGER,
    '9999-99-99T99:99:99Z',
    '0001-01-01T00:00:00Z',
    '+275760-09-13T00:00:00.000Z',
    [],
    {},
  ]
  assert.ok(textArguments.length > 30, String(textArguments.length))
  for (const { field, path, type, write } of textArguments)
    for (const value of wrong) {
      const required = others[field]
      const given = required?.startsWith(`${path}:`) === true || required === undefined ? '' : `, ${required}`
      const query = `query ($v: ${type}) { ${field}(${write('$v')}${given}) { __typename } }`
      const { status, body } = await cms.graph(query, { viewer: publicityStaff, variables: { v: value } })
      const what = `${field}(${path}) ${JSON.stringify(value).slice(0, 40)} ${JSON.stringify(body).slice(0, 300)}`
      assert.ok([200, 400].includes(status), what)
      const code = at(body, 'errors.0.extensions.code')
      assert.ok(code === undefined || code === 'BAD_USER_INPUT', what)
      if (code !== undefined) assert.match(textAt(body, 'errors.0.message'), chinese, what)
      assert.ok(JSON.stringify(body).length < 2_000, what)
    }
})

test('a cursor that we did not give is refused in words, in every list', async () => {
  const paged = rootFields('Query').filter(({ args }) => args.some(({ name }) => name === 'after'))
  assert.ok(paged.length >= 9, String(paged.length))
  const encode = (text: string): string => Buffer.from(text).toString('base64url')
  for (const { name } of paged)
    for (const after of [
      '',
      'x',
      '举',
      'A'.repeat(1_000_000),
      encode('2026-02-31T00:00:00.000000 abc'),
      encode('0 2026-02-31T00:00:00.000000 abc'),
      encode(`2026-01-01T00:00:00.000000 a' OR '1'='1`),
      encode('-1 2026-01-01T00:00:00.000000 abc'),
      encode('99999999999 2026-01-01T00:00:00.000000 abc'),
    ]) {
      const other = name === 'contentSearch' ? 'text: "举报", ' : ''
      const query = `query ($after: String) { ${name}(${other}after: $after) { nodes { __typename } } }`
      const { body } = await cms.graph(query, { variables: { after } })
      const [code, path, message] = ['extensions.code', 'extensions.inputPath', 'message'].map((part) =>
        at(body, `errors.0.${part}`),
      )
      assert.deepEqual([code, path], ['BAD_USER_INPUT', 'after'], `${name} ${after.slice(0, 60)}`)
      assert.match(String(message), /分页游标无效/)
    }
})

test('pictures that would fill memory or disk are refused, and one that moves inside a PNG is kept still', async () => {
  const drawing = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#c8102e' }, limitInputPixels: false })
  const bomb = await drawing(9_000, 9_000).png({ compressionLevel: 9 }).toBuffer()
  assert.ok(bomb.length < 1_000_000)
  for (const [bytes, name, sentence] of [
    [bomb, 'bomb.png', chinese],
    [
      Buffer.concat([await drawing(9, 9).png().toBuffer(), Buffer.alloc(21 * 1_048_576)]),
      'large.png',
      chinese,
    ],
    [Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(21 * 1_048_576)]), 'large.pdf', chinese],
    [Buffer.alloc(0), 'empty.png', chinese],
  ] as const) {
    const { status, body } = await editor.upload(Buffer.from(bytes), name, 'image/png')
    assert.ok([400, 413].includes(status), `${name} ${String(status)}`)
    assert.match(textAt(body, 'error.message'), sentence, name)
  }
  const moving = animatedPng(await drawing(9, 9).png().toBuffer())
  const { status, body } = await editor.upload(moving, 'moving.png', 'image/png')
  assert.equal(status, 201, JSON.stringify(body))
  const kept = await (await fetch(`${cms.adminUrl}${textAt(body, '0.url')}`)).arrayBuffer()
  assert.ok(!Buffer.from(kept).includes('acTL'))
})

/** The chunk that makes a PNG move, put before its first picture. */
function animatedPng(png: Buffer): Buffer {
  const place = png.indexOf('IDAT') - 4
  const data = Buffer.from('acTL\0\0\0\x02\0\0\0\0', 'latin1')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(8)
  const check = Buffer.alloc(4)
  check.writeUInt32BE(crc32(data))
  return Buffer.concat([png.subarray(0, place), length, data, check, png.subarray(place)])
}

test('a relation, a filter or a text nested without end is refused or cut, and stops nobody', async () => {
  const chain = (levels: number, part: string, end: string): string => `${`[${part}]`.repeat(levels)}${end}`
  const deep = (levels: number): object[] => {
    let node: object = { type: 'list-item', children: [{ type: 'text', text: '深' }] }
    for (let level = 0; level < levels; level += 1)
      node = { type: 'list', format: 'ordered', children: [node] }
    return [node]
  }
  for (const query of [
    `populate${chain(40, 'forwards][populate', '=*')}`,
    `populate[forwards]${'[populate][forwards]'.repeat(40)}=true`,
    `filters${'[forwards]'.repeat(40)}[title][$eq]=x`,
    `filters${'[$not]'.repeat(500)}[title][$eq]=x`,
    `sort=${'forwards.'.repeat(40)}title`,
    `pageSize=1000000&page=-1`,
    `_q=${encodeURIComponent('举'.repeat(2_000))}`,
  ]) {
    const { status } = await editor.call('GET', `${list}?${query}`)
    assert.ok(status < 500, `${query.slice(0, 60)} ${String(status)}`)
    if (query.split('[').length > 26) assert.equal(status, 400)
  }
  for (const levels of [40, 1_000]) {
    const { status, body } = await editor.call('POST', list, aNotice('深', { body: deep(levels) }))
    assert.ok(status < 500, `${String(levels)} ${String(status)} ${JSON.stringify(body).slice(0, 200)}`)
    if (status !== 201) continue
    const id = textAt(body, 'data.documentId')
    await publisher.publish('notice', id)
    const answer = await cms.graph(
      `{ notice(id: "${id}") { bodyHtml bodyText bodyBlocks { items { depth } } } }`,
    )
    assert.equal(at(answer.body, 'errors'), undefined)
    assert.ok(JSON.stringify(answer.body).length < 2_000)
  }
  assert.equal((await cms.graph('{ notices(first: 1) { nodes { id } } }')).status, 200)
})

test('a link that runs a script is not kept, and nothing written as markup comes out as markup', async () => {
  const evil = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
  const text = { type: 'text', text: evil, bold: true }
  for (const url of [
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    ' javascript:alert(1)',
  ]) {
    const link = { type: 'paragraph', children: [{ type: 'link', url, children: [text] }] }
    const { status, body } = await editor.call('POST', list, aNotice('链接', { body: [link] }))
    assert.equal(status, 400, url)
    assert.match(textAt(body, 'error.message'), /./)
  }
  const kinds = [
    { type: 'heading', level: 1, children: [text] },
    { type: 'quote', children: [text] },
    { type: 'code', language: evil, children: [text] },
    { type: 'list', format: 'unordered', children: [{ type: 'list-item', children: [text] }] },
    {
      type: 'paragraph',
      children: [{ type: 'link', url: `https://a.example.invalid/?${evil}`, children: [text] }],
    },
  ]
  const id = await editor.create('notice', aNotice(evil, { summary: evil, body: kinds }))
  assert.equal((await publisher.publish('notice', id)).status, 200)
  const html = textAt((await cms.graph(`{ notice(id: "${id}") { bodyHtml } }`)).body, 'data.notice.bodyHtml')
  const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/gi)]
  const known = ['h1', 'blockquote', 'pre', 'code', 'ul', 'li', 'p', 'a', 'strong']
  assert.deepEqual(
    [...new Set(tags.map(([, name]) => name))].filter((name) => !known.includes(name ?? '')),
    [],
  )
  for (const [, , attributes = ''] of tags)
    assert.match(attributes, /^( href="https:[^"<>]*" rel="[a-z ]+")?$/)
})

test('sessions that are cut while somebody publishes leave nothing half done, and one event each', async () => {
  const hand = await databases.connect('cms')
  let cutting = true
  const cutter = (async () => {
    while (cutting) {
      await hand.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'andon-cms' AND state LIKE '%transaction%'`,
      )
      await sleep(60)
    }
  })()
  const ids: string[] = []
  const refusals: unknown[] = []
  for (let n = 0; n < 200 && (n < 5 || refusals.length < 2); n += 1) {
    const id = await editor.create('notice', aNotice(`断线${String(n)}`)).catch(() => undefined)
    if (id === undefined || (await publisher.decide('notice', id)).status !== 200) continue
    ids.push(id)
    const { status, body } = await publisher.publishOnly('notice', id)
    if (status !== 200) refusals.push(body)
  }
  cutting = false
  await cutter
  await hand.end()
  assert.ok(refusals.length > 0)
  for (const body of refusals) assert.match(textAt(body, 'error.message'), chinese, JSON.stringify(body))
  const published = (id: string): Promise<unknown[]> =>
    databases.cms('SELECT 1 FROM notices WHERE document_id = $1 AND published_at IS NOT NULL', [id])
  for (const id of ids) {
    const { body } = await cms.graph(`{ notice(id: "${id}") { title } }`)
    assert.equal((await published(id)).length, at(body, 'data.notice') === null ? 0 : 1)
    if ((await published(id)).length > 0) continue
    const again = await publisher.publishOnly('notice', id)
    assert.equal(again.status, 200, JSON.stringify(again.body))
  }
  const told = (id: string): Promise<unknown[]> =>
    databases.events(`SELECT 1 FROM events.log WHERE name = 'NoticePublished' AND subject = $1`, [id])
  await eventually(
    async () => Promise.all(ids.map(async (id) => (await told(id)).length)),
    (counts) => counts.every((count) => count === 1),
    30_000,
  )
  assert.equal((await admin.call('GET', list)).status, 200)
})
