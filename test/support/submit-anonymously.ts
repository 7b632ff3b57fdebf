import { proofFrom } from './proof-of-work.js'
import type { ReportSubgraph } from './report-subgraph.js'

/** Takes a report without a name in, and gives its id: the subgraph keeps consent versions 1. */
export async function submitAnonymously(subgraph: ReportSubgraph, change: object = {}): Promise<string> {
  const input = {
    proofOfWork: await proofFrom(subgraph, 'SUBMIT_REPORT'),
    mode: 'ANONYMOUS',
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
  const query = 'mutation($input: SubmitReportInput!) { submitReport(input: $input) { __typename } }'
  const { errors } = await subgraph.ask({ query, variables: { input } })
  if (errors[0] !== undefined) throw new Error(errors[0].message)
  const [newest] = await subgraph.database.ask<{ id: string }>(
    'SELECT id FROM report.report ORDER BY submitted_at DESC LIMIT 1',
  )
  return newest!.id
}
