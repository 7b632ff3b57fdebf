import type { FastifyReply, FastifyRequest } from 'fastify'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { AndonError, type ErrorCode } from '../../platform/errors.js'
import { negotiateLanguage } from '../../platform/language.js'
import type { Log } from '../../platform/log.js'
import { presentErrors } from '../../platform/present-errors.js'
import type { VerifyViewer } from '../../platform/viewer/signature.js'
import type { SignedViewer } from '../../platform/viewer/viewer.js'
import { readSignedViewer } from '../shared/server.js'

/**
 * Who asks for something beside the graph.
 *
 * @throws AndonError UNAUTHENTICATED where no signature of the gateway says so
 */
export function viewerOf(
  request: FastifyRequest,
  means: { verifyViewer: VerifyViewer; log: Log },
): SignedViewer {
  const signed = readSignedViewer(request, means)
  if (signed === undefined) throw new AndonError('UNAUTHENTICATED')
  return signed
}

const statuses: Readonly<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  TOO_COSTLY: 400,
  SUBGRAPH_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
}

/** What is said of a failure, as the graph says it; what may not be told is masked and logged. */
export function refusalOf(
  request: FastifyRequest,
  error: unknown,
  log: Log,
): { status: number; errors: GraphQLFormattedError[] } {
  const language = negotiateLanguage(request.headers['accept-language'])
  const cause = error instanceof Error ? error : new Error(String(error))
  const errors = presentErrors([new GraphQLError(cause.message, { originalError: cause })], { language, log })
  const code = errors[0]?.extensions?.['code'] as ErrorCode | undefined
  return { status: statuses[code ?? 'INTERNAL_SERVER_ERROR'], errors }
}

export function refuseRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
  log: Log,
): FastifyReply {
  const { status, errors } = refusalOf(request, error, log)
  const retryAfter = errors[0]?.extensions?.['retryAfterSeconds']
  if (typeof retryAfter === 'number') reply.header('retry-after', String(retryAfter))
  return reply.code(status).send({ errors })
}
