import Fastify, { type FastifyInstance } from 'fastify'
import type { AddressInfo } from 'node:net'
import type { Lifecycle } from './lifecycle.js'

export type HttpServer = {
  app: FastifyInstance
  /** Begins to answer; tells the address, since port 0 asks the system for a free one. */
  listen: () => Promise<{ port: number; url: string }>
}

/**
 * The HTTP server of every process, with its health under `/health/live` (the process runs) and `/health/ready`
 * (it can serve; otherwise 503 and the names of what it waits for). Request logging stays off: addresses and
 * paths of reporters are in no log line.
 */
export function openHttpServer(options: {
  lifecycle: Lifecycle
  host: string
  port: number
  bodyLimitBytes?: number
}): HttpServer {
  const { lifecycle, host, port } = options
  const app = Fastify({
    logger: false,
    bodyLimit: options.bodyLimitBytes ?? 1_048_576,
    forceCloseConnections: 'idle',
    keepAliveTimeout: 65_000,
    requestTimeout: 30_000,
    return503OnClosing: false,
  })
  // Only idle connections are closed at once; one still at work would idle on for a minute after its last answer.
  app.addHook('onSend', async (_request, reply) => {
    if (lifecycle.stopping) void reply.header('connection', 'close')
  })
  app.get('/health/live', () => ({ live: true }))
  app.get('/health/ready', async (_request, reply) => {
    const waitingFor = await lifecycle.notReady()
    return reply
      .code(waitingFor.length === 0 ? 200 : 503)
      .send({ ready: waitingFor.length === 0, waitingFor })
  })
  lifecycle.onClose('http', () => app.close(), 10_000)
  return {
    app,
    listen: async () => {
      await app.listen({ host, port })
      const bound = (app.server.address() as AddressInfo).port
      return { port: bound, url: `http://${host}:${String(bound)}` }
    },
  }
}
