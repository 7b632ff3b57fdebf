import { GraphQLError } from 'graphql'
import { AndonError, type ErrorCode } from '../../platform/errors.js'
import type { Language } from '../../platform/language.js'
import type { Log } from '../../platform/log.js'
import { presentErrors } from '../../platform/present-errors.js'
import type { Answer } from './execute-operation.js'
import { legacyJson, type MediaType } from './media-type.js'

/** A response's status and text. */
export type Written = { status: number; text: string }

const statusOf: Partial<Record<ErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  RATE_LIMITED: 429,
  SUBGRAPH_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
}

/**
 * Writes an answer. An operation that ran is 200 whatever errors its fields met; one that did not run is refused
 * with a status, except that clients of the older media type expect 200 for a document that is merely wrong
 * (GraphQL over HTTP, section 6.4.1).
 */
export function writeResponse(
  answer: Answer,
  { language, log, mediaType }: { language: Language; log: Log; mediaType: MediaType },
): Written {
  const { data, errors } = answer
  if (errors === undefined) return { status: 200, text: `{"data":${data?.json ?? 'null'}}` }
  const presented = JSON.stringify(presentErrors(errors, { language, log }))
  if (data !== undefined) return { status: 200, text: `{"errors":${presented},"data":${data.json}}` }
  return { status: refusalStatus(errors, mediaType), text: `{"errors":${presented}}` }
}

function refusalStatus(errors: readonly GraphQLError[], mediaType: MediaType): number {
  const refused = errors
    .map(({ originalError }) => originalError)
    .find((cause) => cause instanceof AndonError)
  if (refused !== undefined) return statusOf[refused.code] ?? 400
  if (errors.some(isUnexpected)) return 500
  return mediaType === legacyJson ? 200 : 400
}

/** Failures of the document and its variables have no cause but graphql-js itself. */
function isUnexpected(error: GraphQLError): boolean {
  let cause: Error | undefined = error
  while (cause instanceof GraphQLError) cause = cause.originalError
  return cause !== undefined
}
