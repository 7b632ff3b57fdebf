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
  type GraphQLFormattedError,
} from 'graphql'
import { handleProtocols, type SubscribePayload } from 'graphql-ws'
import { useServer } from 'graphql-ws/use/ws'
import type { Server } from 'node:http'
import { WebSocketServer } from 'ws'
import { AndonError } from '../../platform/errors.js'
import type { Language } from '../../platform/language.js'
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
  // A viewer's token expires long before its subscription ends.
  const languages = new WeakMap<SubscribePayload, Language>()
  const present = (payload: SubscribePayload, errors: readonly GraphQLError[]): GraphQLFormattedError[] =>
    presentErrors(errors, { language: languages.get(payload) ?? 'zh', log: options.log })
  const sockets = new WebSocketServer({ noServer: true, handleProtocols, maxPayload: 1_048_576 })
  const served = useServer(
    {
      schema: options.schema,
      connectionInitWaitTimeout: 3_000,
      onConnect: ({ connectionParams }) =>
        verified(verifyViewer, connectionParams?.[viewerHeader]) !== undefined,
      onSubscribe: (_link, _id, payload) => {
        const signed = verified(verifyViewer, payload.extensions?.[viewerHeader])
        if (signed === undefined) return [new AndonError('UNAUTHENTICATED').in('zh')]
        languages.set(payload, signed.language)
        return prepare(options, payload, signed)
      },
      subscribe: (args) => subscribeFreshly(options, args),
      // Presented here, not in the source: graphql-ws takes what a source gives for errors of graphql-js.
      onNext: (_link, _id, payload, _args, { data, errors }) =>
        errors && { ...(data === undefined ? {} : { data }), errors: present(payload, errors) },
      onError: (_link, _id, payload, errors) => present(payload, errors),
    },
    sockets,
  )
  httpServer.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?', 1)[0] !== '/graphql') return socket.destroy()
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request))
  })
  lifecycle.onClose('subscriptions', () => served.dispose())
}

type SubscriptionArgs = ExecutionArgs & { signed?: SignedViewer }

function prepare<Context extends SubgraphContext>(
  options: SubgraphServerOptions<Context>,
  payload: SubscribePayload,
  signed: SignedViewer,
): SubscriptionArgs | readonly GraphQLError[] {
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
  const source = await createSourceEventStream(args)
  if (!(Symbol.asyncIterator in source)) return source
  return mapEvents(source, async (event) =>
    execute({ ...args, rootValue: event, contextValue: options.createContext(signed) }),
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
