import { errors } from '@strapi/utils'
import type { Core } from '@strapi/strapi'

/** A call of the document service on its way through our rules, in the one shape they need. */
export type DocumentAction = {
  uid: string
  name: string
  params: {
    documentId?: string
    status?: 'draft' | 'published'
    data?: Record<string, unknown>
  }
}

/** The transaction an action runs in, as far as our rules use it. */
export type Transaction = { raw: (sql: string, values: unknown[]) => Promise<unknown> }

/** A rule over one action: it may refuse before `next`, and act on its result in the same transaction. */
export type Rule = (act: {
  strapi: Core.Strapi
  action: DocumentAction
  trx: Transaction
  next: () => Promise<unknown>
}) => Promise<unknown>

/** Stops the action with a sentence the person at the desk will read. */
export function refuse(sentence: string): never {
  throw new errors.ApplicationError(sentence)
}

export async function selectRows<Row>(trx: Transaction, sql: string, values: unknown[]): Promise<Row[]> {
  const answer = (await trx.raw(sql, values)) as { rows: Row[] }
  return answer.rows
}
