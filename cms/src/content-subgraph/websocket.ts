import type { Server } from 'node:http'
import { GraphQLError } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { WebSocketServer } from 'ws'
import { generalMessages, type Language } from './errors'
import type { CreateContext } from './context'
import { readGraphRequest, type Operations, type Prepared } from './operations'
import { viewerHeader, type SignedViewer, type VerifyViewer } from './viewer'

const frameLimitBytes = 1_048_576

/**
 * graphql-transport-ws on the same path. The token in `connection_init` opens the link; the one in each operation's
 * extensions says for whom it runs, and without it the operation is refused.
 */
export function serveWebSocket(options: {
  server: Server
  operations: Operations
  verifyViewer: VerifyViewer
  createContext: CreateContext
}): () => Promise<void> {
  const { operations, verifyViewer, createContext } = options
  const sockets = new WebSocketServer({
    server: options.server,
    path: '/graphql',
    maxPayload: frameLimitBytes,
  })
  const { dispose } = useServer(
    {
      connectionInitWaitTimeout: 5_000,
      onConnect: ({ connectionParams }) => believe(connectionParams, verifyViewer) !== undefined,
      onSubscribe: (_link, _id, payload) => {
        const signed = believe(payload.extensions, verifyViewer)
        if (signed === undefined) return [refusal('UNAUTHENTICATED', 'zh')]
        try {
          return operations.prepare(readGraphRequest(payload), createContext(signed, undefined).context)
        } catch (error) {
          return [asGraphQLError(operations, error, signed.language)]
        }
      },
      onNext: (_link, _id, _payload, prepared, result) =>
        operations.masked(result, (prepared as Prepared).contextValue.language),
      // What onSubscribe refused is masked already; what a stream throws on its way is not.
      onError: (_link, _id, payload, errors) =>
        errors.map((error) =>
          error.extensions['code'] === undefined
            ? operations.maskedError(error, languageOf(payload.extensions, verifyViewer))
            : error.toJSON(),
        ),
    },
    sockets,
    12_000,
  )
  return async () => {
    await dispose()
  }
}

function believe(carrier: unknown, verifyViewer: VerifyViewer): SignedViewer | undefined {
  const token: unknown = (carrier as Record<string, unknown> | null | undefined)?.[viewerHeader]
  try {
    return verifyViewer(typeof token === 'string' ? token : undefined)
  } catch {
    return undefined
  }
}

function languageOf(carrier: unknown, verifyViewer: VerifyViewer): Language {
  return believe(carrier, verifyViewer)?.language ?? 'zh'
}

function asGraphQLError(operations: Operations, error: unknown, language: Language): GraphQLError {
  const { message, extensions } = operations.maskedError(error, language)
  return new GraphQLError(message, { extensions: extensions ?? {} })
}

function refusal(code: 'UNAUTHENTICATED', language: Language): GraphQLError {
  return new GraphQLError(generalMessages[code][language], { extensions: { code } })
}
