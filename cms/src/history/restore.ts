import type { Core, UID } from '@strapi/strapi'
import { bodyOf, forbid, type DeskContext } from '../desk-routes/admin-route'
import { draftFor, mayDoAtAll } from '../desk-routes/document-access'
import { selectRows, type Transaction } from '../publication/document-action'
import { lockDocument } from '../publication/document-lock'
import { isVersionedText, tableOf } from '../publication/governed-types'
import { refusedSave } from '../publication/refused-save'
import { toldAs } from '../publication/history.rule'
import { beijingTime, refuseStale, restsOnCheckedReading } from '../publication/stale-draft'
import { fieldsOf, listOf, type Attributes, type AttributesOf } from './as-text'
import type { Content } from './compare'
import { readHistory, textAt } from './versions'

/**
 * Writes an older version into the draft, by the same way and under the same rules as somebody's own edit: it
 * publishes nothing, ends an agreement, and the one who restores is the last editor. A version citizens have
 * consented to stays as it is; its words then become the draft of a new version.
 */
export function createRestore(strapi: Core.Strapi, attributesOf: AttributesOf) {
  return async (context: DeskContext): Promise<{ documentId: string; isNew: boolean }> => {
    const { user, userAbility } = context.state
    const history = await readHistory(strapi, context)
    const { row, text } = textAt(history, String(context.params['position']))
    const { uid, documentId } = await draftFor(strapi, userAbility, 'update', history)
    const documents = strapi.documents(uid) as unknown as Documents
    const what = row.action === refusedSave ? '未能保存的改动' : '版本'
    const note = `恢复为${beijingTime(new Date(row.at))}的${what}`
    const run = async (trx: Transaction): Promise<{ documentId: string; isNew: boolean }> => {
      await lockDocument(trx, documentId)
      await refuseStale(trx, { uid, documentId, readAt: bodyOf(context)['readAt'] })
      restsOnCheckedReading(context.state)
      const { version: _version, ...data } = await inputOf(strapi, attributesOf, uid, text)
      if (await isPublishedForEver(trx, uid, documentId)) {
        if (!mayDoAtAll(userAbility, 'create', uid)) forbid()
        const creators = { createdBy: user.id, updatedBy: user.id }
        const made = await toldAs(
          { action: 'create', note: `按${beijingTime(new Date(row.at))}的版本新建` },
          () => documents.create({ data: { ...data, ...creators } }),
        )
        return { documentId: made.documentId, isNew: true }
      }
      await toldAs({ action: 'restore', note }, () =>
        documents.update({ documentId, data: { ...data, updatedBy: user.id } }),
      )
      return { documentId, isNew: false }
    }
    return strapi.db.transaction(({ trx }: { trx: Transaction }) => run(trx))
  }
}

async function isPublishedForEver(trx: Transaction, uid: string, documentId: string): Promise<boolean> {
  if (!isVersionedText(uid)) return false
  const sql = `SELECT 1 FROM ${tableOf(uid)} WHERE document_id = ? AND published_at IS NOT NULL`
  return (await selectRows(trx, sql, [documentId])).length > 0
}

/** What was read from the tables in the shape they are written in; files and documents that are gone are left out. */
async function inputOf(
  strapi: Core.Strapi,
  attributesOf: AttributesOf,
  uid: string,
  content: Content,
): Promise<Content> {
  const attributes: Attributes = attributesOf(uid)
  const input: Content = {}
  for (const { name, attribute } of fieldsOf(uid, attributes)) {
    const value = content[name]
    if (value === undefined) continue
    const many = attribute.repeatable === true || attribute.multiple === true
    if (attribute.type === 'component') {
      const parts: Content[] = []
      for (const part of listOf(value))
        parts.push(await inputOf(strapi, attributesOf, attribute.component ?? '', part as Content))
      input[name] = many ? parts : (parts[0] ?? null)
    } else if (attribute.type === 'media') {
      const ids = await existing(strapi, 'plugin::upload.file', 'id', value)
      input[name] = many ? ids : (ids[0] ?? null)
    } else if (attribute.type === 'relation') {
      const ids = await existing(strapi, attribute.target ?? uid, 'documentId', value)
      input[name] = { set: ids.map((documentId) => ({ documentId })) }
    } else input[name] = value
  }
  return input
}

async function existing(strapi: Core.Strapi, uid: string, key: string, value: unknown): Promise<unknown[]> {
  // A refused save may name a file by its bare number.
  const asked = listOf(value).map((item) =>
    typeof item === 'object' ? (item as Record<string, unknown> | null)?.[key] : item,
  )
  const found = (await strapi.db
    .query(uid as UID.Schema)
    .findMany({ where: { [key]: { $in: asked } }, select: [key] })) as Record<string, unknown>[]
  const there = new Set(found.map((row) => row[key]))
  return asked.filter((one) => there.has(one))
}

type Documents = {
  create: (params: { data: Content }) => Promise<{ documentId: string }>
  update: (params: { documentId: string; data: Content }) => Promise<unknown>
}
