import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { AndonError, generalMessages, type Language } from './errors'
import { readGraphRequest, type Operations } from './operations'
import type { Context } from './resolvers'
import { viewerHeader, type SignedViewer, type VerifyViewer } from './viewer'

const bodyLimitBytes = 4 * 1_048_576

export type HttpOptions = {
  operations: Operations
  verifyViewer: VerifyViewer
  createContext: (signed: SignedViewer) => Context
  waitingFor: () => Promise<string[]>
}

/** `/graphql` by POST for whoever brings a signed viewer, `/health/live` and `/health/ready` for everyone. */
export function createHttp(options: HttpOptions): Server {
  const server = createServer({ keepAliveTimeout: 65_000, requestTimeout: 30_000 }, (request, response) => {
    route(request, response, options).catch((error: unknown) => {
      if (response.headersSent) response.destroy()
      else send(response, 500, { errors: [options.operations.maskedError(error, 'zh')] })
    })
  })
  return server
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const path = request.url?.split('?', 1)[0]
  if (path === '/health/live') return send(response, 200, { live: true })
  if (path === '/health/ready') {
    const waitingFor = await options.waitingFor()
    const ready = waitingFor.length === 0
    return send(response, ready ? 200 : 503, { ready, waitingFor })
  }
  if (path !== '/graphql') return send(response, 404, { error: 'not found' })
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST')
    return send(response, 405, { error: 'POST only' })
  }
  return answer(request, response, options)
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HttpOptions,
): Promise<void> {
  const body = await readBody(request)
  if (body === undefined) return send(response, 413, refusal('BAD_USER_INPUT', 'zh'))
  const signed = believe(request, body, options.verifyViewer)
  if (signed === undefined) return send(response, 401, refusal('UNAUTHENTICATED', 'zh'))
  const type = acceptsResponseJson(request) ? 'application/graphql-response+json' : 'application/json'
  try {
    if (!/^application\/(graphql-response\+)?json\b/.test(request.headers['content-type'] ?? ''))
      return send(response, 415, refusal('BAD_USER_INPUT', signed.language), type)
    const result = await options.operations.run(
      readGraphRequest(parseJson(body)),
      options.createContext(signed),
    )
    send(response, 200, result, type)
  } catch (error) {
    const status = error instanceof AndonError ? 400 : 500
    send(response, status, { errors: [options.operations.maskedError(error, signed.language)] }, type)
  }
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
    throw new AndonError('BAD_USER_INPUT', { zh: '请求格式不正确。', en: 'The request is malformed.' })
  }
}

function acceptsResponseJson(request: IncomingMessage): boolean {
  return request.headers.accept?.includes('application/graphql-response+json') ?? false
}

function refusal(code: 'UNAUTHENTICATED' | 'BAD_USER_INPUT', language: Language): object {
  return { errors: [{ message: generalMessages[code][language], extensions: { code } }] }
}

function send(response: ServerResponse, status: number, body: object, type = 'application/json'): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': `${type}; charset=utf-8`,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(text)
}
