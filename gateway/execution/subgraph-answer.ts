import { GraphQLError } from 'graphql'
import { codeOf } from '../../platform/errors.js'
import type { Path } from './complete-answer.js'
import { isJsonObject, own, type Json, type JsonObject } from './json.js'

export type SubgraphError = { message: string; path: Path | undefined; extensions: Record<string, unknown> }

/** What a subgraph said to one request. */
export type SubgraphAnswer = {
  data: JsonObject | null
  errors: readonly SubgraphError[]
  /** Others hold it too: it must not be written to. */
  shared: boolean
}

/** Reads the body of a GraphQL answer; undefined where it is none. */
export function readSubgraphAnswer(body: unknown): SubgraphAnswer | undefined {
  if (!isJsonObject(body)) return undefined
  const data = own(body, 'data')
  const errors = own(body, 'errors')
  if (data === undefined && !Array.isArray(errors)) return undefined
  return {
    data: isJsonObject(data) ? data : null,
    errors: Array.isArray(errors) ? errors.map(readError) : [],
    shared: false,
  }
}

function readError(error: Json): SubgraphError {
  const given = isJsonObject(error) ? error : {}
  const { message, path, extensions } = given
  return {
    message: typeof message === 'string' ? message : '',
    path: Array.isArray(path) && path.every(isStep) ? path : undefined,
    extensions: isJsonObject(extensions) ? extensions : {},
  }
}

function isStep(step: Json): step is string | number {
  return typeof step === 'string' || typeof step === 'number'
}

/**
 * A subgraph's error at a place of the client's answer. One of the closed codes passes as it is; anything else,
 * such as a complaint about the request the gateway itself made, is no sentence for a client and will be masked.
 */
export function errorAt(subgraph: string, error: SubgraphError, path: Path | undefined): GraphQLError {
  const at = path === undefined ? {} : { path }
  if (codeOf(error) !== undefined)
    return new GraphQLError(error.message, { ...at, extensions: error.extensions })
  const code = error.extensions['code']
  const said = typeof code === 'string' && /^[A-Z_]{1,60}$/.test(code) ? code : 'no code'
  return new GraphQLError('masked', {
    ...at,
    originalError: new Error(`subgraph ${subgraph} answered an error that is none of ours: ${said}`),
  })
}
