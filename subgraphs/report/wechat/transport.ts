import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import { z } from 'zod'
import type { Lifecycle } from '../../../platform/lifecycle.js'
import { failureOf, WeChatFailure } from './failure.js'

export type WeChatCall = { path: string; query: Readonly<Record<string, string>>; body?: object }

export type WeChatTransport = {
  /** @throws WeChatFailure where WeChat refuses, does not answer, or answers something else than the shape */
  ask: <Shape extends z.ZodType>(call: WeChatCall, shape: Shape) => Promise<z.output<Shape>>
  /** For what is answered by bytes, and by JSON only where it fails. */
  askBytes: (call: WeChatCall) => Promise<{ contentType: string; bytes: Buffer }>
}

type RawAnswer = { contentType: string; bytes: Buffer }

const timeoutMs = 5_000
const mostBytes = 4 * 1_048_576
/** Waits before asking a busy WeChat again, in milliseconds; then it is away. */
const patience = [150, 450]

const refusalShape = z.object({ errcode: z.number().int().optional() })

/**
 * Calls WeChat. Secrets and tokens stand in query strings, as WeChat wants them: no address and no body ever reaches
 * a log, an error or a cause.
 */
export function openTransport({
  baseUrl,
  lifecycle,
}: {
  baseUrl: string
  lifecycle: Lifecycle
}): WeChatTransport {
  const { origin } = new URL(baseUrl)
  const pool = new Pool(origin, {
    connections: 8,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connect: { timeout: timeoutMs },
    maxResponseSize: mostBytes,
  })
  lifecycle.onClose('wechat client', () => pool.close())
  const send = (call: WeChatCall) => withPatience(() => sendOnce(pool, call))
  return {
    ask: async (call, shape) => {
      const { bytes } = await send(call)
      const parsed = shape.safeParse(readJson(bytes))
      if (!parsed.success) throw new WeChatFailure('NOT_UNDERSTOOD', undefined)
      return parsed.data
    },
    askBytes: async (call) => {
      const answer = await send(call)
      if (answer.contentType.startsWith('image/')) return answer
      throw new WeChatFailure('NOT_UNDERSTOOD', undefined)
    },
  }
}

async function sendOnce(pool: Pool, { path, query, body }: WeChatCall): Promise<RawAnswer> {
  const answer = await pool
    .request({
      path: `${path}?${new URLSearchParams(query).toString()}`,
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    .then(async ({ statusCode, headers, body: received }) => ({
      statusCode,
      contentType: String(headers['content-type'] ?? ''),
      bytes: Buffer.from(await received.arrayBuffer()),
    }))
    // Whether it was done is not known: who asked decides whether to ask again.
    .catch(() => {
      throw new WeChatFailure('BUSY', undefined)
    })
  if (answer.statusCode >= 500) throw failureOf(-1)
  const errcode = errcodeOf(answer)
  if (errcode !== 0) throw failureOf(errcode)
  return answer
}

/** WeChat says it is busy before it does anything: asking again does nothing twice. */
async function withPatience(send: () => Promise<RawAnswer>): Promise<RawAnswer> {
  for (let tried = 0; ; tried += 1) {
    try {
      return await send()
    } catch (error) {
      const pause = patience[tried]
      const isBusy = error instanceof WeChatFailure && error.errcode === -1
      if (!isBusy || pause === undefined) throw error
      await sleep(pause + Math.random() * pause)
    }
  }
}

function errcodeOf({ contentType, bytes }: RawAnswer): number {
  if (contentType.startsWith('image/')) return 0
  const parsed = refusalShape.safeParse(readJson(bytes))
  return parsed.success ? (parsed.data.errcode ?? 0) : 0
}

/** WeChat sends JSON as text/plain too. */
function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new WeChatFailure('NOT_UNDERSTOOD', undefined)
  }
}
