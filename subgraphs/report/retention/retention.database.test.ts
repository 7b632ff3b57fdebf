import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import { readdirSync } from 'node:fs'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import {
  appendEvents,
  authorityRegistered,
  caseClosed,
  paths,
  versionPublished,
} from '../../../test/support/events.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import * as files from '../../../test/support/small-files.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { submitAnonymously } from '../../../test/support/submit-anonymously.js'
import { createTus } from '../../../test/support/tus.js'

const officer = staffOf('410100', 'INTAKE_OFFICER')
const leader = staffOf('410100', 'LEADER')
const admin = staffOf('410000', 'SYSTEM_ADMIN')
const preview = '{ retentionPreview { recordClass count held reportIds } }'
const hold = `mutation($reportId: ID!, $reason: String!) { holdReport(reportId: $reportId, reason: $reason) { heldAt } }`
const release = `mutation($reportId: ID!, $reason: String!) {
  releaseHold(reportId: $reportId, reason: $reason) { releasedAt }
}`
const change = `mutation($recordClass: RecordClass!, $days: Int!) {
  changeRetention(recordClass: $recordClass, days: $days, legalBasis: "本机关保管期限表第三项") { days version }
}`
const supplement = 'mutation($text: String!) { addSupplement(text: $text) { id } }'
const request = `mutation($input: EvidenceUploadInput!) { requestEvidenceUpload(input: $input) { url } }`
const withdraw = 'mutation { withdrawReport { id } }'

type Due = { recordClass: string; count: number; held: number; reportIds: string[] }

