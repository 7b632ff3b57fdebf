import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import type {
  GatewayExecutor,
  GatewayInterface,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface'
import type { GraphQLError } from 'graphql'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import type { Graph } from '../supergraph/graph.js'
import type { Caller } from './caller.js'
import type { Answer } from './execute-operation.js'

/** What a request carries through Apollo Server. */
export type Carried = {
  caller: Caller
  /** The errors as thrown; what Apollo makes of them is not for clients. */
  errors: readonly GraphQLError[]
}

export type ApolloContext = { carried: Carried }

type Run = (request: {
  document: Parameters<GatewayExecutor>[0]['document']
  schema: Graph['schema']
  source: string
  operationName: string | undefined
  variables: Record<string, unknown>
  caller: Caller
}) => Promise<Answer>

/**
 * Apollo Server with our execution behind its gateway interface. It parses and validates what has not been seen
 * before; operations it has passed once go straight to execution.
 */
export async function openApolloServer(options: {
  graph: Graph
  onGraph: (listener: (graph: Graph) => void) => void
  run: Run
  introspection: boolean
  maxTokens: number
  lifecycle: Lifecycle
  log: Log
}): Promise<ApolloServer<ApolloContext>> {
  const { log } = options
  const apollo = new ApolloServer<ApolloContext>({
    gateway: asGateway(options),
    plugins: [errorsAreKept()],
    introspection: options.introspection,
    parseOptions: { maxLexicalTokens: options.maxTokens },
    persistedQueries: false,
    csrfPrevention: false,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: 'production',
    logger: {
      debug: (message: unknown) => log.debug({ apollo: String(message) }),
      info: (message: unknown) => log.debug({ apollo: String(message) }),
      // Apollo's sentences may quote what it stumbled over.
      warn: () => log.warn('Apollo Server warns'),
      error: () => log.error('Apollo Server failed'),
    },
  })
  await apollo.start()
  options.lifecycle.onClose('apollo', () => apollo.stop())
  return apollo
}

function asGateway(options: {
  graph: Graph
  onGraph: (listener: (graph: Graph) => void) => void
  run: Run
}): GatewayInterface {
  const told = new Set<GatewaySchemaLoadOrUpdateCallback>()
  const tell = ({ schema, sdl }: Graph): void => {
    for (const callback of told) callback({ apiSchema: schema, coreSupergraphSdl: sdl })
  }
  const executor: GatewayExecutor = ({ document, schema, source, request, context }) =>
    options.run({
      document,
      schema,
      source,
      operationName: request.operationName,
      variables: request.variables ?? {},
      caller: (context as ApolloContext).carried.caller,
    }) as ReturnType<GatewayExecutor>
  return {
    onSchemaLoadOrUpdate: (callback) => {
      told.add(callback)
      return () => told.delete(callback)
    },
    load: () => {
      tell(options.graph)
      options.onGraph(tell)
      return Promise.resolve({ executor })
    },
    stop: () => Promise.resolve(),
  }
}

function errorsAreKept(): ApolloServerPlugin<ApolloContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didEncounterErrors: ({ contextValue, errors }) => {
          contextValue.carried.errors = errors
          return Promise.resolve()
        },
      }),
  }
}
