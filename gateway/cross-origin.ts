import type { FastifyInstance } from 'fastify'
import type { IncomingMessage } from 'node:http'

/** Whether pages of an origin may use the gateway from a browser. */
export type AllowsOrigin = (origin: string) => boolean

/**
 * @param allowed the origins, such as `https://jubao.example.gov.cn`; unset means none in production and any port
 *   of this machine otherwise
 */
export function createOriginRule(allowed: readonly string[] | undefined, production: boolean): AllowsOrigin {
  if (allowed !== undefined) {
    const origins = new Set(allowed.map((origin) => origin.replace(/\/$/, '')))
    return (origin) => origins.has(origin)
  }
  return (origin) => !production && /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(origin)
}

/** A WebSocket brings no CORS check of the browser's, so it is made here; what is no browser names no origin. */
export function mayConnect(request: IncomingMessage, allows: AllowsOrigin): boolean {
  const { origin, host } = request.headers
  if (origin === undefined) return true
  return allows(origin) || origin === `https://${host ?? ''}` || origin === `http://${host ?? ''}`
}

/** CORS, and the headers every answer carries. */
export function guardOrigins(app: FastifyInstance, allows: AllowsOrigin): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    })
    const { origin } = request.headers
    if (origin === undefined) return
    void reply.header('vary', 'Origin')
    if (!allows(origin)) return
    reply.headers({ 'access-control-allow-origin': origin, 'cross-origin-resource-policy': 'cross-origin' })
    if (request.method !== 'OPTIONS') return
    return reply
      .headers({
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers':
          'authorization, content-type, accept-language, apollo-require-preflight',
        'access-control-max-age': '600',
      })
      .code(204)
      .send()
  })
  app.options('/graphql', (_request, reply) => reply.code(204).send())
}
