import assert from 'node:assert/strict'
import { after, afterEach, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually, startCms, type Cms } from './support/cms'
import { createDatabases, type Databases } from './support/databases'
import { aCase, signIn, uid, type Desk } from './support/desk'
import { at, listAt, textAt } from './support/json'
import { aLead, appendToLog, nominate, prepared, withdrawn, type Lead } from './support/leads'
import { staff } from './support/viewer-token'

let databases: Databases
let cms: Cms
let editor: Desk
let publisher: Desk
const more: Cms[] = []

before(async () => {
  databases = await createDatabases()
  cms = await startCms(databases)
  editor = await signIn(cms, 'editor')
  publisher = await signIn(cms, 'publisher')
})
afterEach(() => Promise.all(more.splice(0).map((one) => one.stop())))
after(async () => {
  await cms.stop()
  await databases.drop()
})

const leads = async (desk: Desk): Promise<Record<string, unknown>[]> =>
  listAt((await desk.call('GET', '/desk/case-leads')).body, 'data.leads') as Record<string, unknown>[]
const leadOf = async ({ summaryId }: Lead): Promise<Record<string, unknown> | undefined> =>
  (await leads(editor)).find((lead) => lead['summaryId'] === summaryId)
const write = async (lead: Lead): Promise<string> => {
  const answer = await editor.call('POST', `/desk/case-leads/${lead.summaryId}/publications`)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return textAt(answer.body, 'data.documentId')
}
/** An editor writes from a lead, another person publishes. */
const publishFrom = async (lead: Lead): Promise<string> => {
  const id = await write(lead)
  const saved = await editor.save('case-publication', id, { disclosure: 'ACTIVE' })
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  const answer = await publisher.publish('case-publication', id)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return id
}
const isPublic = async (id: string): Promise<boolean> => {
  const { body } = await cms.graph('{ casePublications(first: 100) { nodes { id } } }')
  return listAt(body, 'data.casePublications.nodes').some((node) => at(node, 'id') === id)
}
const positionOf = async (): Promise<string | undefined> =>
  (await databases.cms<{ position: string }>('SELECT position::text FROM content_watermarks'))[0]?.position

test('a nominated case becomes a lead with its facts, for nobody in the graph', async () => {
  const lead = await nominate(databases)
  const shown = await leadOf(lead)
  assert.deepEqual(at(shown, 'facts'), [
    { label: '查实时间', value: '2026年7月' },
    { label: '行业领域', value: '煤矿' },
    { label: '举报事项', value: '重大事故隐患' },
    { label: '核查结论', value: '属实' },
    { label: '等级', value: '重大事故隐患' },
    { label: '处理处罚', value: '罚款、责令停产停业' },
    { label: '罚款', value: '10万元以上30万元以下' },
    { label: '奖励举报人', value: '1.5万元' },
    { label: '法律依据', value: '《中华人民共和国安全生产法》、《安全生产领域举报奖励办法》' },
  ])
  for (const viewer of [{ kind: 'ANONYMOUS' }, staff]) {
    const query = `{ casePublications(first: 100) { nodes { id } } contentSearch(text: "煤矿") { nodes { title } }
      _entities(representations: [{ __typename: "Case", id: "${lead.caseId}" }]) { ... on Case { publication { id } } } }`
    const { body } = await cms.graph(query, { viewer })
    assert.deepEqual(at(body, 'data._entities'), [{ publication: null }])
    assert.deepEqual(at(body, 'data.contentSearch.nodes'), [])
  }
})

test('a draft begins with the facts, marks nothing in them, and what is public leads to the summary only', async () => {
  const lead = await nominate(databases)
  const id = await write(lead)
  const { body } = await editor.read('case-publication', id)
  assert.equal(textAt(body, 'data.title'), '一起煤矿行业重大事故隐患举报的查处')
  assert.equal(textAt(body, 'data.caseId'), lead.caseId)
  const marks = await editor.call('GET', `/desk/case-publications/${id}/marks`)
  assert.deepEqual(at(marks.body, 'data.marks'), [])
  await editor.save('case-publication', id, { disclosure: 'ACTIVE', summary: '摘要文字' })
  assert.equal((await publisher.publish('case-publication', id)).status, 200)
  const query = `{ casePublications(first: 100) { nodes { id summary caseSummary { id } case { id } } }
    _entities(representations: [{ __typename: "Case", id: "${lead.caseId}" }]) { ... on Case { publication { id } } } }`
  const seenBy = async (viewer: object): Promise<unknown> => {
    const answer = await cms.graph(query, { viewer })
    const nodes = listAt(answer.body, 'data.casePublications.nodes')
    const node = nodes.find((one) => at(one, 'id') === id)
    return { node, publication: at(answer.body, 'data._entities.0.publication') }
  }
  const node = { id, summary: '摘要文字', caseSummary: { id: lead.summaryId }, case: null }
  assert.deepEqual(await seenBy({ kind: 'ANONYMOUS' }), { node, publication: null })
  assert.deepEqual(await seenBy(staff), {
    node: { ...node, case: { id: lead.caseId } },
    publication: { id },
  })
})

