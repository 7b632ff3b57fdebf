import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import {
  appendEvents,
  authorityRegistered,
  caseAccepted,
  paths,
  versionPublished,
} from '../../../test/support/events.js'
import { proofFrom } from '../../../test/support/proof-of-work.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'
import { randomUUID } from 'node:crypto'

const submit = `mutation($input: SubmitReportInput!) {
  submitReport(input: $input) { ... on ReportSubmitted { receipt } }
}`
const open = `mutation($receipt: String!, $proof: String!) {
  openReceipt(receipt: $receipt, proof: $proof) { token }
}`
const add = 'mutation($text: String!) { addSupplement(text: $text) { dialogue { from text unread } } }'
const reply = `mutation($reportId: ID!, $text: String!) {
  replyToReporter(reportId: $reportId, text: $text) { dialogue { from text unread } }
}`
const read = 'mutation($reportId: ID!) { markDialogueRead(reportId: $reportId) { dialogue { unread } } }'
const mine = '{ myReport { dialogue { from text unread } progress { state } } }'
const live = 'subscription { reportProgressed { progress { state } dialogue { text } } }'
const withdraw = 'mutation { withdrawReport { progress { state label } } }'
const attach = 'mutation($input: EvidenceUploadInput!) { requestEvidenceUpload(input: $input) { url } }'
const officer = staffOf('410100', 'INTAKE_OFFICER')

