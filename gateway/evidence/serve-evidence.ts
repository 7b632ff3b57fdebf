import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pipeline } from 'node:stream/promises'
import { Pool, type Dispatcher } from 'undici'
import { AndonError, type Message } from '../../platform/errors.js'
import { negotiateLanguage } from '../../platform/language.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import type { AddressLimits, Sender } from '../limits/address-limits.js'
import type { PublicFields } from '../limits/public-operations.js'

/** What tus and a download need; nothing else of a request reaches report, and nothing of who sends it. */
const passedOn = [
  'accept-language',
  'content-length',
  'content-type',
  'tus-resumable',
  'upload-length',
  'upload-offset',
]
const passedBack = [
  'cache-control',
  'content-disposition',
  'content-length',
  'content-security-policy',
  'content-type',
  'retry-after',
  'tus-resumable',
  'upload-expires',
  'upload-length',
  'upload-offset',
]

/**
 * `/evidence/*`: uploads and copies go through to report as they come. The token in the address is their credential
 * and report checks it, so that any other is refused: nobody's sign-in is ever linked with a reporter's upload.
 */
export function serveEvidence(
  app: FastifyInstance,
  options: {
    reportUrl: string
    bodyLimitBytes: number
    senderOf: AddressLimits
    lifecycle: Lifecycle
    log: Log
  },
): void {
  const { bodyLimitBytes, lifecycle, log } = options
  const pool = new Pool(new URL(options.reportUrl).origin, {
    connections: 64,
    connectTimeout: 5_000,
    // The last piece is answered when the whole file has been checked.
    headersTimeout: 300_000,
    bodyTimeout: 60_000,
  })
  lifecycle.onClose('evidence', () => pool.destroy())
  const serve = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const refused = whyRefused(request, bodyLimitBytes) ?? whyTooMany(options.senderOf(request.raw))
    if (refused !== undefined) {
      refuse(request, reply, refused)
      return
    }
    try {
      await passThrough(pool, request, reply)
    } catch (error) {
      if (reply.raw.headersSent || reply.raw.destroyed) {
        reply.raw.destroy()
        return
      }
      log.warn({ err: error }, 'evidence could not be passed on')
      refuse(request, reply, { status: 503, error: new AndonError('SUBGRAPH_UNAVAILABLE', notNow) })
    }
  }
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _body, parsed) => parsed(null))
    scope.route({
      method: ['HEAD', 'GET', 'PATCH', 'POST', 'DELETE'],
      url: '/evidence/:purpose/:token',
      exposeHeadRoute: false,
      handler: serve,
    })
    done()
  })
}

const notNow: Message = {
  zh: '暂时无法上传或下载材料，请稍后续传。',
  en: 'Evidence cannot be sent or fetched right now: resume in a moment.',
}
const noCredential: Message = {
  zh: '上传或下载材料时不要携带登录或查询码凭证。',
  en: 'An upload or download carries no credential but its address.',
}
const tooLong: Message = {
  zh: '一次发送的内容过大，请分段上传。',
  en: 'Too much in one request: send it in pieces.',
}

const onePiece: PublicFields = new Map([['evidence', 1]])

export function whyTooMany(sender: Sender): Refused | undefined {
  try {
    sender.spend(onePiece)
    return undefined
  } catch (error) {
    if (error instanceof AndonError) return { status: 429, error }
    throw error
  }
}

export type Refused = { status: number; error: AndonError }

function whyRefused(request: FastifyRequest, bodyLimitBytes: number): Refused | undefined {
  if (request.headers.authorization !== undefined || request.headers.cookie !== undefined)
    return { status: 400, error: new AndonError('BAD_USER_INPUT', noCredential) }
  const length = Number(request.headers['content-length'] ?? 0)
  const isUnmeasured = request.headers['transfer-encoding'] !== undefined
  if (isUnmeasured || !(length <= bodyLimitBytes))
    return { status: 413, error: new AndonError('BAD_USER_INPUT', tooLong) }
  if (methodOf(request) === undefined) return { status: 404, error: new AndonError('NOT_FOUND') }
  return undefined
}

/** A mini-program cannot send PATCH: tus lets POST say that it means it. */
function methodOf({ method, headers }: FastifyRequest): Dispatcher.HttpMethod | undefined {
  if (method !== 'POST') return method
  const meant = headers['x-http-method-override']
  return meant === 'PATCH' || meant === 'DELETE' ? meant : undefined
}

/** A request as it comes and its answer as it is, without what neither needs. */
export async function passThrough(pool: Pool, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const method = methodOf(request) ?? 'PATCH'
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const answer = await pool.request({
    method,
    path: request.url,
    headers: pick(request.headers, passedOn),
    body: method === 'PATCH' ? request.raw : null,
    signal: gone.signal,
  })
  const own = reply.getHeaders() as Record<string, string>
  reply.hijack()
  reply.raw.writeHead(answer.statusCode, { ...own, ...pick(answer.headers, passedBack) })
  await pipeline(answer.body, reply.raw)
}

function pick(
  headers: Record<string, string | string[] | undefined>,
  names: readonly string[],
): Record<string, string | string[]> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}

/** Says why in the words of the graph. */
export function refuse(request: FastifyRequest, reply: FastifyReply, { status, error }: Refused): void {
  const { message, extensions } = error.in(negotiateLanguage(request.headers['accept-language']))
  const retryAfter = error.details['retryAfterSeconds']
  if (typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter))
  // What is still being sent is not read.
  void reply
    .code(status)
    .header('connection', 'close')
    .send({ errors: [{ message, extensions }] })
}
