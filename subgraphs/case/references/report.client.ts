import { z } from 'zod'
import type { AskSubgraph } from '../../shared/service-client.js'

/** Whether two reports are of one reporter, as far as that can be told without opening an identity. */
const samenessOf = z.enum(['SAME_ACCOUNT', 'SAME_RECEIPT', 'UNKNOWN'])
export type Sameness = z.infer<typeof samenessOf>

const matchedBy = z.enum(['UNIT_NAME', 'CREDIT_CODE', 'PLACE'])
export type MatchedBy = z.infer<typeof matchedBy>

export type ReportMatch = { reportId: string; matchedBy: MatchedBy[] }

/** What case asks report, service to service. */
export type ReportDesk = {
  /** Of a report and the best of the earlier ones. */
  sameReporter: (reportId: string, earlierReportIds: readonly string[]) => Promise<Sameness>
  /** Whether a report was made by a citizen while signed in. */
  ownsReport: (whose: { citizenId: string; reportId: string }) => Promise<boolean>
  /** For each report, others that may be about the same. */
  matchesOf: (reportIds: readonly string[]) => Promise<ReportMatch[][]>
}

const sameReporter = `query SameReporter($reportId: ID!, $earlierReportIds: [ID!]!) {
  sameReporter(reportId: $reportId, earlierReportIds: $earlierReportIds)
}`

const ownsReport = `query OwnsReport($citizenId: ID!, $reportId: ID!) {
  ownsReport(citizenId: $citizenId, reportId: $reportId)
}`

export function createReportDesk(ask: AskSubgraph): ReportDesk {
  return {
    sameReporter: async (reportId, earlierReportIds) => {
      const shape = z.object({ sameReporter: samenessOf })
      const answer = await ask({ query: sameReporter, variables: { reportId, earlierReportIds }, shape })
      return answer.sameReporter
    },
    ownsReport: async (variables) => {
      const shape = z.object({ ownsReport: z.boolean() })
      return (await ask({ query: ownsReport, variables, shape })).ownsReport
    },
    matchesOf: async (reportIds) => {
      if (reportIds.length === 0) return []
      const match = z.object({ reportId: z.uuid(), matchedBy: z.array(matchedBy) })
      const answer = await ask({
        query: matchesQuery(reportIds.length),
        variables: Object.fromEntries(reportIds.map((id, index) => [`id${String(index)}`, id])),
        shape: z.record(z.string(), z.array(match)),
      })
      return reportIds.map((_id, index) => answer[`of${String(index)}`] ?? [])
    },
  }
}

/** One request, however many reports. */
function matchesQuery(count: number): string {
  const indexes = Array.from({ length: count }, (_one, index) => String(index))
  const declared = indexes.map((index) => `$id${index}: ID!`).join(', ')
  const fields = indexes.map(
    (index) => `of${index}: reportMatches(reportId: $id${index}) { reportId matchedBy }`,
  )
  return `query ReportMatches(${declared}) { ${fields.join(' ')} }`
}
