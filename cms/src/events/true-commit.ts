import type { Core } from '@strapi/strapi'

type Told = { response?: { command?: string } } | undefined
type Transactor = { commit: (value?: unknown) => Promise<Told>; executionPromise: Promise<unknown> }
type Connection = { context: { transaction: (...given: unknown[]) => Promise<Transactor> } }

/**
 * Strapi believes a COMMIT that failed: the library beneath answers it as if nothing had happened and tells the failure
 * elsewhere, where nobody listens. Somebody whose publishing or agreement was lost with its session would be told that
 * it is done. PostgreSQL too answers a COMMIT with a ROLLBACK where something failed before.
 */
export function believeOnlyTrueCommits(strapi: Core.Strapi): void {
  const { context } = strapi.db.connection as unknown as Connection
  const begin = context.transaction.bind(context)
  context.transaction = async (...given) => {
    const transactor = await begin(...given)
    // With a function of its own it commits by itself, and truly.
    if (typeof given[0] === 'function') return transactor
    const commit = transactor.commit.bind(transactor)
    transactor.commit = async (value) => {
      const told = await commit(value)
      await transactor.executionPromise
      if (told?.response?.command === 'ROLLBACK') throw new Error('the transaction was rolled back')
      return told
    }
    return transactor
  }
}
