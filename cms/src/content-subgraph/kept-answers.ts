import type { FormattedExecutionResult } from 'graphql'
import type { ContentEpoch } from '../cache/content-epoch'
import type { Kept } from '../cache/kept'
import type { CreateContext } from './context'
import { readGraphRequest, type Operations } from './operations'
import type { SignedViewer } from './viewer'

const longestKeptRequestBytes = 16_384

export type Answer = (body: Buffer, parse: () => unknown, signed: SignedViewer) => Promise<Buffer>

/**
 * Answers as the bytes that are sent, kept while what is public stays as it is: for equal requests in one language
 * by people who are equal to us. What failed, even in part, and what looked at who asks, is not kept.
 *
 * @throws AndonError when the request cannot be run at all
 */
export function createAnswers(options: {
  operations: Operations
  createContext: CreateContext
  epochs: ContentEpoch
  kept: Kept
}): Answer {
  const { operations, createContext, epochs, kept } = options
  return async (body, parse, signed) => {
    const epoch = await epochs.now()
    const answer = async () => {
      const { context, isPersonal } = createContext(signed, epoch)
      const result = await operations.run(readGraphRequest(parse()), context)
      const value = write(result)
      return { value, bytes: value.length, forAll: result.errors === undefined && !isPersonal() }
    }
    if (body.length > longestKeptRequestBytes) return (await answer()).value
    const asker = signed.viewer.kind === 'STAFF' ? 'staff' : 'public'
    return kept.one(epoch, `answer ${asker} ${signed.language} ${body.toString('utf8')}`, answer)
  }
}

const write = (result: FormattedExecutionResult): Buffer => Buffer.from(JSON.stringify(result))
