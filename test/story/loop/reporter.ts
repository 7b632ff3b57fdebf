import {
  OpenReceiptDocument,
  ReportProgressedDocument,
  StartSealedDraftDocument,
  SubmitReportDocument,
  type SubmitReportInput,
} from '../../operations/generated/graphql.js'
import { createGraphClient, subscribeTo, type GraphClient } from '../../support/graph.js'
import type { TestPlatform } from '../../support/platform.js'
import { proofFor } from '../../support/proof-of-work.js'
import { soon } from '../../support/soon.js'
import { inventedReport } from '../invented-report.js'
import { sealForMatter } from '../seal-for-matter.js'

/** A reporter with the receipt opened, who watches the own progress live all the time. */
export type Reporter = {
  reportId: string
  caseId: string
  client: GraphClient
  /** Names of the steps told so far, each as it came over the wire. */
  told: () => readonly string[]
  close: () => Promise<void>
}

/** By real name: the identity is sealed on the device. */
export async function reportByName(
  platform: TestPlatform,
  policyFile: string,
  unitName: string,
): Promise<Reporter> {
  const { stranger } = platform
  const proof = await proofFor(stranger, 'SUBMIT_REPORT')
  const { startDraft: draft } = await stranger.request(StartSealedDraftDocument, { proof })
  const report: SubmitReportInput = {
    ...inventedReport(unitName, 1, 1),
    mode: 'REAL_NAME',
    reporterKind: 'EMPLOYEE',
    employerIsReportedUnit: true,
    draftId: draft.id,
  }
  const identityEnvelope = await sealForMatter(stranger, {
    identity: { name: '虚构的王小明', phone: '13800138000' },
    row: draft.identityRow,
    policyFile,
    matter: report,
  })
  const { submitReport } = await stranger.request(SubmitReportDocument, {
    input: { ...report, identityEnvelope },
  })
  if (submitReport.__typename !== 'ReportSubmitted') throw new Error(submitReport.__typename)
  return follow(platform, draft.receipt)
}

export async function reportAnonymously(platform: TestPlatform, unitName: string): Promise<Reporter> {
  return follow(platform, await platform.report(unitName))
}

async function follow(platform: TestPlatform, receipt: string): Promise<Reporter> {
  const { graph, subscriptions } = platform.urls
  const proof = await proofFor(platform.stranger, 'OPEN_RECEIPT')
  const { openReceipt } = await platform.stranger.request(OpenReceiptDocument, { receipt, proof })
  const client = createGraphClient(graph, { token: openReceipt.token })
  const { myReport } = await client.request<{ myReport: { id: string } }, object>('{ myReport { id } }', {})
  const reportId = myReport.id
  const feed = subscribeTo(subscriptions, ReportProgressedDocument, {}, { token: openReceipt.token })
  let told: string[] = []
  const watching = (async () => {
    for (;;) {
      const { reportProgressed } = await feed.next(600_000)
      told = reportProgressed?.progress.map(({ label }) => label) ?? told
    }
  })().catch(() => undefined)
  return {
    reportId,
    caseId: await caseOpenedBy(platform, reportId),
    client,
    told: () => told,
    close: async () => {
      await feed.close()
      await watching
    },
  }
}

function caseOpenedBy(platform: TestPlatform, reportId: string): Promise<string> {
  return soon(async () => {
    const [row] = await platform.ask<{ case_id: string }>(
      'SELECT case_id FROM "case".case_report WHERE report_id = $1',
      [reportId],
    )
    if (row === undefined) throw new Error('the report did not become a case')
    return row.case_id
  })
}
