import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createKept } from '../src/cache/kept'
import { renderHtml, renderText } from '../src/content-subgraph/body'
import { toBlocks } from '../src/content-subgraph/body-blocks'
import { createChannel } from '../src/content-subgraph/channel'
import { createLoaders } from '../src/content-subgraph/loaders'
import { createPublicRows } from '../src/content-subgraph/public-rows'
import { createPublicityRows } from '../src/content-subgraph/publicity-rows'
import { concerns, coveringCodes, subtreePrefix } from '../src/content-subgraph/region-codes'
import { excerptAround } from '../src/content-subgraph/search-excerpt'
import { sdl } from '../src/content-subgraph/sdl'
import { createPublicFiles, richTexts } from '../src/files/public-files'
import { createPosterRows } from '../src/posters/poster-rows'
import { createPlacementCode, isPlacementCode } from '../src/publication/placement-code'

const text = (words: string, marks: object = {}) => ({ type: 'text', text: words, ...marks })

test('rich text becomes a closed set of tags with everything escaped', () => {
  const body = [
    { type: 'heading', level: 9, children: [text('<script>alert(1)</script>')] },
    { type: 'paragraph', children: [text('粗', { bold: true, italic: true }), text('a\nb & "c"')] },
    { type: 'paragraph', children: [{ type: 'link', url: 'javascript:alert(1)', children: [text('坏')] }] },
    {
      type: 'paragraph',
      children: [{ type: 'link', url: 'https://x.invalid/?a="><b>', children: [text('好')] }],
    },
    { type: 'list', format: 'ordered', children: [{ type: 'list-item', children: [text('一')] }] },
    { type: 'image', image: { url: 'https://x.invalid/a.svg' }, children: [text('')] },
    { type: 'iframe"><script>', children: [text('未知')] },
  ]
  assert.equal(
    renderHtml(body),
    '<h6>&lt;script&gt;alert(1)&lt;/script&gt;</h6>' +
      '<p><em><strong>粗</strong></em>a<br>b &amp; &quot;c&quot;</p>' +
      '<p>坏</p>' +
      '<p><a href="https://x.invalid/?a=%22%3E%3Cb%3E" rel="noopener noreferrer nofollow">好</a></p>' +
      '<ol><li>一</li></ol>未知',
  )
  assert.equal(renderHtml(JSON.stringify(body)), renderHtml(body))
  assert.equal(renderText(body.slice(1, 2)), '粗a\nb & "c"')
})

test('rich text as blocks keeps words and marks, flattens lists and links nowhere unsafe', () => {
  const item = (words: string) => ({ type: 'list-item', children: [text(words)] })
  const body = [
    { type: 'heading', level: 9, children: [text('题')] },
    {
      type: 'paragraph',
      children: [
        text('粗', { bold: true }),
        { type: 'link', url: 'javascript:alert(1)', children: [text('坏')] },
      ],
    },
    { type: 'paragraph', children: [{ type: 'link', url: 'https://x.invalid/', children: [text('好')] }] },
    {
      type: 'list',
      format: 'unordered',
      children: [item('一'), { type: 'list', format: 'ordered', children: [item('二')] }],
    },
    { type: 'image', image: { url: 'https://x.invalid/a.svg' }, children: [text('')] },
  ]
  const span = (words: string, more: object = {}) => ({ text: words, marks: [], url: null, ...more })
  assert.deepEqual(toBlocks(body), [
    { kind: 'HEADING', level: 6, spans: [span('题')], items: [], picture: null },
    {
      kind: 'PARAGRAPH',
      level: null,
      spans: [span('粗', { marks: ['BOLD'] }), span('坏')],
      items: [],
      picture: null,
    },
    {
      kind: 'PARAGRAPH',
      level: null,
      spans: [span('好', { url: 'https://x.invalid/' })],
      items: [],
      picture: null,
    },
    {
      kind: 'LIST',
      level: null,
      spans: [],
      items: [
        { depth: 0, ordered: false, spans: [span('一')] },
        { depth: 1, ordered: true, spans: [span('二')] },
      ],
      picture: null,
    },
  ])
  let deep: object = text('深')
  for (let i = 0; i < 5_000; i += 1) deep = { type: 'list', children: [deep] }
  assert.ok(JSON.stringify(toBlocks([deep])).length < 1_000)
})

test('an excerpt stands around the first place of what was looked for', () => {
  assert.equal(excerptAround('第一行\n第二行', '第二'), '第一行 第二行')
  assert.equal(
    excerptAround(`${'前'.repeat(50)}隐患${'后'.repeat(100)}`, '隐患'),
    `…${'前'.repeat(20)}隐患${'后'.repeat(58)}…`,
  )
})

