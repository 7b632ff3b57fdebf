import {
  createSourceEventStream,
  execute,
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  parse,
  validate,
  type ExecutionArgs,
  type ExecutionResult,
} from 'graphql'
import { handleProtocols, type SubscribePayload } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import type { Server } from 'node:http'
import { WebSocketServer } from 'ws'
import { AndonError } from '../../platform/errors.js'
import { presentErrors } from '../../platform/present-errors.js'
import { viewerHeader } from '../../platform/viewer/signature.js'
import type { SignedViewer } from '../../platform/viewer/viewer.js'
import type { SubgraphContext } from './context.js'
import { mapEvents } from './live.js'
import type { SubgraphServerOptions } from './server.js'

/**
 * Subscriptions of a subgraph over graphql-transport-ws. The link is the gateway's own; each operation brings its
 * viewer in `extensions`. Every event is executed with a context of its own, so that nothing loaded for the last
 * event is shown for the next.
 */
export function serveSubscriptions<Context extends SubgraphContext>(
  options: SubgraphServerOptions<Context> & { httpServer: Server },
): void {
  const { verifyViewer, httpServer, lifecycle } = options
  const sockets = new WebSocketServer({ noServer: true, handleProtocols, maxPayload: 1_048_576 })
  const served = useServer(
    {
      schema: options.schema,
      connectionInitWaitTimeout: 3_000,
      onConnect: ({ connectionParams }) =>
        verified(verifyViewer, connectionParams?.[viewerHeader]) !== undefined,
      onSubscribe: (_link, _id, payload) => prepare(options, payload),
      subscribe: (args) => subscribeFreshly(options, args),
      onError: (_link, _id, _payload, errors) => [
        ...presentErrors(errors, { language: 'zh', log: options.log }),
      ],
    },
    sockets,
  )
  httpServer.on('upgrade', (request, socket, head) => {
    if (new URL(request.url ?? '/', 'http://subgraph').pathname !== '/graphql') return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request))
  })
  lifecycle.onClose('subscriptions', () => served.dispose())
}

type SubscriptionArgs = ExecutionArgs & { signed?: SignedViewer }

function prepare<Context extends SubgraphContext>(
  options: SubgraphServerOptions<Context>,
  payload: SubscribePayload,
): SubscriptionArgs | readonly GraphQLError[] {
  const signed = verified(options.verifyViewer, payload.extensions?.[viewerHeader])
  if (signed === undefined) return [new AndonError('UNAUTHENTICATED').in('zh')]
  try {
    const document = parse(payload.query, { maxTokens: 5_000 })
    const problems = validate(options.schema, document)
    if (problems.length > 0) return problems
    const operation = getOperationAST(document, payload.operationName)
    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION)
      return [new AndonError('BAD_USER_INPUT').in(signed.language)]
    return {
      schema: options.schema,
      document,
      operationName: payload.operationName,
      variableValues: payload.variables,
      contextValue: options.createContext(signed),
      signed,
    }
  } catch (error) {
    return [error instanceof GraphQLError ? error : new GraphQLError('malformed')]
  }
}

async function subscribeFreshly<Context extends SubgraphContext>(
  options: SubgraphServerOptions<Context>,
  args: SubscriptionArgs,
): Promise<AsyncGenerator<ExecutionResult, void, void> | ExecutionResult> {
  const { signed } = args
  if (signed === undefined) throw new Error('an operation passed without a viewer')
  const present = (result: ExecutionResult): ExecutionResult =>
    result.errors === undefined
      ? result
      : {
          ...result,
          errors: presentErrors(result.errors, { language: signed.language, log: options.log }) as never,
        }
  const source = await createSourceEventStream(args)
  if (!(Symbol.asyncIterator in source)) return present(source)
  return mapEvents(source, async (event) =>
    present(await execute({ ...args, rootValue: event, contextValue: options.createContext(signed) })),
  )
}

function verified(
  verifyViewer: SubgraphServerOptions<SubgraphContext>['verifyViewer'],
  token: unknown,
): SignedViewer | undefined {
  if (typeof token !== 'string') return undefined
  try {
    return verifyViewer(token)
  } catch {
    return undefined
  }
}
