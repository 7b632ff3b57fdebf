import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { anonymous, type Viewer } from '../../../platform/viewer/viewer.js'
import { appendEvents, authorityRegistered, versionPublished } from '../../../test/support/events.js'
import { openReportSubgraph, type ReportSubgraph } from '../../../test/support/report-subgraph.js'
import { soon } from '../../../test/support/soon.js'
import { staffOf } from '../../../test/support/staff.js'
import { submitAnonymously } from '../../../test/support/submit-anonymously.js'

const auditor = staffOf('410100', 'AUDIT_ADMIN')
const officer = staffOf('410100', 'CASE_OFFICER')
const query = `query($first: Int, $after: String, $filter: AuditEntryFilter) {
  auditEntries(first: $first, after: $after, filter: $filter) {
    nodes { id position action thingKind thingId actor { kind subject } facts { name values } reason erased prevHash hash }
    pageInfo { hasNextPage endCursor }
  }
}`

type Entry = { position: string; action: string; thingId: string; prevHash: string; hash: string }
type Page = { nodes: Entry[]; pageInfo: { hasNextPage: boolean; endCursor: string } }

describe('the entries of the audit chain', () => {
  let subgraph: ReportSubgraph
  let reportId: string
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
    reportId = await submitAnonymously(subgraph)
    for (const field of ['unitName', 'facts { what }', 'dialogue { text }'])
      await subgraph.entities('Report', [{ id: reportId }], field, officer)
  })
  afterAll(() => subgraph.close())

  const page = async (variables: object = {}): Promise<Page> => {
    const { data, errors } = await subgraph.ask({ query, viewer: auditor, variables: { ...variables } })
    expect(errors).toEqual([])
    return (data as { auditEntries: Page }).auditEntries
  }

  it('are read by an audit administrator, newest first, by who, what and about which report', async () => {
    const { nodes } = await page({ filter: { reportId, subject: officer.subject } })
    expect(nodes).toMatchObject([
      { action: 'DIALOGUE_READ', thingKind: 'REPORT', thingId: reportId, erased: false, reason: null },
      { action: 'REPORT_READ', actor: { kind: 'STAFF', subject: officer.subject } },
      { action: 'REPORT_READ' },
    ])
    expect(nodes[0]!.prevHash).toBe(nodes[1]!.hash)
    expect((await page({ filter: { action: 'REPORT_READ' } })).nodes).toHaveLength(2)
    expect((await page({ filter: { from: '2999-01-01T00:00:00Z' } })).nodes).toEqual([])
    expect((await page({ filter: { to: '2999-01-01T00:00:00Z', reportId } })).nodes).toHaveLength(3)
    expect(JSON.stringify(nodes)).not.toMatch(/煤矿|瓦斯/)
  })

  it('are told page by page, though reading adds to them', async () => {
    const filter = { reportId }
    const first = await page({ first: 2, filter })
    const rest = await page({ first: 2, filter, after: first.pageInfo.endCursor })
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false])
    expect(new Set([...first.nodes, ...rest.nodes].map(({ position }) => position)).size).toBe(3)
  })

  it('tell that somebody has read them', async () => {
    const before = (await page({ filter: { action: 'AUDIT_READ' } })).nodes.length
    await page({ filter: { reportId, subject: 'somebody 某人' } })
    const { nodes } = await page({ filter: { action: 'AUDIT_READ' } })
    expect(nodes).toHaveLength(Math.min(before + 2, 20))
    expect(nodes[0]).toMatchObject({
      actor: { subject: auditor.subject },
      facts: expect.arrayContaining([
        { name: 'reportId', values: [reportId] },
        { name: 'bySubject', values: ['true'] },
      ]),
    })
  })

  it('that cannot be recorded as read are not read', async () => {
    await subgraph.database.ask('REVOKE INSERT ON report.audit_entry FROM andon_report')
    const { data, errors } = await subgraph.ask({ query, viewer: auditor })
    await subgraph.database.ask('GRANT INSERT ON report.audit_entry TO andon_report')
    expect([data, errors[0]?.extensions.code]).toEqual([null, 'INTERNAL_SERVER_ERROR'])
  })

  it.each<[string, Viewer, string]>([
    ['a stranger', anonymous, 'UNAUTHENTICATED'],
    ['an officer', officer, 'FORBIDDEN'],
    ['a leader', staffOf('410100', 'LEADER'), 'FORBIDDEN'],
    ['the system administrator', staffOf('410100', 'SYSTEM_ADMIN'), 'FORBIDDEN'],
    ['the security administrator', staffOf('410100', 'SECURITY_ADMIN'), 'FORBIDDEN'],
    ['one who is two administrators', { ...auditor, roles: ['AUDIT_ADMIN', 'SYSTEM_ADMIN'] }, 'FORBIDDEN'],
  ])('are not read by %s', async (_who, viewer, code) => {
    const { data, errors } = await subgraph.ask({ query, viewer })
    expect([data, errors[0]?.extensions.code]).toEqual([null, code])
  })
})
