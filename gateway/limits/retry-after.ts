import type { GraphQLError } from 'graphql'
import { AndonError } from '../../platform/errors.js'

/** In how many seconds to come again, as the header `retry-after` says it. */
export function retryAfterOf(errors: readonly GraphQLError[] | undefined): string | undefined {
  for (const { originalError } of errors ?? []) {
    const seconds =
      originalError instanceof AndonError ? originalError.details['retryAfterSeconds'] : undefined
    if (typeof seconds === 'number') return String(seconds)
  }
  return undefined
}
