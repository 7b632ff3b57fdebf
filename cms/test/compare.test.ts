import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Attributes } from '../src/history/as-text'
import { compareVersions, type FieldChange } from '../src/history/compare'

const uid = 'api::notice.notice'
const types: Record<string, Attributes> = {
  [uid]: {
    title: { type: 'string' },
    body: { type: 'blocks' },
    issuedOn: { type: 'date' },
    expiresAt: { type: 'datetime' },
    disclosure: { type: 'enumeration' },
    pictures: { type: 'component', component: 'media.picture', repeatable: true },
    forwards: { type: 'relation' },
    createdBy: { type: 'relation' },
    updatedAt: { type: 'datetime' },
  },
  'media.picture': { image: { type: 'media' }, alternativeText: { type: 'string' } },
}
const compare = (before: object, after: object): FieldChange[] =>
  compareVersions(uid, { ...before }, { ...after }, (type) => types[type] ?? {})
const shape = (changes: FieldChange[]): unknown[] =>
  changes.map(({ label, parts }) => [label, ...parts.map(({ kind, text }) => `${kind}:${text}`)])
const body = (text: string, more: object = {}) => [
  { type: 'paragraph', children: [{ type: 'text', text, ...more }] },
]

const table: [name: string, before: object, after: object, changes: unknown[]][] = [
  ['nothing changed', { title: '甲' }, { title: '甲' }, []],
  ['null and absent are the same', { title: null }, {}, []],
  ['a first text', {}, { title: '新' }, [['标题', 'added:新']]],
  ['a text taken away', { title: '旧' }, { title: '' }, [['标题', 'removed:旧']]],
  [
    'words inside a text',
    { title: '开展粉尘检查' },
    { title: '开展燃气检查' },
    [['标题', 'same:开展', 'removed:粉尘', 'added:燃气', 'same:检查']],
  ],
  [
    'a day is shown whole',
    { issuedOn: '2026-01-05' },
    { issuedOn: '2026-01-06' },
    [['成文日期', 'removed:2026-01-05', 'added:2026-01-06']],
  ],
  [
    'a moment in Beijing',
    {},
    { expiresAt: '2026-12-31T16:00:00.000Z' },
    [['失效时间', 'added:2027年1月1日 00:00:00']],
  ],
  [
    'a picture by its name and words',
    { pictures: [] },
    { pictures: [{ image: { id: 7, name: 'a.png' }, alternativeText: '示意图' }] },
    [['图片', 'added:〔1〕图片：a.png\n替代文字：示意图']],
  ],
  [
    'a forwarded document by its title',
    {},
    { forwards: { documentId: 'x', title: '部文' } },
    [['转发的公文', 'added:部文']],
  ],
  ['who and when are no fields', { updatedAt: 'a', createdBy: { id: 1 } }, { updatedAt: 'b' }, []],
]
for (const [name, before, after, changes] of table)
  test(`between two versions: ${name}`, () => assert.deepEqual(shape(compare(before, after)), changes))

test('a change of form alone is told though no word changed', () => {
  const [change] = compare({ body: body('同样的话') }, { body: body('同样的话', { bold: true }) })
  assert.equal(change?.note, '文字没有改动，格式、链接或图片有改动。')
  assert.deepEqual(change.parts, [])
})

test('two long texts with nothing in common are compared in the end', () => {
  const long = (from: number): string =>
    Array.from({ length: 8_000 }, (_, n) => String.fromCodePoint(0x4e00 + ((from + n * 7) % 20_000))).join('')
  const [change] = compare({ body: body(long(0)) }, { body: body(long(9_001)) })
  assert.ok((change?.parts.length ?? 0) >= 2)
})
