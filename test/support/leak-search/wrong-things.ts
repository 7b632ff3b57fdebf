import { expect } from '@jest/globals'
import { once } from 'node:events'
import WebSocket from 'ws'
import { OpenReceiptDocument, SubmitReportDocument } from '../../operations/generated/graphql.js'
import { inventedReport } from '../../story/invented-report.js'
import type { LaunchedPlatform } from '../launched-platform.js'
import { proofFor } from '../proof-of-work.js'
import { createSearch } from './needles.js'
import type { Secrets } from './secret-story.js'

/** What people, front ends and attackers get wrong, with secrets in it. No answer repeats any of them. */
export async function sendWrongThings(platform: LaunchedPlatform, secrets: Secrets): Promise<void> {
  const { graph } = platform.urls
  const mistyped = mistype(secrets['receipt of draft'] ?? '')
  secrets['a mistyped receipt'] = mistyped
  const search = createSearch(secrets)
  const { name, telephone, what, unit } = secrets
  const input = { ...inventedReport(unit ?? '', 1, 1), facts: { what }, identity: { name, phone: telephone } }
  const proof = await proofFor(platform.stranger, 'OPEN_RECEIPT')
  const bodies: unknown[] = [
    { query: `mutation { openReceipt(receipt: "${mistyped}", proof: "${proof}") { token } }` },
    { query: `mutation { openReceipt(receipt: "${mistyped}" ` },
    { query: OpenReceiptDocument.toString(), variables: { receipt: { digits: mistyped }, proof: name } },
    { query: OpenReceiptDocument.toString(), variables: { receipt: ` ${mistyped} x`, proof } },
    { query: SubmitReportDocument.toString(), variables: { input } },
    { query: SubmitReportDocument.toString(), variables: { input: { ...input, regionCode: name } } },
    { query: SubmitReportDocument.toString(), variables: { input: { ...input, mode: name } } },
    { query: SubmitReportDocument.toString(), variables: { input: { ...input, [what ?? '']: unit } } },
    { query: SubmitReportDocument.toString(), variables: [name] },
    { query: `{ searchRegions(text: "${what ?? ''}", first: 5) { code } }` },
    { query: `{ region(code: "${telephone ?? ''}") { name } }` },
    { query: `query ${'Q'.repeat(20)} { myReport { nothing(at: "${what ?? ''}") } }` },
    { operationName: name, query: '{ __typename }', extensions: { note: telephone } },
  ]
  const posted = bodies.map((body) => JSON.stringify(body))
  const broken = [`{"query":"{ region(code: \\"${name ?? ''}`, what ?? '']
  for (const body of [...posted, ...broken]) {
    const answer = await fetch(graph, { method: 'POST', headers: asJson(secrets), body })
    expect(search(Buffer.from(await answer.text()))).toEqual([])
  }
  await byGet(graph, mistyped, search)
  await byWrongCredential(graph, secrets, search)
  await bySocket(platform.urls.subscriptions, secrets, search)
}

function mistype(receipt: string): string {
  return `${receipt.slice(0, -1)}${receipt.endsWith('7') ? '8' : '7'}`
}

/** Headers that tell of the sender, as a browser or a proxy adds them. */
function asJson(secrets: Secrets): Record<string, string> {
  const { telephone = '' } = secrets
  return {
    'content-type': 'application/json',
    'user-agent': telephone,
    referer: `http://x.invalid/${telephone}`,
  }
}

async function byGet(graph: string, receipt: string, search: ReturnType<typeof createSearch>): Promise<void> {
  const query = `mutation { openReceipt(receipt: "${receipt}", proof: "") { token } }`
  const headers = { accept: 'application/json', 'apollo-require-preflight': '1' }
  for (const path of [
    `?query=${encodeURIComponent(query)}`,
    `/${receipt}`,
    `/../evidence/uploads/${receipt}`,
  ]) {
    const answer = await fetch(`${graph}${path}`, { headers })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(search(Buffer.from(await answer.text()))).toEqual([])
  }
}

async function byWrongCredential(graph: string, secrets: Secrets, search: ReturnType<typeof createSearch>) {
  const session = secrets['session'] ?? ''
  const credentials = [`Bearer ${session}x`, `Bearer ${session}, Bearer ${session}`, `Basic ${session}`]
  for (const authorization of credentials) {
    const headers = { 'content-type': 'application/json', authorization }
    const answer = await fetch(graph, { method: 'POST', headers, body: '{"query":"{ myReport { id } }"}' })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(search(Buffer.from(await answer.text()))).toEqual([])
  }
}

async function bySocket(url: string, secrets: Secrets, search: ReturnType<typeof createSearch>) {
  const { session = '', name = '', what = '' } = secrets
  const subscribe = (query: string) => JSON.stringify({ id: '1', type: 'subscribe', payload: { query } })
  const messages = [
    JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${session}y` } }),
    subscribe(`subscription { ${what} }`),
    subscribe(`subscription { reportProgressed(of: "${what}") { id } }`),
    `{"type":"${name}"`,
  ]
  for (const message of messages) {
    const socket = new WebSocket(url, 'graphql-transport-ws')
    await once(socket, 'open')
    if (!message.includes('connection_init')) socket.send('{"type":"connection_init"}')
    socket.send(message)
    expect(search(await untilRefused(socket))).toEqual([])
  }
}

/** All that was answered up to an error or the end of the connection. */
async function untilRefused(socket: WebSocket): Promise<Buffer> {
  const answered: Buffer[] = []
  socket.on('message', (message: Buffer) => {
    answered.push(message)
    if (message.includes('"error"')) socket.close()
  })
  const [, reason] = (await once(socket, 'close')) as [number, Buffer]
  return Buffer.concat([...answered, reason])
}
