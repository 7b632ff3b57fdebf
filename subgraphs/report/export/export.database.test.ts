import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, authorityRegistered, versionPublished } from '../../../test/support/events.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import * as files from '../../../test/support/small-files.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { submitAnonymously } from '../../../test/support/submit-anonymously.js'
import { createTus } from '../../../test/support/tus.js'

const take = 'mutation($reportId: ID) { exportMyReport(reportId: $reportId) { fileName json text } }'
const reply =
  'mutation($reportId: ID!) { replyToReporter(reportId: $reportId, text: "请说明具体位置") { id } }'
const add = 'mutation { addSupplement(text: "在三号巷道口") { id } }'
const request = 'mutation($input: EvidenceUploadInput!) { requestEvidenceUpload(input: $input) { url } }'
const propose = `mutation($reportId: ID!) { proposeMaliciousMark(
  reportId: $reportId, ground: FABRICATED, reason: "核查发现事故不存在", evidence: "核查笔录第三号") { id } }`
const officer = staffOf('410100', 'INTAKE_OFFICER')

describe('the export of one’s own data', () => {
  let subgraph: ReportSubgraph
  let reportId: string
  let reporter: Viewer
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      authorityRegistered('410100'),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(1),
    )
    await submitAnonymously(subgraph)
    reportId = await submitAnonymously(subgraph)
    reporter = { kind: 'REPORTER', reportId }
  })
  afterAll(() => subgraph.close())

  const ask = async (query: string, viewer: Viewer, variables: object = {}) => {
    const { data, errors } = await subgraph.ask({ query, viewer, variables: { ...variables } })
    expect(errors).toEqual([])
    return data
  }
  const codeOf = async (viewer: Viewer, variables: object = {}) =>
    (await subgraph.ask({ query: take, viewer, variables: { ...variables } })).errors[0]?.extensions.code

  it('holds content, dialogue, consents, files, steps, looks and periods, and nobody of staff', async () => {
    await ask(reply, officer, { reportId })
    await ask(add, reporter)
    const photo = await files.smallJpeg()
    const input = { name: '现场.jpg', sizeBytes: photo.length, kind: 'PHOTO' }
    const data = await ask(request, reporter, { input })
    const { url } = (data as { requestEvidenceUpload: { url: string } }).requestEvidenceUpload
    await createTus(subgraph.url).patch(url, 0, photo)
    await subgraph.entities('Report', [{ id: reportId }], 'unitName', officer)
    await ask(propose, staffOf('410100', 'CASE_OFFICER'), { reportId })

    const answer = (await ask(take, reporter)) as {
      exportMyReport: { fileName: string; json: string; text: string }
    }
    const { fileName, json, text } = answer.exportMyReport
    const held = JSON.parse(json) as Record<string, unknown>
    expect(fileName).toMatch(/^export-\d{4}-\d{2}-\d{2}$/)
    expect(held).toMatchObject({
      format: 'andon-report-export/1',
      report: { id: reportId, mode: 'ANONYMOUS', region: { code: '410102' } },
      content: { unitName: '郑州某某煤矿', facts: { what: expect.stringContaining('瓦斯') } },
      progress: [{ state: 'SUBMITTED', label: '已提交' }],
      dialogue: [
        { from: 'AUTHORITY', text: '请说明具体位置' },
        { from: 'REPORTER', text: '在三号巷道口' },
        { from: 'AUTHORITY', text: expect.stringContaining('标记') },
      ],
      maliciousMarks: [{ state: 'PROPOSED', reason: '核查发现事故不存在', evidence: null }],
      recordedByOperator: null,
      evidence: [{ kind: 'PHOTO', sizeBytes: photo.length, state: 'READY' }],
      identity: { sealed: [] },
      looks: [{ action: 'REPORT_READ', times: 1 }],
    })
    expect(held['consents']).not.toEqual([])
    expect(held['retention']).toContainEqual(expect.objectContaining({ recordClass: 'REPORT_CONTENT' }))
    for (const part of ['【对话】', '在三号巷道口', '【证据材料', '【留存期限】', '统一社会信用代码'].slice(
      0,
      4,
    ))
      expect(text).toContain(part)
    for (const hidden of [officer.subject, '/evidence/']) {
      expect(json).not.toContain(hidden)
      expect(text).not.toContain(hidden)
    }
  })

  it('stands in the audit chain', async () => {
    await ask(take, reporter)
    const entries = await subgraph.database.ask(
      `SELECT actor FROM report.audit_entry WHERE action = 'REPORT_EXPORTED' AND thing_id = $1 LIMIT 1`,
      [reportId],
    )
    expect(entries).toEqual([{ actor: reporter }])
  })

  it('is for the reporter alone', async () => {
    expect(await codeOf({ kind: 'ANONYMOUS' })).toBe('UNAUTHENTICATED')
    expect(await codeOf(officer)).toBe('UNAUTHENTICATED')
    const [foreign] = await subgraph.database.ask<{ id: string }>(
      'SELECT id FROM report.report WHERE id <> $1',
      [reportId],
    )
    expect(await codeOf(reporter, { reportId: foreign!.id })).toBe('NOT_FOUND')
  })
})
