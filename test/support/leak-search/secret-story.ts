import { expect } from '@jest/globals'
import {
  AcceptReportDocument,
  AddSupplementDocument,
  CasesToScreenDocument,
  EvidenceOfCasesDocument,
  MyReportDocument,
  OpenReceiptDocument,
  ReplyToReporterDocument,
  ReportProgressedDocument,
  RequestEvidenceUploadDocument,
  StartDraftDocument,
  SubmitReportDocument,
  type SubmitReportInput,
} from '../../operations/generated/graphql.js'
import { inventedReport } from '../../story/invented-report.js'
import { createGraphClient, subscribeTo, type GraphClient } from '../graph.js'
import type { LaunchedPlatform } from '../launched-platform.js'
import { proofFor } from '../proof-of-work.js'
import { camera, smallJpeg, smallPdf } from '../small-files.js'
import { soon } from '../soon.js'
import { createTus } from '../tus.js'
import { alsoTold, fullerForm, fullerIdentity, tellFurtherSecrets } from './further-secrets.js'
import { sendWrongThings } from './wrong-things.js'

/** Invented, and told nowhere else in the repository. */
const told = {
  name: '钟离霁岚',
  telephone: '19912340876',
  unit: '云栖石料开采厂',
  what: '回风巷的瓦斯探头被塑料袋蒙住，夜班照常下井。',
  whatInPart: '瓦斯探头被塑料袋蒙住',
  when: '中秋前夜交班以后',
  where: '八号硐室入口左侧',
  who: '带班的裘副矿长',
  supplement: '蒙探头的是通风队裘师傅',
  reply: '请说明蒙住的是几号探头',
  photoName: '硐室偷拍钟离',
  documentName: '裘副矿长签字的排班表',
  camera: camera.make,
  author: 'Zhongli Jilan',
} as const

export type Secrets = Record<string, string>

/**
 * A story with all that may go wrong in it: people report, write, send files, mistype, meet a database that refuses and
 * processes that die. Gives everything that was told in confidence on the way.
 */
export async function tellSecretStory(platform: LaunchedPlatform): Promise<Secrets> {
  const secrets: Secrets = { ...told, ...alsoTold }
  const named = await reportByName(platform, secrets)
  await reportWithoutName(platform, secrets)
  const reporter = createGraphClient(platform.urls.graph, { token: named.session })
  await sendEvidence(platform, reporter, secrets)
  await talk(platform, reporter, { ...named, secrets })
  await sendWrongThings(platform, secrets)
  await whileTheDatabaseRefuses(platform, reporter)
  await whileProcessesDie(platform, secrets)
  return secrets
}

function telling(change: Partial<SubmitReportInput>): SubmitReportInput {
  const { what, when, where, who } = told
  return { ...inventedReport(told.unit, 1, 1), facts: { what, when, where, who, ongoing: true }, ...change }
}

async function reportByName(platform: LaunchedPlatform, secrets: Secrets): Promise<{ session: string }> {
  const { stranger } = platform
  const { startDraft: given } = await startDraft(stranger, secrets, 'draft')
  const identity = { name: told.name, phone: told.telephone, ...fullerIdentity }
  const input = telling({ ...fullerForm, mode: 'REAL_NAME', identity, draftId: given.id })
  const { submitReport } = await stranger.request(SubmitReportDocument, { input })
  expect(submitReport).toMatchObject({ __typename: 'ReportSubmitted' })
  const proof = await proofFor(stranger, 'OPEN_RECEIPT')
  const { openReceipt } = await stranger.request(OpenReceiptDocument, { receipt: given.receipt, proof })
  secrets['session'] = openReceipt.token
  return { session: openReceipt.token }
}

async function startDraft(stranger: GraphClient, secrets: Secrets, name: string) {
  const proof = await proofFor(stranger, 'SUBMIT_REPORT')
  const started = await stranger.request(StartDraftDocument, { proof })
  keepReceipt(secrets, `receipt of ${name}`, started.startDraft.receipt)
  return started
}

/** People read a receipt in groups of four, and write it so. */
export function keepReceipt(secrets: Secrets, name: string, receipt: string): void {
  const groups = receipt.match(/\d{4}/g) ?? []
  Object.assign(secrets, {
    [name]: receipt,
    [`${name}, with spaces`]: groups.join(' '),
    [`${name}, with dashes`]: groups.join('-'),
  })
}

async function reportWithoutName({ stranger }: LaunchedPlatform, secrets: Secrets): Promise<void> {
  const proofOfWork = await proofFor(stranger, 'SUBMIT_REPORT')
  const { submitReport } = await stranger.request(SubmitReportDocument, { input: telling({ proofOfWork }) })
  if (submitReport.__typename !== 'ReportSubmitted') throw new Error(submitReport.__typename)
  keepReceipt(secrets, 'receipt without draft', submitReport.receipt ?? '')
  await startDraft(stranger, secrets, 'a draft nobody submits')
}