describe('the retention of a report', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      authorityRegistered('410100'),
      authorityRegistered('110000'),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(2),
    )
  })
  afterAll(() => subgraph.close())

  const ask = async (query: string, viewer: Viewer, variables: object = {}) => {
    const { data, errors } = await subgraph.ask({ query, viewer, variables: { ...variables } })
    expect(errors).toEqual([])
    return data
  }
  const codeOf = async (query: string, viewer: Viewer, variables: object = {}) =>
    (await subgraph.ask({ query, viewer, variables: { ...variables } })).errors[0]?.extensions.code
  const yearsAgo = (years: number): Date => new Date(Date.now() - years * 366 * 86_400_000)
  const closedReport = async (years: number): Promise<string> => {
    const reportId = await submitAnonymously(subgraph)
    const closing = { reportIds: [reportId], closedAt: yearsAgo(years) }
    await appendEvents(subgraph.database, caseClosed(paths.zhongyuan, randomUUID(), closing))
    const closed = 'SELECT FROM report.report WHERE id = $1 AND closed_at IS NOT NULL'
    await soon(async () => expect(await subgraph.database.ask(closed, [reportId])).toHaveLength(1))
    return reportId
  }
  const dueOf = async (recordClass: string): Promise<Due | undefined> =>
    ((await ask(preview, admin)) as { retentionPreview: Due[] }).retentionPreview.find(
      (due) => due.recordClass === recordClass,
    )
  const upload = async (reportId: string): Promise<void> => {
    const photo = await files.smallJpeg()
    const input = { name: '现场.jpg', sizeBytes: photo.length, kind: 'PHOTO' }
    const data = await ask(request, { kind: 'REPORTER', reportId }, { input })
    const { url } = (data as { requestEvidenceUpload: { url: string } }).requestEvidenceUpload
    expect(await createTus(subgraph.url).patch(url, 0, photo)).toMatchObject({ status: 204 })
  }
  const night = (task = 'eraseWhatIsDue') =>
    subgraph.database.ask('SELECT report_jobs.add_job($1::text)', [task])
  const erasures = async (reportId: string) =>
    Object.fromEntries(
      (
        await subgraph.database.ask<{ record_class: string; state: string }>(
          'SELECT record_class, state FROM report.erasure WHERE report_id = $1',
          [reportId],
        )
      ).map((row) => [row.record_class, row.state]),
    )
  const rowsOf = async (table: string, reportId: string): Promise<number> =>
    (await subgraph.database.ask(`SELECT FROM report.${table} WHERE report_id = $1`, [reportId])).length

  it('is shown before anything is done, and the dry run changes nothing', async () => {
    const reportId = await closedReport(6)
    const recent = await closedReport(1.5)
    const before = await subgraph.database.ask('SELECT * FROM report.content_key ORDER BY report_id')
    expect(await dueOf('REPORT_CONTENT')).toEqual({
      recordClass: 'REPORT_CONTENT',
      count: 1,
      held: 0,
      reportIds: [reportId],
    })
    expect((await dueOf('CONSENT'))?.reportIds).not.toContain(recent)
    expect(await subgraph.database.ask('SELECT * FROM report.content_key ORDER BY report_id')).toEqual(before)
    for (const viewer of [officer, leader]) expect(await codeOf(preview, viewer)).toBe('FORBIDDEN')
    expect(await codeOf(preview, { kind: 'ANONYMOUS' })).toBe('UNAUTHENTICATED')
  })

  it('ends at night: key, indexes, files and dialogue go, counts and the chain stay', async () => {
    const reportId = await closedReport(6)
    const young = await closedReport(0.1)
    const reporter: Viewer = { kind: 'REPORTER', reportId }
    await upload(reportId)
    await ask(supplement, reporter, { text: '补充：夜班也在作业' })
    await subgraph.database.ask(
      `INSERT INTO report.external_system (code, name, subject, registered_by, registered_at)
       VALUES ('elsewhere', '某系统', 'elsewhere', 'admin', now())`,
    )
    await subgraph.database.ask(
      `INSERT INTO report.synced_report (id, system, external_id, version, submitted_there_at, changed_there_at,
         report_id, received_at) VALUES (gen_random_uuid(), 'elsewhere', 'A-17', 1, now(), now(), $1, now())`,
      [reportId],
    )
    await subgraph.database.ask(
      `INSERT INTO report.malicious_mark (id, report_id, state, ground, sealed_reason, sealed_evidence, proposed_by,
         proposed_at, answer_until) VALUES (gen_random_uuid(), $1, 'PROPOSED', 'FABRICATED', '', '', 'officer', now(), now())`,
      [reportId],
    )
    await ask(hold, leader, { reportId, reason: '张三申请调取' })
    await ask(release, leader, { reportId, reason: '张三撤回申请' })
    await night()
    await soon(async () =>
      expect(await erasures(reportId)).toMatchObject({
        REPORT_CONTENT: 'ERASED_PENDING_BACKUP',
        CONSENT: 'ERASED_PENDING_BACKUP',
        AUDIT_DETAIL: 'ERASED_PENDING_BACKUP',
        EXTERNAL_REFERENCE: 'ERASED_PENDING_BACKUP',
      }),
    )
    expect(await rowsOf('message', reportId)).toBe(0)
    expect(await rowsOf('malicious_mark', reportId)).toBe(0)
    expect(await rowsOf('synced_report', reportId)).toBe(0)
    expect(await rowsOf('evidence', reportId)).toBe(0)
    expect(await rowsOf('consent', reportId)).toBe(0)
    expect(readdirSync(subgraph.evidenceFolder)).toEqual([])
    const [kept] = await subgraph.database.ask(
      `SELECT region_code, industry_code, unit_index, place_index, receipt_lock, wrapped
       FROM report.report JOIN report.content_key ON report_id = id WHERE id = $1`,
      [reportId],
    )
    const nothing = { unit_index: null, place_index: null, receipt_lock: null, wrapped: null }
    expect(kept).toEqual({ region_code: '410102', industry_code: 'COAL_MINE', ...nothing })
    const seen = await subgraph.entities('Report', [{ id: reportId }], 'unitName', officer)
    expect(JSON.stringify(seen.data)).toContain('已依法清除')
    const links = await subgraph.database.ask<{ action: string; told: boolean }>(
      `SELECT action, salt IS NOT NULL AS told FROM report.audit_entry JOIN report.audit_link ON entry_id = id
       WHERE thing_kind = 'REPORT' AND thing_id = $1 ORDER BY position`,
      [reportId],
    )
    expect(links).toEqual([
      { action: 'HOLD_SET', told: false },
      { action: 'HOLD_RELEASED', told: false },
      { action: 'AUDIT_DETAILS_ERASED', told: true },
      // The officer who looked afterwards.
      { action: 'REPORT_READ', told: true },
    ])
    const erased = await subgraph.database.ask(
      `SELECT facts ->> 'recordClass' AS class FROM report.audit_entry
       WHERE action = 'RECORD_ERASED' AND thing_id = $1 ORDER BY 1`,
      [reportId],
    )
    expect(erased).toContainEqual({ class: 'REPORT_CONTENT' })
    expect(await erasures(young)).toEqual({})
  })

  it('is complete only when the backups that could undo it have ended', async () => {
    const reportId = await closedReport(6)
    await night()
    await soon(async () =>
      expect(await erasures(reportId)).toMatchObject({
        REPORT_CONTENT: 'ERASED_PENDING_BACKUP',
        CONSENT: 'ERASED_PENDING_BACKUP',
      }),
    )
    const ends = await subgraph.database.ask<{ days: number }>(
      `SELECT round(extract(epoch FROM backup_ends_at - erased_at) / 86400)::int AS days FROM report.erasure
       WHERE report_id = $1 AND record_class IN ('REPORT_CONTENT', 'CONSENT') ORDER BY record_class DESC`,
      [reportId],
    )
    expect(ends).toEqual([{ days: 7 }, { days: 35 }])
    await subgraph.database.ask(
      `UPDATE report.erasure SET erased_at = erased_at - interval '8 days',
         backup_ends_at = backup_ends_at - interval '8 days' WHERE report_id = $1`,
      [reportId],
    )
    await night('completeErasures')
    await soon(async () =>
      expect(await erasures(reportId)).toMatchObject({
        REPORT_CONTENT: 'ERASED',
        CONSENT: 'ERASED_PENDING_BACKUP',
      }),
    )
  })

  it('stands still under a legal hold, by somebody within reach and with a reason', async () => {
    const reportId = await closedReport(6)
    const reason = '法院调取证据'
    const elsewhere = staffOf('110000', 'LEADER')
    expect(await codeOf(hold, elsewhere, { reportId, reason })).toBe('NOT_FOUND')
    expect(await codeOf(hold, officer, { reportId, reason })).toBe('FORBIDDEN')
    expect(await codeOf(hold, leader, { reportId, reason: ' ' })).toBe('BAD_USER_INPUT')
    await ask(hold, leader, { reportId, reason })
    expect(await dueOf('REPORT_CONTENT')).toMatchObject({ held: 1 })
    await night()
    const other = await closedReport(6)
    await night()
    await soon(async () => expect(await erasures(other)).toHaveProperty('REPORT_CONTENT'))
    expect(await erasures(reportId)).toEqual({})

    await ask(release, leader, { reportId, reason: '案件审结' })
    expect(await codeOf(release, leader, { reportId, reason })).toBe('CONFLICT')
    await night()
    await soon(async () => expect(await erasures(reportId)).toHaveProperty('REPORT_CONTENT'))
  })

  it('goes on where it was broken off: the key is gone first, and the rest follows', async () => {
    const reportId = await closedReport(6)
    await upload(reportId)
    await upload(reportId)
    await subgraph.database.ask(`CREATE FUNCTION report.break_off() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN IF (SELECT count(*) FROM report.evidence) = 1 THEN RAISE EXCEPTION 'broken off'; END IF; RETURN OLD; END $$`)
    await subgraph.database.ask(
      'CREATE TRIGGER break_off BEFORE DELETE ON report.evidence FOR EACH ROW EXECUTE FUNCTION report.break_off()',
    )
    // What is due as EVIDENCE too would race for the same files.
    await ask(change, admin, { recordClass: 'EVIDENCE', days: 10_000 })
    await night()
    await soon(async () => expect(await rowsOf('evidence', reportId)).toBe(1))
    await soon(async () =>
      expect(
        await subgraph.database.ask(
          'SELECT FROM report_jobs._private_jobs WHERE attempts = 1 AND locked_at IS NULL',
        ),
      ).toHaveLength(1),
    )
    expect(await erasures(reportId)).toMatchObject({ REPORT_CONTENT: 'STARTED' })
    const [{ wrapped } = { wrapped: 'there' }] = await subgraph.database.ask(
      'SELECT wrapped FROM report.content_key WHERE report_id = $1',
      [reportId],
    )
    expect(wrapped).toBeNull()
    expect(await codeOf(hold, leader, { reportId, reason: '法院调取证据' })).toBe('CONFLICT')
    await subgraph.database.ask('DROP TRIGGER break_off ON report.evidence')
    await night()
    await soon(async () =>
      expect(await erasures(reportId)).toMatchObject({ REPORT_CONTENT: 'ERASED_PENDING_BACKUP' }),
    )
    expect(readdirSync(subgraph.evidenceFolder)).toEqual([])
  })

  it('forgets after a year that two reports are of one person', async () => {
    const [reportId, young] = [await closedReport(1.5), await closedReport(0.1)]
    await subgraph.database.ask('INSERT INTO report.shown_receipt VALUES ($1, $2, now())', [young, reportId])
    await night()
    await soon(async () => expect(await rowsOf('shown_receipt', young)).toBe(0))
    expect(await erasures(reportId)).toHaveProperty('IDENTITY')
  })

  it('is reckoned from the withdrawal where there was no closing', async () => {
    const reportId = await submitAnonymously(subgraph)
    await ask(withdraw, { kind: 'REPORTER', reportId })
    const coming = `query($at: DateTime!) { retentionPreview(at: $at) { recordClass reportIds } }`
    const at = new Date(Date.now() + 6 * 366 * 86_400_000)
    const data = await ask(coming, admin, { at })
    const { retentionPreview } = data as { retentionPreview: Due[] }
    expect(retentionPreview.find((due) => due.recordClass === 'REPORT_CONTENT')?.reportIds).toContain(
      reportId,
    )
  })

  it('follows rules that an administrator may change, within limits, with a version and on record', async () => {
    const dialogue = (days: number) => ask(change, admin, { recordClass: 'DIALOGUE', days })
    expect(await dialogue(365)).toEqual({ changeRetention: { days: 365, version: 1 } })
    expect(await dialogue(180)).toEqual({ changeRetention: { days: 180, version: 2 } })
    expect(await codeOf(change, admin, { recordClass: 'AUDIT_DETAIL', days: 100 })).toBe('BAD_USER_INPUT')
    expect(await codeOf(change, officer, { recordClass: 'DIALOGUE', days: 365 })).toBe('FORBIDDEN')
    expect(
      await subgraph.database.ask(
        `SELECT facts FROM report.audit_entry WHERE action = 'RETENTION_CHANGED' AND thing_id = 'DIALOGUE'
         ORDER BY facts -> 'version'`,
      ),
    ).toEqual([
      { facts: { days: 365, version: 1, daysBefore: 731 } },
      { facts: { days: 180, version: 2, daysBefore: 365 } },
    ])
  })
})
