import type { FastifyInstance } from 'fastify'
import { Pool } from 'undici'
import { AndonError, type Message } from '../../platform/errors.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import { passThrough, refuse, whyTooMany } from '../evidence/serve-evidence.js'
import type { AddressLimits } from '../limits/address-limits.js'

/**
 * `/exports/*`: a list of cases as a file, from case, which makes it while it is sent. The token in the address is good
 * for one download and says whose look it is; no sign-in comes along.
 */
export function serveExports(
  app: FastifyInstance,
  options: { caseUrl: string; senderOf: AddressLimits; lifecycle: Lifecycle; log: Log },
): void {
  const { lifecycle, log, senderOf } = options
  const pool = new Pool(new URL(options.caseUrl).origin, {
    connections: 16,
    connectTimeout: 5_000,
    headersTimeout: 60_000,
    bodyTimeout: 60_000,
  })
  lifecycle.onClose('exports', () => pool.destroy())
  app.get('/exports/cases/:token', { exposeHeadRoute: false }, async (request, reply) => {
    const refused = whyTooMany(senderOf(request.raw))
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
      log.warn({ err: error }, 'an export could not be passed on')
      refuse(request, reply, { status: 503, error: new AndonError('SUBGRAPH_UNAVAILABLE', notNow) })
    }
  })
}

const notNow: Message = {
  zh: '暂时无法下载，请稍后重新导出。',
  en: 'The file cannot be fetched right now: export again in a moment.',
}