describe('the dialogue of a report', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      ...['410100', '410300'].map(authorityRegistered),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(2),
    )
  })
  afterAll(() => subgraph.close())

  const submitOne = async (): Promise<{ receipt: string; reportId: string; reporter: Viewer }> => {
    const input = {
      mode: 'ANONYMOUS',
      reporterKind: 'PUBLIC',
      regionCode: '410102',
      industryCode: 'COAL_MINE',
      matterTypes: ['MAJOR_HAZARD'],
      unitName: '丁煤矿',
      facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。' },
      elsewhere: { kind: 'NONE' },
      consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
      proofOfWork: await proofFrom(subgraph, 'SUBMIT_REPORT'),
    }
    const { data } = await subgraph.ask({ query: submit, variables: { input } })
    const [stored] = await subgraph.database.ask<{ id: string }>(
      'SELECT id FROM report.report ORDER BY submitted_at DESC LIMIT 1',
    )
    const reportId = stored!.id
    const { receipt } = (data as { submitReport: { receipt: string } }).submitReport
    return { receipt, reportId, reporter: { kind: 'REPORTER', reportId } }
  }
  const codeOf = async (query: string, viewer: Viewer, variables: object = {}) =>
    (await subgraph.ask({ query, viewer, variables: { ...variables } })).errors[0]?.extensions.code

  it('goes both ways, tells each side what it has not read, and stands readable nowhere', async () => {
    const { reportId, reporter } = await submitOne()
    await subgraph.ask({ query: add, viewer: reporter, variables: { text: '补充：夜班更严重' } })
    const text = '请说明探头的位置'
    const replied = await subgraph.ask({ query: reply, viewer: officer, variables: { reportId, text } })
    expect(replied.data).toEqual({
      replyToReporter: {
        dialogue: [
          { from: 'REPORTER', text: '补充：夜班更严重', unread: true },
          { from: 'AUTHORITY', text, unread: false },
        ],
      },
    })
    expect((await subgraph.ask({ query: mine, viewer: reporter })).data).toMatchObject({
      myReport: { dialogue: [{ unread: false }, { from: 'AUTHORITY', text, unread: true }] },
    })
    const marked = await subgraph.ask({ query: read, viewer: reporter, variables: { reportId } })
    expect(marked.data).toEqual({
      markDialogueRead: { dialogue: [{ unread: false }, { unread: false }] },
    })
    for (const secret of ['夜班更严重', '探头的位置'])
      expect(await tablesThatHold(subgraph.database, secret)).toEqual([])
    expect(JSON.stringify(replied.data)).not.toContain(officer.subject)
  })

  it('does not open in another report', async () => {
    const [one, other] = [await submitOne(), await submitOne()]
    await subgraph.ask({ query: add, viewer: one.reporter, variables: { text: '只属于一件举报' } })
    await subgraph.database.ask('UPDATE report.message SET report_id = $2 WHERE report_id = $1', [
      one.reportId,
      other.reportId,
    ])
    const { data, errors } = await subgraph.ask({ query: mine, viewer: other.reporter })
    expect(errors[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR')
    expect(JSON.stringify(data)).not.toContain('只属于一件举报')
  })

  it.each<[string, Viewer, string]>([
    ['a stranger', anonymous, 'UNAUTHENTICATED'],
    ['a reporter', { kind: 'REPORTER', reportId: randomUUID() }, 'FORBIDDEN'],
    ['a dashboard', staffOf('410100', 'DASHBOARD'), 'FORBIDDEN'],
    ['an officer out of reach', staffOf('410300', 'INTAKE_OFFICER'), 'NOT_FOUND'],
  ])('is not written to as the authority by %s', async (_who, viewer, code) => {
    const { reportId } = await submitOne()
    expect(await codeOf(reply, viewer, { reportId, text: '请补充' })).toBe(code)
    expect(
      await subgraph.database.ask('SELECT FROM report.message WHERE report_id = $1', [reportId]),
    ).toEqual([])
  })

  it('takes no supplement from staff, and none that is empty, too long or malformed', async () => {
    const { reporter } = await submitOne()
    expect(await codeOf(add, officer, { text: '补充' })).toBe('UNAUTHENTICATED')
    for (const text of ['', ' ', '补'.repeat(2_001), '补充\u0000', '补充\ud83d'])
      expect(await codeOf(add, reporter, { text })).toBe('BAD_USER_INPUT')
  })

  it('and the steps reach a watching reporter live, and nobody else can watch', async () => {
    const { reportId, reporter } = await submitOne()
    const feed = subgraph.subscribe(live, reporter)
    const next = async () => (await feed.next()).value as unknown
    expect(await next()).toEqual({
      data: { reportProgressed: { progress: [{ state: 'SUBMITTED' }], dialogue: [] } },
    })
    await subgraph.ask({ query: reply, viewer: officer, variables: { reportId, text: '已收到' } })
    expect(await next()).toMatchObject({ data: { reportProgressed: { dialogue: [{ text: '已收到' }] } } })
    await appendEvents(subgraph.database, caseAccepted(paths.zhongyuan, randomUUID(), [reportId]))
    expect(await next()).toMatchObject({
      data: { reportProgressed: { progress: [{ state: 'SUBMITTED' }, { state: 'ACCEPTED' }] } },
    })
    await feed.leave()
    const uninvited = subgraph.subscribe(live, officer)
    const told = await uninvited.next().then(
      ({ value }) => JSON.stringify(value),
      (error: unknown) => JSON.stringify(error),
    )
    expect(told).toContain('UNAUTHENTICATED')
    await uninvited.leave()
  })

  describe('withdrawn', () => {
    it('shows so to the open session, once, tells the others, and ends receipt and dialogue', async () => {
      const { receipt, reportId, reporter } = await submitOne()
      for (let time = 0; time < 2; time += 1) {
        const { data } = await subgraph.ask({ query: withdraw, viewer: reporter })
        expect(data).toEqual({
          withdrawReport: {
            progress: [
              { state: 'SUBMITTED', label: '已提交' },
              { state: 'WITHDRAWN', label: '已撤回' },
            ],
          },
        })
      }
      const events = await subgraph.database.ask(
        "SELECT payload FROM report.outbox WHERE name = 'ReportWithdrawn' AND subject = $1",
        [reportId],
      )
      expect(events).toEqual([{ payload: { reportId, withdrawnAt: expect.any(String) } }])
      expect(await codeOf(add, reporter, { text: '再补充一点' })).toBe('CONFLICT')
      const input = { name: '现场.jpg', sizeBytes: 1_000, kind: 'PHOTO' }
      expect(await codeOf(attach, reporter, { input })).toBe('CONFLICT')
      const proof = await proofFrom(subgraph, 'OPEN_RECEIPT')
      expect(await codeOf(open, anonymous, { receipt, proof })).toBe('NOT_FOUND')
    })

    it('is for a receipt session only', async () => {
      for (const viewer of [anonymous, officer])
        expect(await codeOf(withdraw, viewer)).toBe('UNAUTHENTICATED')
    })
  })
})
