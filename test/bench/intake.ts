import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import {
  StartSealedDraftDocument,
  SubmitReportDocument,
  type SubmitReportInput,
} from '../operations/generated/graphql.js'
import { sealForMatter } from '../story/seal-for-matter.js'
import { inventedReport } from '../story/invented-report.js'
import { createGraphClient, type GraphClient } from '../support/graph.js'
import { proofFor } from '../support/proof-of-work.js'
import { openBareTables, type BareTables } from './intake-bare.js'
import { measureParts } from './intake-parts.js'
import { median, printTable, quantile } from './report.js'
import { openBenchWorld, type BenchWorld } from './world.js'

const rounds = 3
const reportsEach = 60
const atOnce = 8

/** Milliseconds of each report, and of all together. */
type Timed = { each: number[]; tookMs: number }

/**
 * What a report costs with all its confidentiality, beside its bare rows, in turns. An anonymous one is one mutation
 * with its proof and receipt; one by real name is a draft with proof and receipt, and an identity sealed on the device.
 */
export async function benchIntake(): Promise<void> {
  await using world = await openBenchWorld()
  const client = createGraphClient(world.platform.urls.graph)
  const bare = await openBareTables(world.platform.databaseUrls.admin)
  try {
    await takeIn(await prepareAnonymous(client, 10))
    const kinds = {
      anonymous: () => withoutName(client),
      'real name': () => byRealName(world, client),
    }
    console.log(
      `  ${String(rounds)} rounds of ${String(reportsEach)} reports each way, ${String(atOnce)} at once, alternating`,
    )
    const rows = [['reports', 'way', 'reports/s (median)', 'of each round', 'p50 ms', 'p99 ms']]
    for (const [kind, run] of Object.entries(kinds)) rows.push(...(await takeTurns(kind, run, bare)))
    printTable(rows)
    console.log('\n  what one report costs, one after the other')
    printTable([['part', 'ms (median)'], ...(await measureParts(world, client))])
  } finally {
    await bare.close()
  }
}

async function takeTurns(
  kind: string,
  run: () => Promise<{ timed: Timed }>,
  bare: BareTables,
): Promise<string[][]> {
  const through: Timed[] = []
  const beside: Timed[] = []
  for (let round = 0; round < rounds; round += 1) {
    await bare.mark()
    through.push((await run()).timed)
    const reports = await bare.rowsSinceMark()
    if (reports.length !== reportsEach) throw new Error(`${String(reports.length)} reports were stored`)
    beside.push(await inTurns(reports, (rows) => bare.insert(rows)))
  }
  const perSecond = (timed: Timed[]): number[] =>
    timed.map(({ each, tookMs }) => (each.length / tookMs) * 1_000)
  const describe = (way: string, timed: Timed[]): string[] => {
    const each = timed.flatMap((one) => one.each)
    const speeds = perSecond(timed).map((speed) => speed.toFixed(1))
    const middle = median(perSecond(timed)).toFixed(1)
    return [kind, way, middle, speeds.join(' '), median(each).toFixed(1), quantile(each, 0.99).toFixed(1)]
  }
  const ratio = median(perSecond(beside)) / median(perSecond(through))
  return [
    describe('through the gateway', through),
    describe('bare rows by pg', beside),
    [kind, 'price: pg / gateway', ratio.toFixed(1), '', '', ''],
  ]
}

async function withoutName(client: GraphClient): Promise<{ timed: Timed }> {
  return { timed: await takeIn(await prepareAnonymous(client, reportsEach)) }
}

/** Proofs are solved ahead: their work is the sender’s, not the server’s. */
function prepareAnonymous(client: GraphClient, count: number): Promise<(() => Promise<void>)[]> {
  return Promise.all(
    Array.from({ length: count }, async (_none, n) => {
      const input = {
        ...inventedReport(unitName(n), 1, 1),
        proofOfWork: await proofFor(client, 'SUBMIT_REPORT'),
      }
      return () => submit(client, input)
    }),
  )
}

function takeIn(submissions: readonly (() => Promise<void>)[]): Promise<Timed> {
  return inTurns(submissions, (submission) => submission())
}

/** Sealing stands between draft and submission, on the reporter's device: its time is not the server's. */
async function byRealName(world: BenchWorld, client: GraphClient): Promise<{ timed: Timed }> {
  const proofs = await Promise.all(
    Array.from({ length: reportsEach }, () => proofFor(client, 'SUBMIT_REPORT')),
  )
  const drafts: { id: string; identityRow: { table: string; row: string; field: string } }[] = []
  const drafting = await inTurns(proofs, async (proof) => {
    drafts.push((await client.request(StartSealedDraftDocument, { proof })).startDraft)
  })
  const policyFile = join(world.dataFolder, 'custodians', 'INTL_1', 'sealing-policy.json')
  const inputs: SubmitReportInput[] = []
  for (const [n, { id: draftId, identityRow: row }] of drafts.entries()) {
    const report = { ...inventedReport(unitName(n), 1, 1), mode: 'REAL_NAME' as const, draftId }
    const identity = { name: '示例姓名', phone: '13800000000' }
    const identityEnvelope = await sealForMatter(client, { identity, row, policyFile, matter: report })
    inputs.push({ ...report, identityEnvelope })
  }
  const submitting = await inTurns(inputs, (input) => submit(client, input))
  const each = submitting.each.map((ms, n) => ms + (drafting.each[n] ?? 0))
  return { timed: { each, tookMs: drafting.tookMs + submitting.tookMs } }
}

async function submit(client: GraphClient, input: SubmitReportInput): Promise<void> {
  const { submitReport } = await client.request(SubmitReportDocument, { input })
  if (submitReport.__typename !== 'ReportSubmitted') throw new Error(submitReport.__typename)
}

function unitName(n: number): string {
  return `示例厂${String(n)}·${randomBytes(4).toString('hex')}（虚构）`
}

/** As many at once as there are people pressing the button at the same moment. */
async function inTurns<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<Timed> {
  const each: number[] = []
  const waiting = items.entries()
  const startedAt = performance.now()
  const one = async (): Promise<void> => {
    for (const [n, item] of waiting) {
      const began = performance.now()
      await work(item)
      each[n] = performance.now() - began
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
  return { each, tookMs: performance.now() - startedAt }
}
