import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { codeOf, openOperatorDesk, type OperatorDesk } from '../../../test/support/operator-desk.js'
import { staffOf } from '../../../test/support/staff.js'
import { submitAnonymously } from '../../../test/support/submit-anonymously.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const propose = `mutation($reportId: ID!, $ground: MarkGround!, $reason: String!, $evidence: String!) {
  proposeMaliciousMark(reportId: $reportId, ground: $ground, reason: $reason, evidence: $evidence) { id state evidence }
}`
const answer = 'mutation($text: String!) { answerMaliciousMark(text: $text) { state answer evidence } }'
const decide = `mutation($id: ID!, $marked: Boolean!, $reason: String!) {
  decideMaliciousMark(id: $id, marked: $marked, reason: $reason) { state decision answer }
}`
const lift =
  'mutation($id: ID!, $reason: String!) { liftMaliciousMark(id: $id, reason: $reason) { state lifting } }'
const mine =
  '{ myReport { maliciousMarks { state reason evidence answer decision lifting } dialogue { text } } }'
const toDecide = '{ maliciousMarks { id reason evidence answer } }'
const officer = staffOf('410100', 'CASE_OFFICER')
const leader = staffOf('410000', 'LEADER')
const texts = { reason: '核查发现所述事故并不存在', evidence: '核查笔录虚构第三号' }

describe('the marking of a malicious report', () => {
  let desk: OperatorDesk
  beforeAll(async () => {
    desk = await openOperatorDesk()
  })
  afterAll(() => desk.subgraph.close())

  const ask = (query: string, viewer: Viewer, variables: object = {}) =>
    desk.subgraph.ask({ query, viewer, variables: { ...variables } })
  const proposed = async (): Promise<{ reportId: string; id: string; reporter: Viewer }> => {
    const reportId = await submitAnonymously(desk.subgraph)
    const { data, errors } = await ask(propose, officer, { reportId, ground: 'FABRICATED', ...texts })
    expect(errors).toEqual([])
    const { id } = (data as { proposeMaliciousMark: { id: string } }).proposeMaliciousMark
    return { reportId, id, reporter: { kind: 'REPORTER', reportId } }
  }
  const overdue = (id: string) =>
    desk.subgraph.database.ask(
      "UPDATE report.malicious_mark SET answer_until = now() - interval '1 second' WHERE id = $1",
      [id],
    )

  it('is told to the reporter, answered, decided by another person and lifted, each step in the chain', async () => {
    const { reportId, id, reporter } = await proposed()
    const decision = { id, marked: true, reason: '说明不能成立，予以标记' }
    expect(codeOf(await ask(decide, leader, decision))).toBe('CONFLICT')
    const told = (await ask(mine, reporter)).data
    expect(told).toMatchObject({
      myReport: { maliciousMarks: [{ state: 'PROPOSED', reason: texts.reason, evidence: null }] },
    })
    expect(JSON.stringify(told)).toContain('不影响您继续举报')
    const text = '我所说的是亲眼所见的事故'
    expect((await ask(answer, reporter, { text })).data).toEqual({
      answerMaliciousMark: { state: 'PROPOSED', answer: text, evidence: null },
    })
    expect(codeOf(await ask(answer, reporter, { text }))).toBe('CONFLICT')
    expect((await ask(toDecide, leader)).data).toMatchObject({
      maliciousMarks: [{ id, ...texts, answer: text }],
    })
    expect((await ask(decide, leader, decision)).data).toMatchObject({
      decideMaliciousMark: { state: 'MARKED' },
    })
    const seen = async () =>
      (await desk.subgraph.entities('Report', [{ id: reportId }], 'marksOfReporter { ground }', officer)).data
    expect(await seen()).toEqual({ _entities: [{ marksOfReporter: [{ ground: 'FABRICATED' }] }] })
    const own = await desk.subgraph.entities(
      'Report',
      [{ id: reportId }],
      'marksOfReporter { ground }',
      reporter,
    )
    expect(own.data).toEqual({ _entities: [{ marksOfReporter: [] }] })
    for (const secret of [texts.reason, texts.evidence, text, decision.reason])
      expect(await tablesThatHold(desk.subgraph.database, secret)).toEqual([])
    await ask(lift, leader, { id, reason: '经复核事故确实存在' })
    expect(await seen()).toEqual({ _entities: [{ marksOfReporter: [] }] })
    expect((await ask(mine, reporter)).data).toMatchObject({
      myReport: { maliciousMarks: [{ state: 'LIFTED' }] },
    })
    const audited = await desk.subgraph.database.ask<{ action: string }>(
      "SELECT action FROM report.audit_entry JOIN report.audit_link ON entry_id = id WHERE thing_id = $1 AND action LIKE 'MARK_%' ORDER BY position",
      [reportId],
    )
    expect(audited.map(({ action }) => action)).toEqual([
      ...['MARK_PROPOSED', 'MARK_ANSWERED', 'MARK_READ', 'MARK_DECIDED', 'MARK_LIFTED'],
    ])
  })

  it('is news that a reporter who wants to be told is told of, at each step', async () => {
    const reportId = await submitAnonymously(desk.subgraph)
    const { ask: askDatabase } = desk.subgraph.database
    await askDatabase(
      `INSERT INTO report.notice_address (report_id, preference, sealed_address, version, changed_at)
       VALUES ($1, 'SMS', '', 1, now())`,
      [reportId],
    )
    const notices = async () =>
      (await askDatabase('SELECT FROM report.notice WHERE report_id = $1', [reportId])).length
    const { data } = await ask(propose, officer, { reportId, ground: 'FABRICATED', ...texts })
    expect(await notices()).toBe(1)
    const { id } = (data as { proposeMaliciousMark: { id: string } }).proposeMaliciousMark
    await overdue(id)
    await ask(decide, leader, { id, marked: true, reason: '予以标记，供参考' })
    expect(await notices()).toBe(2)
  })

  it('leaves an entry when staff look at it with its report, and none when its reporter does', async () => {
    const { reportId, reporter } = await proposed()
    for (const viewer of [officer, reporter])
      await desk.subgraph.entities('Report', [{ id: reportId }], 'maliciousMarks { answer }', viewer)
    const looks = await desk.subgraph.database.ask(
      `SELECT actor ->> 'subject' AS by FROM report.audit_entry WHERE thing_id = $1 AND action = 'MARK_READ'`,
      [reportId],
    )
    expect(looks).toEqual([{ by: officer.subject }])
  })

  it('is decided without an answer once the days are over, and can be dismissed', async () => {
    const { id, reporter } = await proposed()
    await overdue(id)
    expect(codeOf(await ask(answer, reporter, { text: '迟到的说明内容' }))).toBe('CONFLICT')
    const { data } = await ask(decide, leader, { id, marked: false, reason: '证据不足，不予标记' })
    expect(data).toMatchObject({ decideMaliciousMark: { state: 'DISMISSED' } })
    expect(codeOf(await ask(lift, leader, { id, reason: '没有可以撤销的' }))).toBe('CONFLICT')
  })

  it('is never decided by whoever proposed it, nor out of reach, nor by others', async () => {
    const reportId = await submitAnonymously(desk.subgraph)
    const both = { ...leader, roles: ['LEADER', 'CASE_OFFICER'] }
    const { data } = await ask(propose, both, { reportId, ground: 'DISTORTED', ...texts })
    const { id } = (data as { proposeMaliciousMark: { id: string } }).proposeMaliciousMark
    await overdue(id)
    const decision = { id, marked: true, reason: '自己提出自己决定' }
    expect(codeOf(await ask(decide, both, decision))).toBe('CONFLICT')
    expect(codeOf(await ask(decide, staffOf('410300', 'LEADER'), decision))).toBe('NOT_FOUND')
    expect(codeOf(await ask(decide, officer, decision))).toBe('FORBIDDEN')
    expect(codeOf(await ask(decide, anonymous, decision))).toBe('UNAUTHENTICATED')
    expect(codeOf(await ask(decide, leader, { ...decision, id: randomUUID() }))).toBe('NOT_FOUND')
    expect((await ask(toDecide, staffOf('410300', 'LEADER'))).data).toEqual({ maliciousMarks: [] })
  })

  it('is proposed once at a time, within reach, and of nobody who cannot be told', async () => {
    const { reportId } = await proposed()
    const of = (id: string) => ({ reportId: id, ground: 'FABRICATED', ...texts })
    expect(codeOf(await ask(propose, officer, of(reportId)))).toBe('CONFLICT')
    expect(codeOf(await ask(propose, staffOf('410300', 'CASE_OFFICER'), of(reportId)))).toBe('NOT_FOUND')
    expect(codeOf(await ask(propose, leader, of(reportId)))).toBe('FORBIDDEN')
    const recorded = await desk.recordOne()
    expect(codeOf(await ask(propose, officer, of(recorded.reportId)))).toBe('CONFLICT')
    await desk.changed(recorded.receipt)
    expect((await ask(propose, officer, of(recorded.reportId))).errors).toEqual([])
  })

  it('is shown to officers of later reports of the same account, and blocks none of them', async () => {
    const { reportId, id } = await proposed()
    await overdue(id)
    await ask(decide, leader, { id, marked: true, reason: '予以标记，供参考' })
    const [later, stranger] = [await submitAnonymously(desk.subgraph), await submitAnonymously(desk.subgraph)]
    await desk.subgraph.database.ask(
      `WITH citizen AS (INSERT INTO report.citizen (id, openid_tag, registered_at, signed_in_at)
         SELECT gen_random_uuid(), decode(repeat('07', 32), 'hex'), now(), now() RETURNING id)
       UPDATE report.report SET citizen_id = citizen.id FROM citizen WHERE report.id IN ($1, $2)`,
      [reportId, later],
    )
    const keys = [{ id: later }, { id: stranger }]
    const seen = await desk.subgraph.entities('Report', keys, 'marksOfReporter { ground }', officer)
    expect(seen.data).toEqual({
      _entities: [{ marksOfReporter: [{ ground: 'FABRICATED' }] }, { marksOfReporter: [] }],
    })
  })
})
