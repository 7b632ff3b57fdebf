import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomUUID } from 'node:crypto'
import type { StaffViewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, versionPublished, type SomeEvent } from '../../../test/support/events.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import * as files from '../../../test/support/small-files.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { submitAnonymously } from '../../../test/support/submit-anonymously.js'
import { createTus } from '../../../test/support/tus.js'
import { authorityIdOf } from '../../region/authority/authority-id.js'

const authorities = [
  ['410000', 'PROVINCE', null],
  ['410100', 'CITY', '410000'],
  ['410102', 'COUNTY', '410100'],
] as const

/** Everything an office can be: whoever is let in by one of its doors is not kept out by a missing role. */
const everybodyAt = (regionCode: string, subject: string): StaffViewer => ({
  ...staffOf(regionCode, 'CASE_OFFICER'),
  subject,
  roles: ['CASE_OFFICER', 'INTAKE_OFFICER', 'LEADER', 'IDENTITY_CUSTODIAN', 'IDENTITY_APPROVER'],
})

const upload =
  'mutation($input: EvidenceUploadInput!) { requestEvidenceUpload(input: $input) { evidenceId url } }'
const askRelease =
  'mutation($evidenceId: ID!) { requestEvidenceRelease(evidenceId: $evidenceId, reason: "核对时间") { id } }'
const propose = `mutation($reportId: ID!) { proposeMaliciousMark(
  reportId: $reportId, ground: FABRICATED, reason: "核查发现不存在", evidence: "笔录第三号") { id } }`

/** Each door, by an id; what it says when it stays shut. */
const doors: Readonly<Record<string, [query: string, shut: unknown]>> = {
  reply: [
    'mutation($reportId: ID!) { replyToReporter(reportId: $reportId, text: "请补充") { id } }',
    'NOT_FOUND',
  ],
  'mark as read': ['mutation($reportId: ID!) { markDialogueRead(reportId: $reportId) { id } }', 'NOT_FOUND'],
  'propose a mark': [propose, 'NOT_FOUND'],
  'decide a mark': [
    'mutation($markId: ID!) { decideMaliciousMark(id: $markId, marked: true, reason: "予以标记，供参考") { id } }',
    'NOT_FOUND',
  ],
  'ask for an original': [askRelease, 'NOT_FOUND'],
  'release an original': [
    'mutation($releaseId: ID!) { decideEvidenceRelease(requestId: $releaseId, approve: true, reason: "同意") { id } }',
    'NOT_FOUND',
  ],
  hold: [
    'mutation($reportId: ID!) { holdReport(reportId: $reportId, reason: "法院调取证据") { heldAt } }',
    'NOT_FOUND',
  ],
  'renew a receipt': [
    'mutation($reportId: ID!) { renewOperatorReceipt(reportId: $reportId, reason: "遗失查询码") { receipt } }',
    'NOT_FOUND',
  ],
  'take a dossier': [
    `mutation($reportId: ID!) { takeIdentityDossier(reportId: $reportId, purpose: VERIFICATION, reason: "核实") { recordedHash } }`,
    'NOT_FOUND',
  ],
  'sealed identities': [
    'query($reportId: ID!) { sealedIdentities(reportId: $reportId) { position } }',
    { sealedIdentities: [] },
  ],
  releases: ['{ evidenceReleases { nodes { id } } }', { evidenceReleases: { nodes: [] } }],
  marks: ['{ maliciousMarks { id } }', { maliciousMarks: [] }],
  reveals: ['{ reveals { nodes { id } } }', { reveals: { nodes: [] } }],
  search: [
    'mutation { searchReports(unitName: "郑州某某煤矿") { nodes { id } } }',
    { searchReports: { nodes: [] } },
  ],
  'matches below': ['{ matchesForSuperior { nodes { id } } }', { matchesForSuperior: { nodes: [] } }],
}

describe('a report about an authority', () => {
  let subgraph: ReportSubgraph
  let ids: { reportId: string; evidenceId: string; markId: string; releaseId: string }
  const above = everybodyAt('410000', 'above')
  beforeAll(async () => {
    subgraph = await openReportSubgraph()
    await appendEvents(
      subgraph.database,
      versionPublished('ReportingNoticePublished', 1),
      versionPublished('PrivacyExplanationPublished', 1),
      ...authorities.map(([regionCode, level, parent]): SomeEvent => {
        const parentAuthorityId = parent === null ? null : authorityIdOf(parent)
        const authorityId = authorityIdOf(regionCode)
        const payload = { authorityId, level, regionCode, parentAuthorityId }
        return { id: randomUUID(), name: 'AuthorityRegistered', payload }
      }),
    )
    await soon(async () =>
      expect(await subgraph.database.ask('SELECT FROM report.authority_reach')).toHaveLength(3),
    )
    const reportId = await submitAnonymously(subgraph, { againstAuthorityId: authorityIdOf('410100') })
    const evidenceId = await sendPhoto(reportId)
    const release = await ask(askRelease, above, { evidenceId })
    const mark = await ask(propose, above, { reportId })
    expect([...release.errors, ...mark.errors]).toEqual([])
    const idOf = (data: unknown, name: string) => (data as Record<string, { id: string }>)[name]!.id
    const releaseId = idOf(release.data, 'requestEvidenceRelease')
    ids = { reportId, evidenceId, releaseId, markId: idOf(mark.data, 'proposeMaliciousMark') }
    await subgraph.database.ask("UPDATE report.malicious_mark SET answer_until = now() - interval '1 second'")
  })
  afterAll(() => subgraph.close())

  const ask = (query: string, viewer: StaffViewer, variables: Partial<typeof ids> = ids) => {
    const named = Object.entries(variables).filter(([name]) => query.includes(`$${name}`))
    return subgraph.ask({ query, viewer, variables: Object.fromEntries(named) })
  }
  const sendPhoto = async (reportId: string): Promise<string> => {
    const photo = await files.smallJpeg()
    const input = { name: '现场.jpg', sizeBytes: photo.length, kind: 'PHOTO' }
    const viewer = { kind: 'REPORTER', reportId } as const
    const { data } = await subgraph.ask({ query: upload, viewer, variables: { input } })
    const made = (data as { requestEvidenceUpload: { evidenceId: string; url: string } })
      .requestEvidenceUpload
    expect(await createTus(subgraph.url).patch(made.url, 0, photo)).toMatchObject({ status: 204 })
    return made.evidenceId
  }
  const look = async (viewer: StaffViewer) =>
    (await subgraph.entities('Report', [{ id: ids.reportId }], 'unitName evidence { url }', viewer)).data

  describe.each([
    ['it', '410100'],
    ['those below it', '410102'],
  ])('is not there for %s', (_who, regionCode) => {
    const viewer = everybodyAt(regionCode, `of ${regionCode}`)

    it('by reference', async () => {
      expect(await look(viewer)).toEqual({ _entities: [null] })
    })

    it.each(Object.entries(doors))('by the door: %s', async (_door, [query, shut]) => {
      const { data, errors } = await ask(query, viewer)
      expect(errors[0]?.extensions.code ?? data).toEqual(shut)
    })
  })

  it('is there for who stands above, who decides about it with somebody else', async () => {
    expect(JSON.stringify(await look(above))).toContain('郑州某某煤矿')
    const second = everybodyAt('410000', 'second')
    for (const door of ['reply', 'mark as read', 'decide a mark', 'release an original', 'hold'])
      expect([door, (await ask(doors[door]![0], second)).errors]).toEqual([door, []])
    for (const door of ['releases', 'search'])
      expect((await ask(doors[door]![0], second)).data).not.toEqual(doors[door]![1])
  })
})
