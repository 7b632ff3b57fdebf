import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Viewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, authorityRegistered, versionPublished } from '../../../test/support/events.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import * as files from '../../../test/support/small-files.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { submitAnonymously } from '../../../test/support/submit-anonymously.js'
import { createTus } from '../../../test/support/tus.js'

const officer = staffOf('410100', 'CASE_OFFICER')
const text = `unitName unitAliases unitCreditCode address facts { what } coordinate { longitude } accident { deaths }
  employerIsReportedUnit elsewhere { kind } sameMatterBefore { reported }`

type Entry = { action: string; thing_id: string; actor: object; facts: object }

describe('looks at reports', () => {
  let subgraph: ReportSubgraph
  let reports: string[]
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      ...['410100', '110000'].map(authorityRegistered),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(2),
    )
    reports = [
      await submitAnonymously(subgraph),
      await submitAnonymously(subgraph),
      await submitAnonymously(subgraph),
    ]
  })
  afterAll(() => subgraph.close())

  const look = (fields: string, viewer: Viewer = officer, ids = reports) =>
    subgraph.entities(
      'Report',
      ids.map((id) => ({ id })),
      fields,
      viewer,
    )
  /** What was recorded while some work was done. */
  const recorded = async (work: () => Promise<unknown>): Promise<Entry[]> => {
    const [before] = await subgraph.database.ask<{ last: string }>(
      'SELECT coalesce(max(position), 0) AS last FROM report.audit_link',
    )
    await work()
    return subgraph.database.ask<Entry>(
      `SELECT e.action, e.thing_id, e.actor, e.facts FROM report.audit_link l
       JOIN report.audit_entry e ON e.id = l.entry_id WHERE l.position > $1 ORDER BY l.position`,
      [before!.last],
    )
  }

  it('leave one entry for each report whose content is shown, however many fields of it', async () => {
    const entries = await recorded(() => look(text))
    expect(entries.map(({ thing_id: id }) => id).sort()).toEqual([...reports].sort())
    const { kind, subject, authorityId } = officer
    for (const entry of entries)
      expect(entry).toMatchObject({ action: 'REPORT_READ', actor: { kind, subject, authorityId } })
  })

  it('cost as many queries for three reports as for one', async () => {
    const asked = (ids: string[]) =>
      subgraph.queries.during(() => look(`${text} dialogue { text }`, officer, ids))
    expect(await asked(reports)).toHaveLength((await asked(reports.slice(0, 1))).length)
  })

  it('at what tells nothing of the content leave none', async () => {
    const entries = await recorded(() =>
      look(
        'mode channel region { code } matterTypes industryCode submittedAt progress { state } evidence { id }',
      ),
    )
    expect(entries).toEqual([])
  })

  it('at the dialogue are told apart, and so is what was written there', async () => {
    const [reportId] = reports
    const query =
      'mutation($id: ID!) { replyToReporter(reportId: $id, text: "请补充") { dialogue { text } } }'
    const entries = await recorded(() =>
      subgraph.ask({ query, viewer: officer, variables: { id: reportId } }),
    )
    expect(entries.map(({ action }) => action)).toEqual(['REPLY_WRITTEN', 'DIALOGUE_READ'])
    expect(entries[0]!.facts).toEqual({ messageId: expect.any(String) })
  })

  it('of the reporter at what is their own leave no trace of when they looked', async () => {
    const viewer = { kind: 'REPORTER', reportId: reports[0]! } as const
    const entries = await recorded(() =>
      subgraph.ask({ query: `{ myReport { ${text} dialogue { text } } }`, viewer }),
    )
    expect(entries).toEqual([])
  })

  it('that are out of reach show nothing and leave nothing', async () => {
    const entries = await recorded(async () => {
      const { data } = await look(text, staffOf('110000', 'CASE_OFFICER'))
      expect(data).toEqual({ _entities: [null, null, null] })
    })
    expect(entries).toEqual([])
  })

  it('at a copy of evidence are of whom the link was given to', async () => {
    const [reportId = ''] = reports
    const photo = await files.smallJpeg()
    const input = { name: 'a.jpg', sizeBytes: photo.length, kind: 'PHOTO' }
    const { data } = await subgraph.ask({
      query:
        'mutation($input: EvidenceUploadInput!) { requestEvidenceUpload(input: $input) { evidenceId url } }',
      viewer: { kind: 'REPORTER', reportId },
      variables: { input },
    })
    const { evidenceId, url } = (data as { requestEvidenceUpload: { evidenceId: string; url: string } })
      .requestEvidenceUpload
    expect(await createTus(subgraph.url).patch(url, 0, photo)).toMatchObject({ status: 204 })
    const seen = await look('evidence { url }', officer, [reportId])
    const [{ evidence }] = (seen.data as { _entities: [{ evidence: { url: string }[] }] })._entities
    expect(evidence[0]!.url).not.toContain(Buffer.from(officer.subject).toString('base64url'))
    const entries = await recorded(async () => {
      expect((await fetch(`${subgraph.url}${evidence[0]!.url}`)).status).toBe(200)
      expect((await fetch(`${subgraph.url}${evidence[0]!.url}`, { method: 'HEAD' })).status).toBe(404)
      const forged = evidence[0]!.url.replace(/.{4}$/, 'AAAA')
      expect((await fetch(`${subgraph.url}${forged}`)).status).toBe(404)
    })
    expect(entries).toEqual([
      {
        action: 'EVIDENCE_COPY_READ',
        thing_id: reportId,
        actor: { kind: 'STAFF', subject: officer.subject, authorityId: officer.authorityId },
        facts: { evidenceId },
      },
    ])
  })

  it('that cannot be recorded show nothing', async () => {
    const { data: links } = await look('evidence { url }', officer, reports.slice(0, 1))
    const [{ evidence }] = (links as { _entities: [{ evidence: { url: string }[] }] })._entities
    await subgraph.database.ask('REVOKE INSERT ON report.audit_entry FROM andon_report')
    try {
      for (const field of [...text.matchAll(/(\w+)( \{ \w+ \})?/g)].map(([found]) => found)) {
        const { data, errors } = await look(field)
        expect([field, errors[0]?.extensions.code]).toEqual([field, 'INTERNAL_SERVER_ERROR'])
        expect(JSON.stringify(data)).not.toMatch(/煤矿|瓦斯|NONE|false/)
      }
      const dialogue = await look('dialogue { text }')
      expect(dialogue.errors[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR')
      expect(JSON.stringify(dialogue.data)).not.toContain('请补充')
      expect((await fetch(`${subgraph.url}${evidence[0]!.url}`)).status).toBe(500)
    } finally {
      await subgraph.database.ask('GRANT INSERT ON report.audit_entry TO andon_report')
    }
  })

  it('that cannot be linked at the end of their transaction show nothing either', async () => {
    await subgraph.database.ask(
      'ALTER TABLE report.audit_link ADD CONSTRAINT no_room CHECK (position < 0) NOT VALID',
    )
    try {
      const { data, errors } = await look('unitName')
      expect(errors[0]?.extensions.code).toBe('INTERNAL_SERVER_ERROR')
      expect(JSON.stringify(data)).not.toContain('煤矿')
    } finally {
      await subgraph.database.ask('ALTER TABLE report.audit_link DROP CONSTRAINT no_room')
    }
  })
})
