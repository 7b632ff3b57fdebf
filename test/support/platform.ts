import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startPlatform, type Platform } from '../../local/platform.js'
import { outsideFolder } from '../../local/postgres/placement.js'
import { readRun } from '../../local/processes/run-file.js'
import { OpenReceiptDocument, SubmitReportDocument } from '../operations/generated/graphql.js'
import { inventedReport } from '../story/invented-report.js'
import { staffToken } from '../story/world.js'
import { createGraphClient, type GraphClient } from './graph.js'
import { proofFor } from './proof-of-work.js'

/** What a test does with a platform, however that was started. */
export type PlatformDoors = {
  stranger: GraphClient
  /** Signed in as one of the demo staff. */
  as: (username: string) => Promise<GraphClient>
  token: (username: string) => Promise<string>
  /** Asks a database as superuser. */
  ask: <Row extends pg.QueryResultRow>(sql: string, values?: unknown[], database?: string) => Promise<Row[]>
  /** Submits an invented report and gives its receipt. */
  report: (unitName: string) => Promise<string>
  /** Opens a receipt and gives a client with its session. */
  opened: (receipt: string) => Promise<GraphClient>
}

/** The whole platform on free ports and an empty data folder, as `npm start` runs it. */
export type TestPlatform = Platform &
  PlatformDoors &
  AsyncDisposable & {
    dataFolder: string
    /** Every process by its number: one that ended and was started again has another. */
    processes: () => string[]
  }

export async function openTestPlatform(
  settings: Parameters<typeof startPlatform>[0]['settings'] = {},
): Promise<TestPlatform> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'andon-e2e-'))
  const platform = await startPlatform({ dataFolder, settings, durable: false, logLevel: 'info' })
  return {
    ...platform,
    ...openDoors(platform),
    dataFolder,
    processes: () => readRun(dataFolder)?.processes.map(({ name, pid }) => `${name} ${String(pid)}`) ?? [],
    [Symbol.asyncDispose]: async () => {
      await platform.stop()
      for (const folder of [dataFolder, outsideFolder(dataFolder)])
        rmSync(folder, { recursive: true, force: true })
    },
  }
}

export function openDoors(
  platform: Pick<Platform, 'urls' | 'databaseUrls'> & { secrets: Pick<Platform['secrets'], 'demoPassword'> },
): PlatformDoors {
  const { graph } = platform.urls
  const token = (username: string): Promise<string> =>
    staffToken({ urls: platform.urls, demoPassword: platform.secrets.demoPassword }, username)
  const stranger = createGraphClient(graph)
  return {
    stranger,
    token,
    as: async (username) => createGraphClient(graph, { token: await token(username) }),
    ask: (sql, values = [], database = 'andon') => askOnce(platform, database, sql, values),
    report: async (unitName) => {
      const { submitReport } = await stranger.request(SubmitReportDocument, {
        input: {
          ...inventedReport(unitName, 1, 1),
          proofOfWork: await proofFor(stranger, 'SUBMIT_REPORT'),
        },
      })
      if (submitReport.__typename !== 'ReportSubmitted') throw new Error(submitReport.__typename)
      if (!submitReport.receipt) throw new Error('a report without a draft comes with its receipt')
      return submitReport.receipt
    },
    opened: async (receipt) => {
      const proof = await proofFor(stranger, 'OPEN_RECEIPT')
      const { openReceipt } = await stranger.request(OpenReceiptDocument, { receipt, proof })
      return createGraphClient(graph, { token: openReceipt.token })
    },
  }
}

export function adminUrlOf(platform: Pick<Platform, 'databaseUrls'>, database: string): string {
  return Object.assign(new URL(platform.databaseUrls.admin), { pathname: `/${database}` }).href
}

async function askOnce<Row extends pg.QueryResultRow>(
  platform: Pick<Platform, 'databaseUrls'>,
  database: string,
  sql: string,
  values: unknown[],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: adminUrlOf(platform, database) })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}
