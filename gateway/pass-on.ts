import type { FastifyReply, FastifyRequest } from 'fastify'
import { pipeline } from 'node:stream/promises'
import { Pool, type Dispatcher } from 'undici'
import { AndonError, type ErrorCode, type Message } from '../platform/errors.js'
import { negotiateLanguage } from '../platform/language.js'
import type { Lifecycle } from '../platform/lifecycle.js'
import type { Log } from '../platform/log.js'
import { viewerHeader } from '../platform/viewer/signature.js'
import type { AddressLimits, Sender } from './limits/address-limits.js'
import type { PublicFields, PublicOperation } from './limits/public-operations.js'

/** What tus and a download need; nothing else of a request reaches a subgraph, and nothing of who sends it. */
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

/** Headers that one kind of file needs beside those. */
export type AlsoPassed = { on: readonly string[]; back: readonly string[] }
export type Refused = { status: number; error: AndonError }

/**
 * Passes files on between a client and the subgraph that keeps or makes them, as they come. Either the address is the
 * credential, which the subgraph checks, or the subgraph is told who asks.
 *
 * @param options.signViewer the viewer, signed for the subgraph; without it nobody is named
 * @param options.notNow what is said while the subgraph cannot be reached
 */
export function openPassOn(options: {
  name: string
  url: string
  connections: number
  headersTimeoutMs: number
  whyRefused?: (request: FastifyRequest) => Refused | undefined
  signViewer?: (request: FastifyRequest) => Promise<string>
  alsoPassed?: AlsoPassed
  notNow: Message
  /** What one request counts as among what an address may ask for. */
  spends?: PublicOperation
  senderOf: AddressLimits
  lifecycle: Lifecycle
  log: Log
}): (request: FastifyRequest, reply: FastifyReply) => Promise<void> {
  const { name, lifecycle, log } = options
  const pool = new Pool(new URL(options.url).origin, {
    connections: options.connections,
    connectTimeout: 5_000,
    headersTimeout: options.headersTimeoutMs,
    bodyTimeout: 60_000,
  })
  lifecycle.onClose(name, () => pool.destroy())
  const { alsoPassed = { on: [], back: [] } } = options
  const onePiece: PublicFields = new Map([[options.spends ?? 'evidence', 1]])
  return async (request, reply) => {
    const refused = options.whyRefused?.(request) ?? whyTooMany(options.senderOf(request.raw), onePiece)
    if (refused !== undefined) {
      refuse(request, reply, refused)
      return
    }
    try {
      await passThrough(pool, request, reply, { alsoPassed, viewer: await options.signViewer?.(request) })
    } catch (error) {
      if (error instanceof AndonError) {
        refuse(request, reply, { status: statuses[error.code] ?? 400, error })
        return
      }
      if (reply.raw.headersSent || reply.raw.destroyed) {
        reply.raw.destroy()
        return
      }
      log.warn({ err: error, name }, 'a file could not be passed on')
      refuse(request, reply, { status: 503, error: new AndonError('SUBGRAPH_UNAVAILABLE', options.notNow) })
    }
  }
}

/** Of what a credential may be refused for. */
const statuses: Partial<Record<ErrorCode, number>> = { UNAUTHENTICATED: 401, SUBGRAPH_UNAVAILABLE: 503 }

function whyTooMany(sender: Sender, onePiece: PublicFields): Refused | undefined {
  try {
    sender.spend(onePiece)
    return undefined
  } catch (error) {
    if (error instanceof AndonError) return { status: 429, error }
    throw error
  }
}

/** A mini-program cannot send PATCH: tus lets POST say that it means it. */
export function methodOf({ method, headers }: FastifyRequest): Dispatcher.HttpMethod | undefined {
  if (method !== 'POST') return method
  const meant = headers['x-http-method-override']
  return meant === 'PATCH' || meant === 'DELETE' ? meant : undefined
}

/** A request as it comes and its answer as it is, without what neither needs. */
async function passThrough(
  pool: Pool,
  request: FastifyRequest,
  reply: FastifyReply,
  { alsoPassed, viewer }: { alsoPassed: AlsoPassed; viewer: string | undefined },
): Promise<void> {
  const method = methodOf(request) ?? 'PATCH'
  const gone = new AbortController()
  reply.raw.once('close', () => gone.abort())
  const answer = await pool.request({
    method,
    path: request.url,
    headers: {
      ...pick(request.headers, [...passedOn, ...alsoPassed.on]),
      ...(viewer === undefined ? {} : { [viewerHeader]: viewer }),
    },
    body: method === 'PATCH' ? request.raw : null,
    signal: gone.signal,
  })
  const own = reply.getHeaders() as Record<string, string>
  reply.hijack()
  reply.raw.writeHead(answer.statusCode, {
    ...own,
    ...pick(answer.headers, [...passedBack, ...alsoPassed.back]),
  })
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
function refuse(request: FastifyRequest, reply: FastifyReply, { status, error }: Refused): void {
  const { message, extensions } = error.in(negotiateLanguage(request.headers['accept-language']))
  const retryAfter = error.details['retryAfterSeconds']
  if (typeof retryAfter === 'number') void reply.header('retry-after', String(retryAfter))
  // What is still being sent is not read.
  void reply
    .code(status)
    .header('connection', 'close')
    .send({ errors: [{ message, extensions }] })
}
