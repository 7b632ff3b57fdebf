import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aCase, signIn, uid, type Answer, type Desk } from './support/desk'
import { at, listAt, textAt } from './support/json'
import { nominate } from './support/leads'

let databases: Databases
let cms: Cms
let editor: Desk
let reviewer: Desk
let publisher: Desk
let admin: Desk

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  reviewer = await signIn(cms, 'reviewer')
  publisher = await signIn(cms, 'publisher')
  admin = await signIn(cms, 'admin')
})
after(async () => {
  await cms.stop()
  await databases.drop()
})

const type = 'case-publication'
type Mark = { key: string; kind: string; text: string; where: string; decided: { decision: string } | null }
const body = (...texts: string[]): object[] =>
  texts.map((text) => ({ type: 'paragraph', children: [{ type: 'text', text }] }))
const path = (id: string): string => `/desk/case-publications/${id}/marks`
const marksOf = async (id: string, desk: Desk = editor): Promise<Mark[]> =>
  listAt((await desk.call('GET', path(id))).body, 'data.marks') as Mark[]
const decide = async (
  id: string,
  verdicts: { key: string; decision?: string; reason?: string }[],
  desk: Desk = reviewer,
): Promise<Answer> => {
  const readAt = textAt((await desk.call('GET', path(id))).body, 'data.updatedAt')
  const decisions = verdicts.map((verdict) => ({ decision: 'KEEP', reason: '已依法公开', ...verdict }))
  return desk.call('POST', path(id), { readAt, decisions })
}
function refused(answer: Answer, sentence: RegExp): void {
  assert.equal(answer.status, 400, JSON.stringify(answer.body))
  assert.match(textAt(answer.body, 'error.message'), sentence)
}

test('every field is looked at, also what stands beside the words, and a word half in bold is one word', async () => {
  const id = await editor.create(
    type,
    aCase('班长张三的举报', {
      summary: '联系人：李四',
      body: [
        {
          type: 'paragraph',
          children: [
            { type: 'text', text: '举报人王', bold: true },
            { type: 'text', text: '小明说，请看' },
            { type: 'link', url: 'https://example.invalid/a', children: [{ type: 'text', text: '这里' }] },
          ],
        },
        {
          type: 'list',
          format: 'unordered',
          children: [{ type: 'list-item', children: [{ type: 'text', text: '电话13800138000' }] }],
        },
      ],
    }),
  )
  assert.deepEqual(
    (await marksOf(id)).map(({ where, kind, text }) => [where, kind, text]),
    [
      ['标题', 'JOB_TITLE', '班长'],
      ['标题', 'NAME', '张三'],
      ['摘要', 'NAME', '李四'],
      ['正文', 'NAME', '王小明'],
      ['链接地址', 'ACCOUNT', 'https://example.invalid/a'],
      ['正文', 'NUMBER', '电话13800138000'],
    ],
  )
})

test('nothing is published before each mark is decided, and nothing while one must be changed', async () => {
  const id = await editor.create(
    type,
    aCase('逐处审定', { body: body('班长张三举报。', '该厂位于泌阳县。') }),
  )
  refused(await reviewer.decide(type, id), /3 处.*还没有审定：职务岗位“班长”、姓名“张三”、地址“泌阳县”/)
  refused(await publisher.publishOnly(type, id), /还没有审核同意/)
  const [post, name, place] = await marksOf(id)
  assert.ok(post && name && place)
  assert.equal((await decide(id, [post, place])).status, 200)
  refused(await reviewer.decide(type, id), /1 处.*姓名“张三”/)
  assert.equal((await decide(id, [{ key: name.key, decision: 'CHANGE', reason: '真实姓名' }])).status, 200)
  refused(await reviewer.decide(type, id), /必须修改的内容：姓名“张三”/)
  const changed = { body: body('班长张某举报。', '该厂位于泌阳县。') }
  assert.equal((await editor.save(type, id, changed)).status, 200)
  // The sentence is another one now; the one about the place is the same, and so is what was decided on it.
  const left = await marksOf(id)
  assert.deepEqual(
    left.map(({ text, decided }) => [text, decided?.decision]),
    [
      ['班长', undefined],
      ['泌阳县', 'KEEP'],
    ],
  )
  refused(await reviewer.decide(type, id), /1 处/)
  assert.equal((await decide(id, left.slice(0, 1))).status, 200)
  assert.equal((await reviewer.decide(type, id)).status, 200)
  assert.equal((await publisher.publishOnly(type, id)).status, 200)
})

test('a text that is changed after the decisions is not published, in whatever field and however slightly', async () => {
  const id = await editor.create(type, aCase('之后改动', { body: body('班长举报，隐患属实。') }))
  await decide(id, await marksOf(id))
  for (const change of [
    { body: body('班长举报，隐患不实。') },
    { title: '之后改动了' },
    { summary: '后来加上的摘要' },
  ]) {
    assert.equal((await reviewer.decide(type, id)).status, 200)
    assert.equal((await editor.save(type, id, change)).status, 200)
    refused(await publisher.publishOnly(type, id), /没有审核同意|没有审定/)
    await decide(id, await marksOf(id))
  }
  assert.equal((await reviewer.decide(type, id)).status, 200)
  assert.equal((await publisher.publishOnly(type, id)).status, 200)
})

