import { ApolloServer, HeaderMap, type ApolloServerPlugin } from '@apollo/server'
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { OperationTypeNode, type GraphQLSchema } from 'graphql'
import { AndonError, codeOf, generalMessages, type ErrorCode } from '../../platform/errors.js'
import { openHttpServer, type HttpServer } from '../../platform/http.js'
import type { Lifecycle } from '../../platform/lifecycle.js'
import type { Log } from '../../platform/log.js'
import { presentErrors } from '../../platform/present-errors.js'
import { hashBody, viewerHeader, type VerifyViewer } from '../../platform/viewer/signature.js'
import type { SignedViewer } from '../../platform/viewer/viewer.js'
import type { SubgraphContext } from './context.js'
import { serveSubscriptions } from './subscriptions.js'

export type SubgraphServerOptions<Context extends SubgraphContext> = {
  schema: GraphQLSchema
  /** Called for every request, and for every event of a subscription. */
  createContext: (signed: SignedViewer) => Context
  verifyViewer: VerifyViewer
  host: string
  port: number
  lifecycle: Lifecycle
  log: Log
}

/**
 * Serves a subgraph at `/graphql`, by POST and over graphql-transport-ws, to whoever brings a signed viewer.
 * Mutations need a signature over exactly their body: one overheard cannot be turned to another use.
 */
export async function openSubgraphServer<Context extends SubgraphContext>(
  options: SubgraphServerOptions<Context>,
): Promise<HttpServer> {
  const server = openHttpServer({ ...options, bodyLimitBytes: 4 * 1_048_576 })
  const apollo = await startApollo(options)
  const { app } = server
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  app.post('/graphql', (request, reply) => {
    const signed = readSignedViewer(request, options)
    if (signed === undefined) return refuse(reply)
    return answer(apollo, request, reply, options.createContext(signed))
  })
  serveSubscriptions({ ...options, httpServer: app.server })
  return server
}

async function startApollo<Context extends SubgraphContext>(
  options: SubgraphServerOptions<Context>,
): Promise<ApolloServer<Context>> {
  const apollo = new ApolloServer<Context>({
    schema: options.schema,
    introspection: false,
    // Nobody reaches a subgraph from a browser: it answers the gateway's signature only.
    csrfPrevention: false,
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    // What Apollo refuses before it knows the request never meets a plugin.
    formatError: (formatted) => (codeOf(formatted) === undefined ? malformed : formatted),
    plugins: [
      mutationsMustBeBound<Context>(),
      errorsArePresented<Context>(options.log),
      // On by themselves: one puts traces into answers, the other sends operations away wherever APOLLO_KEY is set.
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
  await apollo.start()
  options.lifecycle.onClose('apollo', () => apollo.stop())
  return apollo
}

const malformed = {
  message: generalMessages.BAD_USER_INPUT.zh,
  extensions: { code: 'BAD_USER_INPUT' satisfies ErrorCode },
}

/** Who asks by this request; undefined where no signature says so that can be believed. */
export function readSignedViewer(
  request: FastifyRequest,
  { verifyViewer, log }: Pick<SubgraphServerOptions<SubgraphContext>, 'verifyViewer' | 'log'>,
): SignedViewer | undefined {
  const token = request.headers[viewerHeader]
  if (typeof token !== 'string') return undefined
  try {
    const signed = verifyViewer(token)
    const bodyFits = signed.bodyHash === undefined || signed.bodyHash === hashBody(request.body as Buffer)
    return bodyFits ? signed : undefined
  } catch (error) {
    log.warn({ err: error }, 'viewer signature refused')
    return undefined
  }
}

function refuse(reply: FastifyReply): FastifyReply {
  const error = { message: generalMessages.UNAUTHENTICATED.zh, extensions: { code: 'UNAUTHENTICATED' } }
  return reply.code(401).send({ errors: [error] })
}

async function answer<Context extends SubgraphContext>(
  apollo: ApolloServer<Context>,
  request: FastifyRequest,
  reply: FastifyReply,
  context: Context,
): Promise<FastifyReply> {
  const headers = new HeaderMap([['content-type', 'application/json']])
  const response = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers, search: '', body: parseBody(request.body as Buffer) },
    context: () => Promise.resolve(context),
  })
  if (response.body.kind !== 'complete') throw new Error('subgraphs answer in one piece')
  for (const [name, value] of response.headers) reply.header(name, value)
  return reply.code(response.status ?? 200).send(response.body.string)
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

function mutationsMustBeBound<Context extends SubgraphContext>(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation, contextValue }) => {
          if (operation?.operation === OperationTypeNode.MUTATION && !contextValue.boundToBody) {
            throw new AndonError('UNAUTHENTICATED').in(contextValue.language)
          }
          return Promise.resolve()
        },
      }),
  }
}

function errorsArePresented<Context extends SubgraphContext>(log: Log): ApolloServerPlugin<Context> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response, errors, contextValue }) => {
          if (response.body.kind === 'single' && errors !== undefined && errors.length > 0) {
            response.body.singleResult.errors = presentErrors(errors, {
              language: contextValue.language,
              log,
            })
          }
          return Promise.resolve()
        },
      }),
  }
}
