import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createHash } from 'node:crypto'
import type { StaffViewer, Viewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, authorityRegistered, versionPublished } from '../../../test/support/events.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import * as files from '../../../test/support/small-files.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { submitAnonymously } from '../../../test/support/submit-anonymously.js'
import { createTus } from '../../../test/support/tus.js'
import { tablesThatHold } from '../../../test/support/whole-database.js'

const officer = staffOf('410100', 'CASE_OFFICER')
const leader = staffOf('410100', 'LEADER')
const other: StaffViewer = { ...leader, subject: 'another leader' }
const fields = 'id state requestedBy reason decidedBy decisionReason url'
const requestIt = `mutation($id: ID!, $reason: String!) { requestEvidenceRelease(evidenceId: $id, reason: $reason) { ${fields} } }`
const decideIt = `mutation($id: ID!, $approve: Boolean!, $reason: String!) {
  decideEvidenceRelease(requestId: $id, approve: $approve, reason: $reason) { ${fields} }
}`
const listed = `query($state: EvidenceReleaseState) { evidenceReleases(state: $state) { nodes { ${fields} } } }`

type Release = { id: string; state: string; reason: string; url: string | null; decidedBy: string | null }

describe('the release of an original', () => {
  let subgraph: ReportSubgraph
  let reportId: string
  let photo: Buffer
  let evidenceId: string
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
    reportId = await submitAnonymously(subgraph)
    photo = await files.smallJpeg()
    evidenceId = await upload(photo)
  })
  afterAll(() => subgraph.close())

  const upload = async (bytes: Buffer, before?: (id: string) => Promise<void>): Promise<string> => {
    const { data } = await subgraph.ask({
      query:
        'mutation($input: EvidenceUploadInput!) { requestEvidenceUpload(input: $input) { evidenceId url } }',
      viewer: { kind: 'REPORTER', reportId },
      variables: { input: { name: '夜班.jpg', sizeBytes: bytes.length, kind: 'PHOTO' } },
    })
    const made = (data as { requestEvidenceUpload: { evidenceId: string; url: string } })
      .requestEvidenceUpload
    await before?.(made.evidenceId)
    expect(await createTus(subgraph.url).patch(made.url, 0, bytes)).toMatchObject({ status: 204 })
    return made.evidenceId
  }
  const ask = async (query: string, viewer: Viewer, variables: object) => {
    const { data, errors } = await subgraph.ask({ query, viewer, variables: { ...variables } })
    return {
      release: Object.values((data ?? {}) as Record<string, Release>)[0]!,
      code: errors[0]?.extensions.code,
    }
  }
  const request = (viewer: Viewer = officer, id = evidenceId, reason = '核对拍摄时间与地点') =>
    ask(requestIt, viewer, { id, reason })
  const decide = (viewer: Viewer, id: string, approve = true) =>
    ask(decideIt, viewer, { id, approve, reason: '同意，限本案使用' })
  const list = async (viewer: Viewer, state: string | null = null): Promise<Release[]> => {
    const { data } = await subgraph.ask({ query: listed, viewer, variables: { state } })
    return (data as { evidenceReleases: { nodes: Release[] } }).evidenceReleases.nodes
  }
  const fetchFrom = (url: string | null) => fetch(`${subgraph.url}${url ?? '/none'}`)
  const actionsOn = async (releaseId: string): Promise<string[]> =>
    (
      await subgraph.database.ask<{ action: string }>(
        `SELECT e.action FROM report.audit_link l JOIN report.audit_entry e ON e.id = l.entry_id
         WHERE e.facts ->> 'releaseId' = $1 ORDER BY l.position`,
        [releaseId],
      )
    ).map(({ action }) => action)

  it('is asked for by one, approved by another, and downloaded once as it came in', async () => {
    const { release } = await request()
    expect(release).toMatchObject({ state: 'PENDING', requestedBy: officer.subject, url: null })
    expect(await list(leader, 'PENDING')).toMatchObject([{ id: release.id, reason: '核对拍摄时间与地点' }])
    const decided = await decide(leader, release.id)
    expect(decided.release).toMatchObject({ state: 'APPROVED', decidedBy: leader.subject, url: null })
    const [own] = await list(officer)
    const response = await fetchFrom(own!.url)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': expect.stringMatching(/^attachment; filename="evidence-[0-9a-f]{8}\.jpg"$/),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    expect(hashOf(Buffer.from(await response.arrayBuffer()))).toBe(hashOf(photo))
    expect((await fetchFrom(own!.url)).status).toBe(404)
    expect(await list(officer)).toMatchObject([{ state: 'DOWNLOADED', url: null }])
    expect(await actionsOn(release.id)).toEqual([
      'EVIDENCE_RELEASE_REQUESTED',
      'EVIDENCE_RELEASE_APPROVED',
      'EVIDENCE_ORIGINAL_READ',
    ])
    const { data } = await subgraph.ask({
      query: '{ auditEntries(first: 3) { nodes { action reason } } }',
      viewer: staffOf('410100', 'AUDIT_ADMIN'),
    })
    expect(data).toEqual({
      auditEntries: {
        nodes: [
          { action: 'EVIDENCE_ORIGINAL_READ', reason: null },
          { action: 'EVIDENCE_RELEASE_APPROVED', reason: '同意，限本案使用' },
          { action: 'EVIDENCE_RELEASE_REQUESTED', reason: '核对拍摄时间与地点' },
        ],
      },
    })
    for (const secret of ['核对拍摄时间与地点', '限本案使用'])
      expect(await tablesThatHold(subgraph.database, secret)).toEqual([])
  })

  it('that was refused has no link, and says why', async () => {
    const { release } = await request()
    expect((await decide(leader, release.id, false)).release).toMatchObject({ state: 'REFUSED' })
    const [own] = await list(officer, 'REFUSED')
    expect(own).toMatchObject({ decisionReason: '同意，限本案使用', url: null })
    expect(await actionsOn(release.id)).toEqual(['EVIDENCE_RELEASE_REQUESTED', 'EVIDENCE_RELEASE_REFUSED'])
  })

  it('is asked for once at a time, by who may read the report, with a reason', async () => {
    const asked = await Promise.all([request(), request(), request()])
    expect(asked.map(({ code }) => code).sort()).toEqual(['CONFLICT', 'CONFLICT', undefined])
    const { release } = asked.find(({ code }) => code === undefined)!
    expect((await request(staffOf('110000', 'CASE_OFFICER'))).code).toBe('NOT_FOUND')
    expect((await request(leader)).code).toBe('FORBIDDEN')
    expect((await request({ kind: 'REPORTER', reportId })).code).toBe('FORBIDDEN')
    expect((await request(officer, reportId)).code).toBe('NOT_FOUND')
    expect((await request(officer, evidenceId, ' ')).code).toBe('BAD_USER_INPUT')
    await decide(leader, release.id, false)
  })

  it('is decided within reach by another person, and of two at once by one', async () => {
    const both: StaffViewer = { ...officer, roles: ['CASE_OFFICER', 'LEADER'] }
    const { release } = await request(both)
    expect((await decide(both, release.id)).code).toBe('FORBIDDEN')
    expect((await decide(officer, release.id)).code).toBe('FORBIDDEN')
    expect((await decide(staffOf('110000', 'LEADER'), release.id)).code).toBe('NOT_FOUND')
    expect(await list(staffOf('110000', 'LEADER'))).toEqual([])
    const decisions = await Promise.all([decide(leader, release.id), decide(other, release.id, false)])
    expect(decisions.map(({ code }) => code).sort()).toEqual(['CONFLICT', undefined])
    expect(await actionsOn(release.id)).toHaveLength(2)
  })

  it('runs out, decided or not', async () => {
    const mine: StaffViewer = { ...officer, subject: 'a third officer' }
    const runOut = (id: string) =>
      subgraph.database.ask(
        `UPDATE report.evidence_release SET expires_at = now() - interval '1 s' WHERE id = $1`,
        [id],
      )
    const late = (await request(mine)).release
    await runOut(late.id)
    expect((await decide(leader, late.id)).code).toBe('CONFLICT')
    const unused = (await request(mine)).release
    await decide(leader, unused.id)
    const url = (await list(mine, 'APPROVED'))[0]!.url
    await runOut(unused.id)
    expect((await fetchFrom(url)).status).toBe(404)
    expect((await list(mine, 'EXPIRED')).map(({ id }) => id).sort()).toEqual([late.id, unused.id].sort())
  })

  it('is used once by two downloads at once, and not by a question whether it is there', async () => {
    const mine: StaffViewer = { ...officer, subject: 'a fourth officer' }
    const { release } = await request(mine)
    await decide(leader, release.id)
    const url = (await list(mine, 'APPROVED'))[0]!.url
    expect((await fetch(`${subgraph.url}${url!}`, { method: 'HEAD' })).status).toBe(404)
    const statuses = (await Promise.all([fetchFrom(url), fetchFrom(url)])).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 404])
    expect(await actionsOn(release.id)).toHaveLength(3)
  })

  it('that cannot be recorded shows nothing and is not used up', async () => {
    const mine: StaffViewer = { ...officer, subject: 'a fifth officer' }
    const { release } = await request(mine)
    await decide(leader, release.id)
    const url = (await list(mine, 'APPROVED'))[0]!.url
    await subgraph.database.ask('REVOKE INSERT ON report.audit_entry FROM andon_report')
    expect((await fetchFrom(url)).status).toBe(500)
    await subgraph.database.ask('GRANT INSERT ON report.audit_entry TO andon_report')
    expect((await fetchFrom(url)).status).toBe(200)
  })

  it('of a file that is not the one that was taken in shows nothing, and records that', async () => {
    const mine: StaffViewer = { ...officer, subject: 'a sixth officer' }
    // Its row as whoever writes to the database can put it back: from before it was looked at.
    const earlier: Buffer[] = []
    const second = await upload(await files.smallPng(), async (id) => {
      const [row] = await subgraph.database.ask<{ sealed: Buffer }>(
        'SELECT sealed_about AS sealed FROM report.evidence WHERE id = $1',
        [id],
      )
      earlier.push(row!.sealed)
    })
    const { release } = await request(mine, second)
    await decide(leader, release.id)
    const url = (await list(mine, 'APPROVED'))[0]!.url
    await subgraph.database.ask('UPDATE report.evidence SET sealed_about = $2 WHERE id = $1', [
      second,
      earlier[0],
    ])
    expect((await fetchFrom(url)).status).toBe(500)
    expect((await actionsOn(release.id)).at(-1)).toBe('EVIDENCE_MISMATCH')
  })
})

function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
