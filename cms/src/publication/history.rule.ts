import { AsyncLocalStorage } from 'node:async_hooks'
import type { Core, UID } from '@strapi/strapi'
import { actingAccount } from './actor'
import type { Rule } from './document-action'
import { addHistoryRow } from './history'

const toldOtherwise = new AsyncLocalStorage<{ action: string; note: string }>()

/** Lets an update be told as what it is, such as the restoring of an older version. */
export function toldAs<Result>(words: { action: string; note: string }, run: () => Promise<Result>) {
  return toldOtherwise.run(words, run)
}

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
          .findOne({ where: { documentId, publishedAt }, populate: wholeText(strapi, action.uid) })
  await addHistoryRow(trx, {
    uid: action.uid,
    documentId,
    action: action.name,
    actorId: actingAccount(strapi),
    content: withoutAccounts(content),
    ...toldOtherwise.getStore(),
  })
  return result
}

type Populate = Record<string, true | { select: string[] } | { populate: Populate }>
const notOurs = new Set(['createdBy', 'updatedBy', 'localizations'])

/** Files, parts with their own files, and of related documents the name; their text is their own history's. */
export function wholeText(strapi: Core.Strapi, uid: string): Populate {
  const { attributes } = strapi.getModel(uid as UID.Schema)
  const populate: Populate = {}
  for (const [name, attribute] of Object.entries(attributes)) {
    if (notOurs.has(name)) continue
    if (attribute.type === 'media') populate[name] = true
    if (attribute.type === 'relation') populate[name] = { select: ['documentId', 'title'] }
    if (attribute.type === 'component') populate[name] = { populate: wholeText(strapi, attribute.component) }
  }
  return populate
}

/** The account and its password's hash do not belong here. */
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
