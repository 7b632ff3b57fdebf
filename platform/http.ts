import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { AddressInfo } from 'node:net'
import { AndonError, type ErrorCode } from './errors.js'
import { negotiateLanguage } from './language.js'
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
    // A download's token carries, sealed, whom it was given to.
    routerOptions: { maxParamLength: 1_500 },
    return503OnClosing: false,
    frameworkErrors: (error, request, reply) => refuse(request, reply, statusOf(error)),
  })
  // Fastify's own words repeat the address that was asked for, and a receipt may stand in it.
  app.setNotFoundHandler((request, reply) => refuse(request, reply, 404))
  app.setErrorHandler((error, request, reply) => refuse(request, reply, statusOf(error)))
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

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && status >= 400 ? status : 500
}

function refuse(request: FastifyRequest, reply: FastifyReply, status: number): void {
  const code: ErrorCode =
    status === 404 ? 'NOT_FOUND' : status < 500 ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR'
  const { message, extensions } = new AndonError(code).in(
    negotiateLanguage(request.headers['accept-language']),
  )
  void reply.code(status).send({ errors: [{ message, extensions }] })
}