test('rich text that is none, or nests too deep, does no harm', () => {
  let deep: object = text('深')
  for (let i = 0; i < 5_000; i += 1) deep = { type: 'quote', children: [deep] }
  assert.ok(renderHtml([deep]).length < 1_000)
  for (const body of [null, undefined, 7, 'x', {}, [null, 1, { children: 'x' }]])
    assert.equal(renderHtml(body), '')
})

test('a placement code notices every wrong character and every swap of two', () => {
  const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  for (let round = 0; round < 20; round += 1) {
    const code = createPlacementCode()
    assert.ok(isPlacementCode(code), code)
    const put = (changes: Record<number, string>): string =>
      [...code].map((character, i) => changes[i] ?? character).join('')
    for (let i = 0; i < code.length; i += 1) {
      for (const other of alphabet)
        if (other !== code.charAt(i)) assert.ok(!isPlacementCode(put({ [i]: other })), `${code} ${other}`)
      for (let j = 0; j < i; j += 1) {
        const swapped = put({ [i]: code.charAt(j), [j]: code.charAt(i) })
        if (swapped !== code) assert.ok(!isPlacementCode(swapped), `${code} ${swapped}`)
      }
    }
  }
  for (const wrong of ['', 'abc', '00000000000 ', '0000000000é', '0000000000l'])
    assert.ok(!isPlacementCode(wrong))
})

test('a region is covered by itself and the regions above it, and covers those below', () => {
  assert.deepEqual(coveringCodes('410102001'), ['410102001', '410102', '410100', '410000', '000000'])
  assert.deepEqual(coveringCodes('410000'), ['410000', '000000'])
  assert.deepEqual(coveringCodes('000000'), ['000000'])
  for (const [code, prefix] of [
    ['000000', ''],
    ['410000', '41'],
    ['410100', '4101'],
    ['411000', '4110'],
    ['410102', '410102'],
    ['419001', '419001'],
    ['410102001', '410102001'],
  ] as const)
    assert.equal(subtreePrefix(code), prefix, code)
  assert.ok(concerns(null, '410100') && concerns('410000', '410173') && concerns('410100', undefined))
  assert.ok(!concerns('410102', '410100') && !concerns('110000', '410100'))
})

test('return() ends a read that waits at once and takes the follower away', async () => {
  let ended = 0
  const channel = createChannel<number>({ onEnd: () => (ended += 1) })
  const waiting = channel.iterator.next()
  await channel.iterator.return?.()
  assert.deepEqual(await waiting, { done: true, value: undefined })
  assert.equal(ended, 1)
  channel.push(1)
  assert.deepEqual(await channel.iterator.next(), { done: true, value: undefined })
})

test('a follower that does not read is cut', async () => {
  let ended = 0
  const channel = createChannel<number>({ onEnd: () => (ended += 1) })
  for (let i = 0; i < 1_000; i += 1) channel.push(i)
  assert.equal(ended, 1)
  await assert.rejects(async () => channel.iterator.next(), /Too many/)
})

test('the notices of many regions are one statement', async () => {
  const statements: string[] = []
  const raw = (sql: string): Promise<{ rows: unknown[] }> => {
    statements.push(sql)
    return Promise.resolve({ rows: [] })
  }
  const strapi = { db: { connection: { raw } } } as never
  const loaders = createLoaders({
    rows: createPublicRows(strapi),
    publicity: createPublicityRows(strapi),
    files: createPublicFiles(strapi),
    posters: createPosterRows(strapi),
    kept: createKept(1_000_000),
    epoch: 1,
  })
  await Promise.all(
    ['410100', '410102', '110000', '410100'].map((code, i) =>
      loaders.noticesOfRegion.load({ code, first: i + 1 }),
    ),
  )
  assert.equal(statements.length, 1)
})

test('whatever type holds rich text is looked through for pictures', () => {
  const folder = join(__dirname, '../../src/api')
  const texted = readdirSync(folder).flatMap((type) => {
    const path = join(folder, type, 'content-types', type, 'schema.json')
    const { collectionName, attributes } = JSON.parse(readFileSync(path, 'utf8')) as {
      collectionName: string
      attributes: Record<string, { type: string }>
    }
    return Object.keys(attributes).flatMap((name) =>
      attributes[name]?.type === 'blocks' ? [[collectionName, name]] : [],
    )
  })
  assert.deepEqual(Object.fromEntries(texted), richTexts)
})

test('schema.graphql is what sdl.ts says', () => {
  const committed = join(__dirname, '../../src/content-subgraph/schema.graphql')
  assert.equal(readFileSync(committed, 'utf8'), sdl, 'run npm run sdl')
})
