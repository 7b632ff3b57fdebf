import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'

const preview = '{ retentionPreview { recordClass count } }'

describe('the night', () => {
  let subgraph: ReportSubgraph
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
  })
  afterAll(() => subgraph.close())

  const dueOf = async (recordClass: string) => {
    const viewer = staffOf('410000', 'SYSTEM_ADMIN')
    const { data, errors } = await subgraph.ask({ query: preview, viewer })
    expect(errors).toEqual([])
    const { retentionPreview } = data as { retentionPreview: { recordClass: string; count: number }[] }
    return retentionPreview.find((due) => due.recordClass === recordClass)
  }
  const night = () => subgraph.database.ask("SELECT report_jobs.add_job('eraseWhatIsDue')")

  it('erases drafts, failed jobs and spent proofs when their time is over', async () => {
    // A draft has two keys: that of what was saved of it, and that of the report it never became.
    await subgraph.database.ask(
      `WITH key AS (INSERT INTO report.content_key (report_id, envelope_key_id, wrapped)
         VALUES (gen_random_uuid(), 'k', '\\x00'), (gen_random_uuid(), 'k', '\\x00') RETURNING report_id)
       INSERT INTO report.draft (id, report_id, started_at, expires_at)
       SELECT min(report_id::text)::uuid, max(report_id::text)::uuid, now() - interval '8 days', now() - interval '1 day'
       FROM key`,
    )
    const [job] = await subgraph.database.ask<{ id: string }>(
      `SELECT id FROM report_jobs.add_job('leftOver', run_at => now() + interval '1 day')`,
    )
    await subgraph.database.ask(
      `UPDATE report_jobs._private_jobs SET attempts = max_attempts, updated_at = now() - interval '40 days'
       WHERE id = $1`,
      [job?.id],
    )
    expect(await dueOf('DRAFT')).toMatchObject({ count: 1 })
    expect(await dueOf('JOB')).toMatchObject({ count: 1 })
    await night()
    await soon(async () => {
      expect(await dueOf('DRAFT')).toMatchObject({ count: 0 })
      expect(await dueOf('JOB')).toMatchObject({ count: 0 })
    })
    expect(await subgraph.database.ask(`SELECT FROM report.content_key WHERE envelope_key_id = 'k'`)).toEqual(
      [],
    )
  })

  it('forgets what was referred or refused, and under which number others know it', async () => {
    await subgraph.database.ask(
      `INSERT INTO report.operator_intake (entry_id, referral, operator_subject, operator_authority_id, received_at,
         recorded_at, consent_manner)
       SELECT gen_random_uuid(), '{}', 'operator', gen_random_uuid(), at, at, 'ORAL'
       FROM (VALUES (now() - interval '2 years'), (now())) AS came (at)`,
    )
    await subgraph.database.ask(
      `INSERT INTO report.external_system (code, name, subject, registered_by, registered_at)
       VALUES ('elsewhere', '某系统', 'elsewhere', 'admin', now())`,
    )
    await subgraph.database.ask(
      `INSERT INTO report.sync_refusal (id, system, external_id, version, reason, problems, submitted_there_at, first_at,
         last_at, times)
       SELECT gen_random_uuid(), 'elsewhere', 'B-1', 1, 'BAD_INPUT', '{}', at, at, at, 1
       FROM (VALUES (now() - interval '2 years')) AS came (at)`,
    )
    expect(await dueOf('REFERRAL')).toMatchObject({ count: 2 })
    await night()
    await soon(async () => expect(await dueOf('REFERRAL')).toMatchObject({ count: 0 }))
    expect(await subgraph.database.ask('SELECT FROM report.operator_intake')).toHaveLength(1)
  })
})
