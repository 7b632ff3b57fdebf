import type { UID } from '@strapi/strapi'
import { selectRows, type Rule } from './document-action'
import { signedInUser } from './four-eyes.rule'

/** Adds what was done, by whom and what stood there afterwards, in the transaction of the change itself (F10). */
export const historyRule: Rule = async ({ strapi, action, trx, next }) => {
  const result = await next()
  const isNew = action.name === 'create' || action.name === 'clone'
  const documentId = isNew ? createdId(result) : action.params.documentId
  if (documentId === undefined) return result
  const publishedAt = action.name === 'publish' ? { $notNull: true } : { $null: true }
  const content: unknown =
    action.name === 'delete'
      ? null
      : await strapi.db
          .query(action.uid as UID.ContentType)
          .findOne({ where: { documentId, publishedAt }, populate: true })
  await selectRows(
    trx,
    'INSERT INTO content_history (type, document_id, action, actor_id, content) VALUES (?, ?, ?, ?, ?)',
    [
      action.uid,
      documentId,
      action.name,
      signedInUser(strapi) ?? null,
      JSON.stringify(withoutAccounts(content)),
    ],
  )
  return result
}

/** Who did it stands beside, as a number; the account and its password's hash do not belong here. */
function withoutAccounts(content: unknown): unknown {
  if (content === null || typeof content !== 'object') return null
  return Object.fromEntries(
    Object.entries(content).filter(([field]) => field !== 'createdBy' && field !== 'updatedBy'),
  )
}

/** The params of a clone name what it was made from. */
function createdId(result: unknown): string | undefined {
  if (result === null || typeof result !== 'object') return undefined
  if ('documentId' in result && typeof result.documentId === 'string') return result.documentId
  return undefined
}