test('one decision is about one place: the same name in another sentence is another mark', async () => {
  const id = await editor.create(type, aCase('两处', { body: body('张三举报。张三举报。张三报案。') }))
  const marks = await marksOf(id)
  assert.equal(new Set(marks.map(({ key }) => key)).size, 3)
  await decide(id, marks.slice(0, 1))
  refused(await reviewer.decide(type, id), /2 处/)
})

test('who may read sees the marks, reviewers and publishers decide, and nobody on words of their own', async () => {
  const id = await editor.create(type, aCase('权限', { body: body('班长举报。') }))
  const marks = await marksOf(id)
  assert.equal((await decide(id, marks, editor)).status, 403)
  assert.equal(at((await editor.call('GET', path(id))).body, 'data.mayDecide'), false)
  assert.equal(at((await reviewer.call('GET', path(id))).body, 'data.mayDecide'), true)
  assert.equal((await decide(id, marks, publisher)).status, 200)
  assert.equal((await admin.save(type, id, { summary: '改' }, undefined)).status, 400)
  const own = await admin.create(type, aCase('自己', { body: body('班长举报。') }))
  refused(await decide(own, await marksOf(own, admin), admin), /不能审定/)
  const stranger = await fetch(`${cms.adminUrl}${path(id)}`)
  assert.equal(stranger.status, 401)
})

test('what somebody decided and then wrote into counts for nothing', async () => {
  const id = await editor.create(type, aCase('先审后改', { body: body('班长举报。') }))
  await decide(id, await marksOf(id), admin)
  assert.equal((await marksOf(id))[0]?.decided?.decision, 'KEEP')
  const readAt = textAt((await admin.read(type, id)).body, 'data.updatedAt')
  assert.equal((await admin.save(type, id, { summary: '我又写了一句' }, readAt)).status, 200)
  assert.equal((await marksOf(id))[0]?.decided, null)
})

test('bad decisions are refused, each with a sentence, and none of a batch is kept then', async () => {
  const id = await editor.create(type, aCase('坏输入', { body: body('班长举报。组长在场。') }))
  const [first, second] = await marksOf(id)
  assert.ok(first && second)
  for (const [verdict, sentence] of [
    [{ key: second.key, reason: '  ' }, /写明审定理由/],
    [{ key: second.key, reason: '长'.repeat(301) }, /不超过 300 字/],
    [{ key: second.key, decision: 'PERHAPS' }, /可以公开/],
    [{ key: 'a'.repeat(64) }, /文字在您打开后有改动/],
  ] as const)
    refused(await decide(id, [{ key: first.key }, verdict]), sentence)
  const stale = { readAt: '2020-01-01T00:00:00.000Z', decisions: [] }
  refused(await reviewer.call('POST', path(id), stale), /保存过/)
  refused(await decide(id, []), /至少审定一处/)
  for (const decisions of ['x', [null], { key: 1 }])
    assert.equal((await reviewer.call('POST', path(id), { decisions })).status, 400)
  assert.deepEqual(
    (await marksOf(id)).map(({ decided }) => decided),
    [null, null],
  )
})

test('decisions are rows that stay, and hold no word of the text', async () => {
  const id = await editor.create(type, aCase('留痕', { body: body('班长张三举报。') }))
  await decide(id, await marksOf(id))
  const rows = await databases.cms('SELECT * FROM content_mark_decisions WHERE document_id = $1', [id])
  assert.equal(rows.length, 2)
  assert.ok(!JSON.stringify(rows).includes('张三'))
  for (const sql of [`UPDATE content_mark_decisions SET reason = ''`, 'DELETE FROM content_mark_decisions'])
    await assert.rejects(databases.cms(sql), /only added to/)
})

test('a text too long to be read through is not saved', async () => {
  const create = (data: object): Promise<Answer> =>
    editor.call('POST', `/content-manager/collection-types/${uid(type)}`, data)
  refused(await create(aCase('太长', { body: body('长'.repeat(50_001)) })), /不超过 50000 字/)
  const id = await editor.create(type, aCase('够长', { body: body('长'.repeat(49_990)) }))
  assert.deepEqual(await marksOf(id), [])
})

test('a city is marked where the lead tells no more than the province', async () => {
  const lead = await nominate(databases, { regionCode: '410000' })
  const text = { body: body('郑州市一家企业被查处。') }
  const fine = await editor.create(type, aCase('市', text))
  const coarse = await editor.create(type, aCase('省', { ...text, ...lead }))
  assert.deepEqual(await marksOf(fine), [])
  assert.deepEqual(
    (await marksOf(coarse)).map((mark) => mark.text),
    ['郑州市'],
  )
})
