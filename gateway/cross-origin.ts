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

/** What a page may send and read: an upload speaks tus and carries no credential but its address. */
const allowedOf = {
  graph: {
    methods: 'GET, POST',
    headers: 'authorization, content-type, accept-language, apollo-require-preflight',
    exposed: '',
  },
  evidence: {
    methods: 'GET, HEAD, PATCH, POST, DELETE',
    headers:
      'content-type, accept-language, tus-resumable, upload-length, upload-offset, x-http-method-override',
    exposed: 'tus-resumable, upload-offset, upload-length, upload-expires, content-disposition, retry-after',
  },
} as const

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
    const allowed = request.url.startsWith('/evidence/') ? allowedOf.evidence : allowedOf.graph
    if (allowed.exposed !== '') void reply.header('access-control-expose-headers', allowed.exposed)
    if (request.method !== 'OPTIONS') return
    return reply
      .headers({
        'access-control-allow-methods': allowed.methods,
        'access-control-allow-headers': allowed.headers,
        'access-control-max-age': '600',
      })
      .code(204)
      .send()
  })
  for (const path of ['/graphql', '/evidence/*'])
    app.options(path, (_request, reply) => reply.code(204).send())
}
