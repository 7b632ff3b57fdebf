import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { GraphQLFormattedError } from 'graphql'
import type { ServePublicFile } from '../files/serve-public-files'
import { AndonError, generalMessages, type Language } from './errors'
import type { Answer } from './kept-answers'
import type { Operations } from './operations'
import { viewerHeader, type SignedViewer, type VerifyViewer } from './viewer'

const bodyLimitBytes = 4 * 1_048_576

export type HttpOptions = {
  operations: Operations
  verifyViewer: VerifyViewer
  answer: Answer
  servePublicFile: ServePublicFile
  waitingFor: () => Promise<string[]>
}

/** `/graphql` by POST for whoever brings a signed viewer; `/files/`, `/health/live` and `/health/ready` for everyone. */
export function createHttp(options: HttpOptions): Server {
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000 }, (request, response) => {
    route(request, response, options).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else sendFailure(response, options.operations.maskedError(error, 'zh'))
    })
  })
  return server
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  switch (request.url?.split('?', 1)[0]) {
    case '/health/live':
      send(response, 200, { live: true })
      return
    case '/health/ready': {
      const waitingFor = await options.waitingFor()
      send(response, waitingFor.length === 0 ? 200 : 503, { ready: waitingFor.length === 0, waitingFor })
      return
    }
    case '/graphql':
      if (request.method === 'POST') await answer(request, response, options)
      else send(response.setHeader('allow', 'POST'), 405, { error: 'POST only' })
      return
    default:
      if (request.url?.startsWith('/files/')) await options.servePublicFile(request, response)
      else send(response, 404, { error: 'not found' })
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const body = await readBody(request)
  const signed = body === undefined ? undefined : believe(request, body, options.verifyViewer)
  if (body === undefined) send(response, 413, refusal('BAD_USER_INPUT', 'zh'))
  else if (signed === undefined) send(response, 401, refusal('UNAUTHENTICATED', 'zh'))
  else await answerViewer(request, response, { ...options, body, signed })
}

async function answerViewer(
  request: IncomingMessage,
  response: ServerResponse,
  { operations, answer: run, body, signed }: HttpOptions & { body: Buffer; signed: SignedViewer },
): Promise<void> {
  const type = acceptsResponseJson(request) ? 'application/graphql-response+json' : 'application/json'
  try {
    assertJson(request.headers['content-type'])
    sendBytes(response, 200, await run(body, () => parseJson(body), signed), type)
  } catch (error) {
    const status = error instanceof AndonError ? 400 : 500
    send(response, status, { errors: [operations.maskedError(error, signed.language)] }, type)
  }
}

function assertJson(contentType = ''): void {
  if (!/^application\/(graphql-response\+)?json\b/.test(contentType)) throw malformed()
}

function malformed(): AndonError {
  return new AndonError('BAD_USER_INPUT', { zh: '请求格式不正确。', en: 'The request is malformed.' })
}

function believe(
  request: IncomingMessage,
  body: Buffer,
  verifyViewer: VerifyViewer,
): SignedViewer | undefined {
  const token = request.headers[viewerHeader]
  try {
    return verifyViewer(typeof token === 'string' ? token : undefined, body)
  } catch {
    return undefined
  }
}

/** The whole body, or undefined when it is larger than any operation of the gateway. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > bodyLimitBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    throw malformed()
  }
}

function acceptsResponseJson(request: IncomingMessage): boolean {
  return request.headers.accept?.includes('application/graphql-response+json') ?? false
}

function refusal(code: 'UNAUTHENTICATED' | 'BAD_USER_INPUT', language: Language): object {
  return { errors: [{ message: generalMessages[code][language], extensions: { code } }] }
}

function send(response: ServerResponse, status: number, body: object, type = 'application/json'): void {
  sendBytes(response, status, Buffer.from(JSON.stringify(body)), type)
}

function sendFailure(response: ServerResponse, error: GraphQLFormattedError): void {
  send(response, error.extensions?.['code'] === 'SUBGRAPH_UNAVAILABLE' ? 503 : 500, { errors: [error] })
}

function sendBytes(response: ServerResponse, status: number, bytes: Buffer, type: string): void {
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': bytes.length,
    'cache-control': 'no-store',
  })
  response.end(bytes)
}
