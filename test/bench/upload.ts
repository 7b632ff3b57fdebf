import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  MyEvidenceDocument,
  OpenReceiptDocument,
  RequestEvidenceUploadDocument,
  StartDraftDocument,
  SubmitReportDocument,
} from '../operations/generated/graphql.js'
import { inventedReport } from '../story/invented-report.js'
import { createGraphClient, type GraphClient } from '../support/graph.js'
import { proofFor } from '../support/proof-of-work.js'
import { box, smallMp4 } from '../support/small-files.js'
import { createTus } from '../support/tus.js'
import { processesBelow, pssOf } from './memory.js'
import { printTable } from './report.js'
import { openBenchWorld, type BenchWorld } from './world.js'

const megabyte = 1_048_576
const fileMegabytes = 499
const pieceMegabytes = 20

/** Memory of gateway and report while one file of nearly 500 MB goes through them and is checked. */
export async function benchUpload(): Promise<void> {
  await using world = await openBenchWorld()
  const reporter = await openReport(world)
  const watched = ['gateway/main.js', 'subgraphs/report/main.js'] as const
  const pids = processesBelow(process.pid)
  const pidOf = (name: string): number => pids.find((one) => one.name === name)?.pid ?? 0
  await upload(world, reporter, 20)
  await sleep(3_000)
  const samples: { sent: number; memory: number[] }[] = []
  const sample = (sent: number): void =>
    void samples.push({ sent, memory: watched.map((name) => pssOf(pidOf(name))) })
  sample(0)
  const startedAt = performance.now()
  await upload(world, reporter, fileMegabytes, sample)
  const seconds = (performance.now() - startedAt) / 1_000
  const shown = samples.filter((_one, n) => n % 4 === 0 || n === samples.length - 1)
  printTable([
    ['MB sent', ...watched.map((name) => `${name} PSS MiB`)],
    ...shown.map(({ sent, memory }) => [String(sent), ...memory.map((size) => size.toFixed(0))]),
    ['slope, MiB per 100 MB', ...watched.map((_name, at) => slope(samples, at).toFixed(1))],
    ['most above the start', ...watched.map((_name, at) => mostAbove(samples, at).toFixed(0))],
  ])
  console.log(`  ${(fileMegabytes / seconds).toFixed(0)} MB/s, sealed, checked and read back once`)
}

async function openReport({ platform }: BenchWorld): Promise<GraphClient> {
  const { graph } = platform.urls
  const stranger = createGraphClient(graph)
  const proof = await proofFor(stranger, 'SUBMIT_REPORT')
  const { startDraft } = await stranger.request(StartDraftDocument, { proof })
  const input = { ...inventedReport('示例厂（虚构）', 1, 1), draftId: startDraft.id }
  await stranger.request(SubmitReportDocument, { input })
  const { openReceipt } = await stranger.request(OpenReceiptDocument, {
    receipt: startDraft.receipt,
    proof: await proofFor(stranger, 'OPEN_RECEIPT'),
  })
  return createGraphClient(graph, { token: openReceipt.token })
}

async function upload(
  { platform }: BenchWorld,
  reporter: GraphClient,
  megabytes: number,
  onPiece: (sentMegabytes: number) => void = () => undefined,
): Promise<void> {
  const beginning = Buffer.concat([smallMp4(), box('free')])
  beginning.writeUInt32BE(8 + megabytes * megabyte, beginning.length - 8)
  const sizeBytes = beginning.length + megabytes * megabyte
  const { requestEvidenceUpload } = await reporter.request(RequestEvidenceUploadDocument, {
    input: { name: '现场.mp4', kind: 'VIDEO', sizeBytes },
  })
  const tus = createTus(new URL(platform.urls.graph).origin)
  const { url } = requestEvidenceUpload
  let { offset = 0 } = await tus.patch(url, 0, beginning)
  const piece = randomBytes(pieceMegabytes * megabyte)
  while (offset < sizeBytes) {
    const answer = await tus.patch(url, offset, piece.subarray(0, Math.min(piece.length, sizeBytes - offset)))
    if (answer.status !== 204 || answer.offset === undefined) throw new Error(answer.message)
    offset = answer.offset
    onPiece(Math.round(offset / megabyte))
  }
  const { myReport } = await reporter.request(MyEvidenceDocument, {})
  if (myReport?.evidence.some(({ state }) => state !== 'READY')) throw new Error('not every file is ready')
}

type Samples = readonly { sent: number; memory: number[] }[]

/** By least squares. */
function slope(samples: Samples, at: number): number {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
  const [x, y] = [samples.map(({ sent }) => sent / 100), samples.map(({ memory }) => memory[at] ?? 0)]
  const [meanX, meanY] = [mean(x), mean(y)]
  const above = x.reduce((sum, value, n) => sum + (value - meanX) * ((y[n] ?? 0) - meanY), 0)
  return above / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0)
}

function mostAbove(samples: Samples, at: number): number {
  const sizes = samples.map(({ memory }) => memory[at] ?? 0)
  return Math.max(...sizes) - (sizes[0] ?? 0)
}
