import { expect } from '@jest/globals'
import { randomBytes, randomUUID } from 'node:crypto'
import { Lifecycle } from '../../platform/lifecycle.js'
import { anonymous, type Viewer } from '../../platform/viewer/viewer.js'
import type { Clock } from '../../subgraphs/shared/clock.js'
import { startRelay } from '../../subgraphs/shared/events/relay.js'
import { openCaseSubgraph, type CaseSubgraph } from './case-subgraph.js'
import { seats } from './case-tree.js'
import { appendEvents, authorityBelow, versionPublished } from './events.js'
import { proofFrom } from './proof-of-work.js'
import { openReportSubgraph, type ReportSubgraph } from './report-subgraph.js'
import { silentLog } from './silent-log.js'
import { soon } from './soon.js'

export type Reported = { reportId: string; caseId: string; receipt: string; reporter: Viewer }

/** Report and case on one database, the real region beside them, and the facts of both going to and fro. */
export type CaseBesideReport = {
  report: ReportSubgraph
  cases: CaseSubgraph
  /** A report that was taken in, with the case it opened. */
  submit: (change?: object, viewer?: Viewer) => Promise<Reported>
  newCitizen: () => Promise<Viewer>
  close: () => Promise<void>
}

export async function openCaseBesideReport(clock?: Clock): Promise<CaseBesideReport> {
  const report = await openReportSubgraph()
  const cases = await openCaseSubgraph(clock, report.beside)
  const { database } = report
  const relays = new Lifecycle(silentLog)
  for (const schema of ['report', 'case'] as const) {
    const databaseUrl = database.runtimeUrl(schema)
    startRelay({ schema, databaseUrl, eventsDatabaseUrl: databaseUrl, lifecycle: relays, log: silentLog })
  }
  await appendEvents(
    database,
    versionPublished('ReportingNoticePublished', 1),
    versionPublished('PrivacyExplanationPublished', 1),
    authorityBelow('410000', null),
    authorityBelow('410100', '410000'),
    authorityBelow('410300', '410000'),
    authorityBelow('410102', '410100'),
  )
  await soon(async () => {
    for (const schema of ['report', '"case"'])
      expect(await database.ask(`SELECT FROM ${schema}.authority_reach`)).toHaveLength(seats.length)
  })
  return {
    report,
    cases,
    submit: (change = {}, viewer = anonymous) => submit(report, change, viewer),
    newCitizen: async () => {
      const citizenId = randomUUID()
      await database.ask(
        'INSERT INTO report.citizen (id, openid_tag, registered_at, signed_in_at) VALUES ($1, $2, now(), now())',
        [citizenId, randomBytes(32)],
      )
      return { kind: 'CITIZEN', citizenId }
    },
    close: async () => {
      await relays.close()
      await cases.close()
      await report.close()
    },
  }
}

const submission = `mutation($input: SubmitReportInput!) {
  submitReport(input: $input) { __typename ... on ReportSubmitted { receipt } }
}`

async function submit(report: ReportSubgraph, change: object, viewer: Viewer): Promise<Reported> {
  const isCitizen = viewer.kind === 'CITIZEN'
  const input = {
    ...(isCitizen
      ? { channel: 'WECHAT_MINI', mode: 'REAL_NAME', identity: { name: '李四某', phone: '13800000001' } }
      : { mode: 'ANONYMOUS', proofOfWork: await proofFrom(report, 'SUBMIT_REPORT') }),
    reporterKind: 'PUBLIC',
    regionCode: '410102',
    industryCode: 'COAL_MINE',
    matterTypes: ['MAJOR_HAZARD'],
    unitName: '郑州某某煤矿',
    elsewhere: { kind: 'NONE' },
    facts: { what: '井下瓦斯超限仍在作业，监测探头被人为遮挡。' },
    consent: { noticeVersion: 1, privacyVersion: 1, declaredTrue: true },
    ...change,
  }
  const { data, errors } = await report.ask({ query: submission, variables: { input }, viewer })
  expect(errors).toEqual([])
  const { receipt = '' } = (data as { submitReport: { receipt?: string } }).submitReport
  const [newest] = await report.database.ask<{ id: string }>(
    'SELECT id FROM report.report ORDER BY submitted_at DESC LIMIT 1',
  )
  const reportId = newest!.id
  const caseId = await soon(async () => {
    const [link] = await report.database.ask<{ case_id: string }>(
      'SELECT case_id FROM "case".case_report WHERE report_id = $1',
      [reportId],
    )
    return link!.case_id
  })
  return { reportId, caseId, receipt, reporter: isCitizen ? viewer : { kind: 'REPORTER', reportId } }
}
