import { GraphQLError, type ExecutionArgs, type FormattedExecutionResult } from 'graphql'
import { handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws'
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import { AndonError } from '../../platform/errors.js'
import { negotiateLanguage } from '../../platform/language.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import { presentErrors } from '../../platform/present-errors.js'
import type { Authenticate } from '../auth/authenticate.js'
import type { ViewerTokens } from '../auth/viewer-tokens.js'
import { mayConnect, type AllowsOrigin } from '../cross-origin.js'
import type { Subgraphs } from '../execution/ask-subgraph.js'
import { coerceVariables } from '../execution/execute-operation.js'
import type { Execution } from '../execution/execution.js'
import type { AddressLimits } from '../limits/address-limits.js'
import { checkCost } from '../limits/check-limits.js'
import type { Settings } from '../settings.js'
import { acceptSocket } from './accept-socket.js'
import { OpenSubscriptions, type Running } from './open-subscriptions.js'
import { ClientSocket, closeCode } from './socket.js'
import { openUpstream } from './upstream.js'

export type Subscriptions = {
  /** What is open at this moment; all of it returns to 0 when clients leave. */
  counts: () => { sockets: number; subscribers: number; shared: number; upstream: number }
}

export type SubscriptionOptions = {
  httpServer: Server
  authenticate: Authenticate
  execution: Execution
  subgraphs: Subgraphs
  tokens: ViewerTokens
  allowsOrigin: AllowsOrigin
  senderOf: AddressLimits
  settings: Settings
  lifecycle: Lifecycle
  log: Log
}

const messageLimitBytes = 262_144

/** Serves graphql-transport-ws on the path of the graph: subscriptions, and queries and mutations too. */
export function serveSubscriptions(options: SubscriptionOptions): Subscriptions {
  const { httpServer, lifecycle, settings } = options
  const upstream = openUpstream({ urlOf: options.subgraphs.urlOf, tokens: options.tokens, lifecycle })
  const open = new OpenSubscriptions({ ...options, upstream })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageLimitBytes, handleProtocols })
  const engine = createEngine(options, open)
  httpServer.on('upgrade', (request, socket, head) => {
    if (!isOurs(request, options.allowsOrigin)) {
      refuse(socket)
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) => attach(engine, opened, request, options))
  })
  lifecycle.onClose('client sockets', () => closeAll(sockets), settings.SUBGRAPH_TIMEOUT_MS)
  return { counts: () => ({ sockets: sockets.clients.size, ...open.counts(), upstream: upstream.active() }) }
}

export type Extra = { client: ClientSocket }

type Engine = ReturnType<typeof createEngine>

function createEngine(options: SubscriptionOptions, open: OpenSubscriptions) {
  const { settings, log } = options
  const present = (client: ClientSocket, errors: readonly GraphQLError[]) =>
    presentErrors(errors, { language: client.language, log })
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: settings.CONNECTION_INIT_MS,
    onConnect: ({ connectionParams, extra }) =>
      acceptSocket(options.authenticate, extra.client, connectionParams),
    onSubscribe: ({ extra, subscriptions }, _id, payload) => {
      const many = Object.keys(subscriptions).length > settings.MAX_SUBSCRIPTIONS_PER_SOCKET
      return prepare(options.execution, extra.client, payload, many)
    },
    subscribe: (args) => open.subscribe(args as Prepared) as never,
    execute: (args) => open.execute(args as Prepared) as never,
    // Results are presented where they are made, once for all who get them.
    onNext: (_context, _id, _payload, _args, result) => result as FormattedExecutionResult,
    onError: ({ extra }, _id, _payload, errors) => present(extra.client, errors),
  })
}

export type Prepared = ExecutionArgs & { contextValue: Running }

/** Reads the operation under the same limits as over HTTP. */
function prepare(
  execution: Execution,
  client: ClientSocket,
  payload: SubscribePayload,
  tooMany: boolean,
): Prepared | readonly GraphQLError[] {
  const { session, language } = client
  try {
    if (session === undefined) throw new AndonError('UNAUTHENTICATED')
    if (tooMany) throw new AndonError('TOO_COSTLY', tooManySubscriptions)
    const operation = execution.operations.read(payload.query, payload.operationName ?? undefined)
    if (!('graph' in operation)) return operation
    const variables = payload.variables ?? {}
    const coerced = coerceVariables(operation, variables)
    if ('errors' in coerced) return coerced.errors
    checkCost(operation.costOf(coerced.values), execution.limits)
    return {
      schema: operation.graph.schema,
      document: operation.document,
      operationName: payload.operationName ?? null,
      contextValue: {
        operation,
        source: payload.query,
        variables,
        coerced: coerced.values,
        client,
        caller: {
          session,
          language,
          shareReads: operation.kind === 'query',
          signal: undefined,
          sender: client.sender,
        },
      },
    }
  } catch (error) {
    if (error instanceof GraphQLError) return [error]
    const cause = error instanceof Error ? error : new Error('thrown without an error')
    return [new GraphQLError(cause.message, { originalError: cause })]
  }
}

const tooManySubscriptions = {
  zh: '一个连接上的订阅过多。',
  en: 'There are too many subscriptions on this connection.',
}

function attach(
  engine: Engine,
  socket: WebSocket,
  request: IncomingMessage,
  { log, senderOf }: SubscriptionOptions,
): void {
  const client = new ClientSocket(
    socket,
    request.rawHeaders,
    negotiateLanguage(request.headers['accept-language']),
    senderOf(request),
  )
  const closed = engine.opened(
    {
      protocol: socket.protocol,
      send: (text) => client.send(text),
      close: (code, reason) => client.close(code ?? closeCode.internalError, reason ?? ''),
      onMessage: (handle) => {
        socket.on('message', (data) => {
          handle((data as Buffer).toString('utf8')).catch((error: unknown) => {
            log.error({ err: error }, 'a message of a client could not be handled')
            client.close(closeCode.internalError, 'Internal server error')
          })
        })
      },
    },
    { client },
  )
  socket.once('close', (code, reason) => void closed(code, reason.toString('utf8')))
}

function isOurs(request: IncomingMessage, allowsOrigin: AllowsOrigin): boolean {
  const [path] = (request.url ?? '').split('?')
  return path === '/graphql' && mayConnect(request, allowsOrigin)
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n')
}

async function closeAll(sockets: WebSocketServer): Promise<void> {
  for (const socket of sockets.clients) socket.close(closeCode.goingAway, 'Going away')
  const cut = setTimeout(() => {
    for (const socket of sockets.clients) socket.terminate()
  }, 2_000)
  await new Promise<void>((resolve) => {
    sockets.close(() => resolve())
  })
  clearTimeout(cut)
}