test('typical cases are found by matter, industry and year of the case', async () => {
  const id = await publishFrom(await nominate(databases, { industryCode: 'FIREWORKS' }))
  const found = async (filter: string): Promise<unknown[]> => {
    const { body } = await cms.graph(`{ casePublications(first: 100, filter: ${filter}) { nodes { id } } }`)
    assert.equal(at(body, 'errors'), undefined, JSON.stringify(body))
    return listAt(body, 'data.casePublications.nodes').map((node) => at(node, 'id'))
  }
  assert.deepEqual(await found('{ industryCode: "FIREWORKS", matterType: MAJOR_HAZARD, year: 2026 }'), [id])
  assert.deepEqual(await found('{ industryCode: "FIREWORKS", matterType: ILLEGAL_ACT }'), [])
  assert.deepEqual(await found('{ industryCode: "FIREWORKS", year: 2025 }'), [])
  assert.ok((await found('{ year: 2026 }')).includes(id))
})

for (const [ground, words] of [
  ['CONSENT_WITHDRAWN', /举报人撤回公开同意/],
  ['REPORT_WITHDRAWN', /举报人撤回举报/],
  ['BY_OFFICER', /办案人员撤回推荐/],
] as const)
  test(`${ground} takes a publication down at once, keeps it down, and flags it until somebody has seen to it`, async () => {
    const lead = await nominate(databases)
    const id = await publishFrom(lead)
    assert.equal(await isPublic(id), true)
    await appendToLog(databases, withdrawn(lead, ground))
    await eventually(
      () => isPublic(id),
      (shown) => !shown,
    )
    const republished = await publisher.publish('case-publication', id)
    assert.equal(republished.status, 400)
    assert.match(textAt(republished.body, 'error.message'), words)
    assert.match(String(at(await leadOf(lead), 'withdrawn.why')), words)
    assert.equal(at(await leadOf(lead), 'withdrawn.isSettled'), false)
    const [told] = await databases.cms<{ note: string; actor_id: number | null }>(
      `SELECT note, actor_id FROM content_history WHERE document_id = $1 AND action = 'unpublish'`,
      [id],
    )
    assert.match(told?.note ?? '', words)
    assert.equal(told?.actor_id, null)
    assert.equal((await publisher.call('POST', `/desk/case-leads/${lead.summaryId}/settle`)).status, 403)
    assert.equal((await editor.call('POST', `/desk/case-leads/${lead.summaryId}/settle`)).status, 200)
    assert.equal(at(await leadOf(lead), 'withdrawn.isSettled'), true)
    const again = await editor.call('POST', `/desk/case-leads/${lead.summaryId}/publications`)
    assert.equal(again.status, 400)
  })

test('the case of a publication is what the log says, and stays the same', async () => {
  const lead = await nominate(databases)
  const other = await nominate(databases)
  const create = (data: object) =>
    editor.call('POST', `/content-manager/collection-types/${uid('case-publication')}`, data)
  assert.equal((await create(aCase('假', { summaryId: aLead().summaryId }))).status, 400)
  assert.equal((await create(aCase('假', { caseId: lead.caseId }))).status, 400)
  const id = await editor.create('case-publication', aCase('真', { ...lead, caseId: other.caseId }))
  assert.equal(textAt((await editor.read('case-publication', id)).body, 'data.caseId'), lead.caseId)
  for (const change of [{ summaryId: other.summaryId }, { summaryId: null }, { caseId: other.caseId }])
    assert.equal((await editor.save('case-publication', id, change)).status, 400, JSON.stringify(change))
  assert.equal((await editor.save('case-publication', id, { ...lead, title: '同样' })).status, 200)
})

