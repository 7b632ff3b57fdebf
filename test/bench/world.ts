import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPlatform, type Platform, type PlatformRequest } from '../../local/platform.js'
import { outsideFolder } from '../../local/postgres/placement.js'
import {
  CasesToScreenDocument,
  ReadBeforeReportingDocument,
  SubmitReportDocument,
} from '../operations/generated/graphql.js'
import { inventedReport } from '../story/invented-report.js'
import { staffToken } from '../story/world.js'
import { createGraphClient } from '../support/graph.js'
import { proofFor } from '../support/proof-of-work.js'

/** A platform of its own for a benchmark, on free ports and an empty data folder that goes away with it. */
export type BenchWorld = {
  platform: Platform
  dataFolder: string
  token: (username: string) => Promise<string>
} & AsyncDisposable

export async function openBenchWorld(request: Partial<PlatformRequest> = {}): Promise<BenchWorld> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'andon-bench-'))
  const platform = await startPlatform({ dataFolder, logLevel: 'warn', ...request })
  const { urls, secrets } = platform
  return {
    platform,
    dataFolder,
    token: (username) => staffToken({ urls, demoPassword: secrets.demoPassword }, username),
    [Symbol.asyncDispose]: async () => {
      await platform.stop()
      for (const folder of [dataFolder, outsideFolder(dataFolder)])
        rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Invented reports in 郑州, and the cases they have become. */
export async function openCases(world: BenchWorld, count: number): Promise<string[]> {
  const { graph } = world.platform.urls
  const stranger = createGraphClient(graph)
  const { reportingNotice, privacyExplanation } = await stranger.request(ReadBeforeReportingDocument, {})
  const versions = [reportingNotice?.version ?? 1, privacyExplanation?.version ?? 1] as const
  for (let n = 0; n < count; n += 2) {
    const inputs = [n, n + 1]
      .slice(0, count - n)
      .map((k) => inventedReport(`示例厂${String(k)}（虚构）`, ...versions))
    for (const { submitReport } of await Promise.all(
      inputs.map(async (input) => {
        const proofOfWork = await proofFor(stranger, 'SUBMIT_REPORT')
        return stranger.request(SubmitReportDocument, { input: { ...input, proofOfWork } })
      }),
    )) {
      if (submitReport.__typename !== 'ReportSubmitted')
        throw new Error(`not taken in: ${submitReport.__typename}`)
    }
  }
  const officer = createGraphClient(graph, { token: await world.token('intake.zhengzhou') })
  for (;;) {
    const ids: string[] = []
    let after: string | null = null
    do {
      const page: {
        cases: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor?: string | null } }
      } = await officer.request(CasesToScreenDocument, {
        regionCode: '410100',
        state: 'SCREENING',
        first: 100,
        after,
      })
      ids.push(...page.cases.nodes.map(({ id }) => id))
      after = page.cases.pageInfo.hasNextPage ? (page.cases.pageInfo.endCursor ?? null) : null
    } while (after !== null)
    if (ids.length >= count) return ids
  }
}
