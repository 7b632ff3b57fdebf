import { verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2'
import { randomBytes, randomUUID } from 'node:crypto'
import { createViewerSigner, readSigningKey } from '../../platform/viewer/signature.js'
import { anonymous } from '../../platform/viewer/viewer.js'
import { sealBytes } from '../../subgraphs/report/content/cipher.js'
import { pad } from '../../subgraphs/shared/sealed-content/padding.js'
import { createReceipt, createReceiptKeys } from '../../subgraphs/report/receipt/receipt.js'
import { StartDraftDocument, SubmitReportDocument } from '../operations/generated/graphql.js'
import { inventedReport } from '../story/invented-report.js'
import type { GraphClient } from '../support/graph.js'
import { proofFor } from '../support/proof-of-work.js'
import { createSubgraphClient } from '../support/subgraph-client.js'
import { median } from './report.js'
import type { BenchWorld } from './world.js'

const times = 30

/** What the parts of a submission cost, by themselves and one after the other. */
export async function measureParts(world: BenchWorld, client: GraphClient): Promise<string[][]> {
  const answered = await answeredDraft(client)
  const variables = { input: answered }
  // Region's fields would take the gateway, and not the subgraph, elsewhere.
  const query = 'mutation($input: SubmitReportInput!) { submitReport(input: $input) { __typename } }'
  const { secrets, subgraphUrls } = world.platform
  const key = readSigningKey(Buffer.from(secrets.signers.gateway.privateKey, 'base64'))
  const sign = createViewerSigner({ kid: 'gateway', key })
  const url = new URL(subgraphUrls.report).origin
  const report = createSubgraphClient({ url, audience: 'report', sign })
  const direct = async (): Promise<void> => {
    const { errors } = await report.ask({ query, variables, viewer: anonymous })
    if (errors.length > 0) throw new Error(errors[0]?.message)
  }
  const gateway = await difference(() => client.request(query, variables), direct)
  const parts = {
    'receipt: Argon2id, 64 MiB, 3 passes': await timed(hashReceipts(secrets.receipts)),
    'proof of work: verification': await timed(await verifyProofs(client, secrets.content.proofOfWorkKey)),
    'sealing: key, unit, facts and circumstances': await timed(sealContents),
    'gateway: sign, plan, pass on, complete': gateway,
  }
  return Object.entries(parts).map(([part, ms]) => [part, ms.toFixed(2)])
}

/** Submitted again it is looked up and answered: what is left is the way through the gateway and the subgraph. */
async function answeredDraft(client: GraphClient) {
  const proof = await proofFor(client, 'SUBMIT_REPORT')
  const { startDraft } = await client.request(StartDraftDocument, { proof })
  const input = { ...inventedReport('示例厂（虚构）', 1, 1), draftId: startDraft.id }
  await client.request(SubmitReportDocument, { input })
  return input
}

function hashReceipts(secrets: BenchWorld['platform']['secrets']['receipts']): () => Promise<unknown> {
  const [salt, findPepper, openPepper] = [secrets.salt, secrets.findPepper, secrets.openPepper].map((text) =>
    Buffer.from(text, 'base64'),
  ) as [Buffer, Buffer, Buffer]
  const keysOf = createReceiptKeys({ salt, findPepper, openPepper })
  return () => keysOf(createReceipt())
}

async function verifyProofs(client: GraphClient, key: string): Promise<() => Promise<unknown>> {
  const hmacSignatureSecret = Buffer.from(key, 'base64').toString('hex')
  const text = Buffer.from(await proofFor(client, 'SUBMIT_REPORT'), 'base64').toString()
  const proof = JSON.parse(text) as Pick<Parameters<typeof verifySolution>[0], 'challenge' | 'solution'>
  return async () => {
    const { verified } = await verifySolution({ ...proof, deriveKey, hmacSignatureSecret })
    if (!verified) throw new Error('the proof was not verified')
  }
}

function sealContents(): void {
  const { unitName, facts } = inventedReport('示例厂（虚构）', 1, 1)
  const [key, reportId] = [randomBytes(32), randomUUID()]
  for (const [field, text] of Object.entries({
    wrapped: 'x'.repeat(32),
    unitName,
    facts,
    circumstances: facts,
  }))
    sealBytes(
      key,
      reportId,
      { table: 'report', rowId: reportId, field, version: 1 },
      pad(Buffer.from(JSON.stringify(text))),
    )
}

async function timed(work: () => unknown): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < times; n += 1) {
    const began = performance.now()
    await work()
    took.push(performance.now() - began)
  }
  return median(took)
}

/** In turns, so that whatever else the machine does is in both. */
async function difference(more: () => Promise<unknown>, less: () => Promise<unknown>): Promise<number> {
  const took: { more: number[]; less: number[] } = { more: [], less: [] }
  for (let n = 0; n < times * 5; n += 1) {
    for (const [name, work] of Object.entries({ more, less })) {
      const began = performance.now()
      await work()
      took[name as 'more' | 'less'].push(performance.now() - began)
    }
  }
  return median(took.more) - median(took.less)
}