test('a publication says no more of the place than its lead, and without a lead names its source', async () => {
  const lead = await nominate(databases, { regionCode: '410000' })
  const refused = async (data: object, sentence: RegExp): Promise<void> => {
    const id = await editor.create('case-publication', aCase('地区', data))
    const answer = await publisher.publish('case-publication', id)
    assert.equal(answer.status, 400)
    assert.match(textAt(answer.body, 'error.message'), sentence)
  }
  await refused({ ...lead, regionCode: '410100' }, /不能更细/)
  await refused({ ...lead, regionCode: '110000' }, /不能更细/)
  await refused({ source: ' ' }, /须来自办案人员推荐的线索/)
  const country = await editor.create('case-publication', aCase('地区', { ...lead, regionCode: '000000' }))
  assert.equal((await publisher.publish('case-publication', country)).status, 200)
})

test('events from before nominations, and those nobody here follows, are passed by', async () => {
  const old = aLead()
  await appendToLog(
    databases,
    { name: 'CaseAccepted', payload: { anything: true } },
    prepared(old, { facts: undefined }),
    withdrawn(old),
  )
  const lead = await nominate(databases)
  assert.equal(await leadOf(old), undefined)
  assert.notEqual(await leadOf(lead), undefined)
})

test('leads that came while the desk was down are there when it is back, each once, in order', async () => {
  const stopped = await createDatabases()
  try {
    const first = await startCms(stopped)
    const before = await nominate(stopped)
    await first.kill()
    const [kept, ended] = [aLead(), aLead()]
    await appendToLog(stopped, prepared(kept), prepared(ended), withdrawn(ended))
    more.push(...(await Promise.all([startCms(stopped), startCms(stopped)])))
    const rows = await eventually(
      () =>
        stopped.cms<{ id: string; over: boolean }>(
          'SELECT summary_id::text AS id, withdrawn_at IS NOT NULL AS over FROM case_nominations ORDER BY nominated_at, ctid',
        ),
      (found) => found.length === 3 && found.some(({ over }) => over),
    )
    assert.deepEqual(
      rows.map(({ id, over }) => [id, over]),
      [
        [before.summaryId, false],
        [kept.summaryId, false],
        [ended.summaryId, true],
      ],
    )
  } finally {
    await Promise.all(more.splice(0).map((one) => one.stop()))
    await stopped.drop()
  }
})

test('an event that cannot be taken in stops the desk there, loudly, and is not skipped', async () => {
  const bad = await createDatabases()
  try {
    const one = await startCms(bad)
    more.push(one)
    const lead = await nominate(bad)
    await appendToLog(bad, { name: 'CaseSummaryPrepared', payload: { summaryId: 'none' } })
    const after = aLead()
    await appendToLog(bad, prepared(after))
    await eventually(one.output, (told) => /stopped at an event/.test(told))
    await sleep(500)
    const ids = await bad.cms<{ id: string }>('SELECT summary_id::text AS id FROM case_nominations')
    assert.deepEqual(ids, [{ id: lead.summaryId }])
    assert.equal(one.output().includes(after.summaryId), false)
  } finally {
    await Promise.all(more.splice(0).map((one) => one.stop()))
    await bad.drop()
  }
})

test('killed in the middle of a takedown, the desk comes back and has done it once', async () => {
  const torn = await createDatabases()
  try {
    const first = await startCms(torn)
    const lead = await nominate(torn)
    const hold = await torn.connect('cms')
    // The watermark cannot move, so neither does anything the event does.
    await hold.query('BEGIN; LOCK TABLE content_watermarks IN EXCLUSIVE MODE')
    await appendToLog(torn, withdrawn(lead))
    await sleep(300)
    await first.kill()
    await hold.query('ROLLBACK')
    await hold.end()
    const over = () =>
      torn.cms('SELECT 1 FROM case_nominations WHERE summary_id = $1 AND withdrawn_at IS NOT NULL', [
        lead.summaryId,
      ])
    more.push(await startCms(torn))
    await eventually(over, (rows) => rows.length === 1)
  } finally {
    await Promise.all(more.splice(0).map((one) => one.stop()))
    await torn.drop()
  }
})

test('a region editor is shown leads of the own region and writes from no other', async () => {
  const region = await signIn(cms, 'region')
  const own = await nominate(databases, { regionCode: '410100' })
  const elsewhere = await nominate(databases, { regionCode: '420100' })
  const ids = (await leads(region)).map((lead) => lead['summaryId'])
  assert.ok(ids.includes(own.summaryId))
  assert.ok(!ids.includes(elsewhere.summaryId))
  const writeAs = (lead: Lead) => region.call('POST', `/desk/case-leads/${lead.summaryId}/publications`)
  assert.equal((await writeAs(elsewhere)).status, 404)
  assert.equal((await writeAs(own)).status, 200)
  assert.notEqual(await positionOf(), undefined)
})
