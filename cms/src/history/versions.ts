import { errors } from '@strapi/utils'
import type { Core, UID } from '@strapi/strapi'
import { forbid, type DeskContext } from '../desk-routes/admin-route'
import { mayDo, mayDoAtAll } from '../desk-routes/document-access'
import { selectRows, type Transaction } from '../publication/document-action'
import { contentTypes } from '../publication/governed-types'
import { refusedSave } from '../publication/refused-save'
import { nameOfAction } from './action-names'
import type { Content } from './compare'

const mostRows = 500
/** Of a text what the list shows and a condition asks; hundreds of whole texts would be much to carry for that. */
const named = `CASE WHEN jsonb_typeof(row.content) = 'object' THEN jsonb_build_object('title', row.content->'title',
  'question', row.content->'question', 'unit', row.content->'unit', 'regionCode', row.content->'regionCode') END AS content`

type Row = {
  position: string
  at: Date
  action: string
  who: string | null
  note: string | null
  content: Content | null
}
export type Version = {
  position: string
  at: Date
  action: string
  actionName: string
  who: string | null
  note: string | null
  hasText: boolean
}
export type DocumentHistory = { uid: UID.ContentType; documentId: string; rows: Row[] }

/**
 * The history of a document, newest first, as far as the account may read what stood there: a text that was written
 * for another region before stays closed to a region editor.
 */
export async function readHistory(
  strapi: Core.Strapi,
  context: DeskContext,
  texts: 'whole' | 'named' = 'whole',
): Promise<DocumentHistory> {
  const ability = context.state.userAbility
  const { uid: asked, documentId = '' } = context.params
  const uid = contentTypes.find((known) => known === asked)
  if (uid === undefined) throw new errors.NotFoundError('没有这种内容。')
  if (!mayDoAtAll(ability, 'read', uid)) forbid()
  const draft = (await strapi.db
    .query(uid)
    .findOne({ where: { documentId, publishedAt: { $null: true } } })) as object | null
  if (draft !== null && !mayDo(strapi, ability, 'read', { uid, row: draft })) forbid()
  const stored = await selectRows<Row & { content: string | null }>(
    strapi.db.connection as unknown as Transaction,
    `SELECT row.position::text, row.happened_at AS at, row.action, row.note, ${texts === 'whole' ? 'row.content' : named},
            coalesce(nullif(concat(account.lastname, account.firstname), ''), '账号' || row.actor_id) AS who
       FROM content_history row LEFT JOIN admin_users account ON account.id = row.actor_id
      WHERE row.document_id = ? AND row.type = ? ORDER BY row.position DESC LIMIT ${String(mostRows)}`,
    [documentId, uid],
  )
  // Strapi's connection leaves JSON as it is written.
  const rows = stored.map((row): Row => ({
    ...row,
    content: JSON.parse(row.content ?? 'null') as Content | null,
  }))
  const readable = (row: Row): boolean =>
    row.content === null || mayDo(strapi, ability, 'read', { uid, row: row.content })
  if (rows.length === 0 && draft === null) throw new errors.NotFoundError('没有这篇内容。')
  const lastText = rows.find(isText)
  if (draft === null && (lastText === undefined || !readable(lastText))) forbid()
  return { uid, documentId, rows: rows.filter(readable) }
}

/** What a save wanted to write that was refused never stood anywhere. */
export const isText = ({ action, content }: Row): boolean => content !== null && action !== refusedSave

export const toVersion = ({ content, ...row }: Row): Version => ({
  ...row,
  who: row.who ?? null,
  actionName: nameOfAction(row.action),
  hasText: content !== null,
})

/** The text that stood there after the step, and the one that stood there before it. */
export function textAt(
  { rows }: DocumentHistory,
  position: string,
): { text: Content; before: Content; row: Row } {
  const index = rows.findIndex((row) => row.position === position)
  const row = rows[index]
  if (row === undefined || row.content === null) throw new errors.NotFoundError('没有这个版本。')
  const before = rows.slice(index + 1).find(isText)
  return { row, text: row.content, before: before?.content ?? {} }
}