async function sendEvidence(platform: LaunchedPlatform, reporter: GraphClient, secrets: Secrets) {
  const tus = createTus(new URL(platform.urls.graph).origin)
  const send = async (name: string, kind: 'PHOTO' | 'DOCUMENT', bytes: Buffer) => {
    const { requestEvidenceUpload } = await reporter.request(RequestEvidenceUploadDocument, {
      input: { name, kind, sizeBytes: bytes.length },
    })
    const { url } = requestEvidenceUpload
    secrets[`address for ${kind}`] = url.slice(url.lastIndexOf('/') + 1)
    return tus.patch(url, 0, bytes)
  }
  expect(await send(`${told.photoName}.jpg`, 'PHOTO', await smallJpeg())).toMatchObject({ status: 204 })
  const document = await smallPdf(told.author)
  expect(await send(`${told.documentName}.pdf`, 'DOCUMENT', document)).toMatchObject({ status: 204 })
  // One that is refused, and one that nobody finishes.
  expect(await send(`${told.photoName}.png`, 'PHOTO', document)).toMatchObject({ status: 422 })
  const { requestEvidenceUpload } = await reporter.request(RequestEvidenceUploadDocument, {
    input: { name: `${told.documentName}.pdf`, kind: 'DOCUMENT', sizeBytes: document.length },
  })
  await tus.patch(requestEvidenceUpload.url, 0, document.subarray(0, 1_000))
}

async function talk(
  platform: LaunchedPlatform,
  reporter: GraphClient,
  { session, secrets }: { session: string; secrets: Secrets },
): Promise<void> {
  const { subscriptions: url } = platform.urls
  const feed = subscribeTo(url, ReportProgressedDocument, {}, { token: session })
  const { myReport } = await reporter.request(MyReportDocument, {})
  const reportId = myReport?.id ?? ''
  secrets['token of an officer'] = await platform.token('intake.zhengzhou')
  const officer = createGraphClient(platform.urls.graph, { token: secrets['token of an officer'] })
  const caseId = await soon(async () => {
    const screened = await officer.request(CasesToScreenDocument, { regionCode: '410100', first: 50 })
    const found = screened.cases.nodes.find(({ reports }) => reports.some(({ id }) => id === reportId))
    if (found === undefined) throw new Error('no case yet')
    return found.id
  })
  await officer.request(AcceptReportDocument, { caseId })
  await officer.request(ReplyToReporterDocument, { reportId, text: told.reply })
  await reporter.request(AddSupplementDocument, { text: told.supplement })
  let entries: unknown[] = []
  while (entries.length < 2) entries = (await feed.next()).reportProgressed?.dialogue ?? []
  await feed.close()
  await fetchCopies(platform, officer, secrets)
  await tellFurtherSecrets(platform, { reporter, officer, reportId }, secrets)
}

async function fetchCopies({ urls }: LaunchedPlatform, officer: GraphClient, secrets: Secrets) {
  const { cases } = await officer.request(EvidenceOfCasesDocument, { regionCode: '410100', first: 50 })
  const copies = cases.nodes.flatMap(({ reports }) => reports).flatMap(({ evidence }) => evidence)
  const addresses = copies.flatMap(({ url }) => url ?? [])
  expect(addresses).toHaveLength(2)
  for (const [n, address] of addresses.entries()) {
    const response = await fetch(new URL(address, urls.graph))
    expect(response.status).toBe(200)
    await response.arrayBuffer()
    secrets[`address of copy ${String(n)}`] = address.slice(address.lastIndexOf('/') + 1)
  }
}

/** PostgreSQL quotes the row it refuses, and drivers quote the statement with its values. */
async function whileTheDatabaseRefuses(platform: LaunchedPlatform, reporter: GraphClient): Promise<void> {
  const tables = ['report', 'draft', 'sealed_identity', 'message', 'evidence', 'consent', 'outbox']
  for (const table of tables)
    await platform.ask(`ALTER TABLE report."${table}" ADD CONSTRAINT shut CHECK (false) NOT VALID`)
  const proofOfWork = await proofFor(platform.stranger, 'SUBMIT_REPORT')
  const identity = { name: told.name, phone: told.telephone }
  const document = { name: `${told.documentName}.pdf`, kind: 'DOCUMENT', sizeBytes: 1_000 } as const
  const refused = [
    await platform.stranger.ask(SubmitReportDocument, { input: telling({ proofOfWork }) }),
    await platform.stranger.ask(SubmitReportDocument, { input: telling({ mode: 'REAL_NAME', identity }) }),
    await reporter.ask(AddSupplementDocument, { text: told.supplement }),
    await reporter.ask(RequestEvidenceUploadDocument, { input: document }),
  ]
  for (const { errors } of refused) expect(errors[0]?.extensions?.code).toBe('INTERNAL_SERVER_ERROR')
  for (const table of tables) await platform.ask(`ALTER TABLE report."${table}" DROP CONSTRAINT shut`)
}

async function whileProcessesDie(platform: LaunchedPlatform, secrets: Secrets): Promise<void> {
  const identity = { name: told.name, phone: told.telephone }
  for (const name of ['report', 'case', 'gateway', 'cms']) {
    const under = platform.stranger
      .ask(SubmitReportDocument, { input: telling({ mode: 'REAL_NAME', identity }) })
      .then(
        ({ data }) => data?.submitReport,
        () => undefined,
      )
    await platform.crash(name)
    const taken = await under
    if (taken?.__typename === 'ReportSubmitted')
      keepReceipt(secrets, `receipt while ${name} died`, taken.receipt ?? '')
  }
  await soon(async () => {
    const { submitReport } = await platform.stranger.request(SubmitReportDocument, {
      input: telling({ mode: 'REAL_NAME', identity }),
    })
    if (submitReport.__typename !== 'ReportSubmitted') throw new Error(submitReport.__typename)
    keepReceipt(secrets, 'receipt after the crashes', submitReport.receipt ?? '')
  }, 60_000)
}
