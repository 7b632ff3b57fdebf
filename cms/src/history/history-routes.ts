import type { Core, UID } from '@strapi/strapi'
import type { DeskContext } from '../desk-routes/admin-route'
import { mayDo } from '../desk-routes/document-access'
import { stateOf } from '../publication/stale-draft'
import type { Transaction } from '../publication/document-action'
import type { Attributes } from './as-text'
import { compareVersions, type FieldChange } from './compare'
import { createRestore } from './restore'
import { isText, readHistory, textAt, toVersion, type Version } from './versions'

type HistoryPage = {
  title: string
  versions: Version[]
  /** What a restoring rests on; null when the draft is gone. */
  readAt: string | null
  mayRestore: boolean
}
type Comparison = { version: Version; changes: FieldChange[] }

export function createHistoryRoutes(strapi: Core.Strapi) {
  const attributesOf = (uid: string): Attributes =>
    strapi.getModel(uid as UID.Schema).attributes as unknown as Attributes
  return {
    list: async (context: DeskContext): Promise<HistoryPage> => {
      const { uid, documentId, rows } = await readHistory(strapi, context, 'named')
      const newest = rows.find(isText)?.content ?? {}
      const state = await stateOf(strapi.db.connection as unknown as Transaction, uid, documentId)
      const mayRestore =
        state !== undefined && mayDo(strapi, context.state.userAbility, 'update', { uid, row: newest })
      return {
        title: String(newest['title'] ?? newest['question'] ?? newest['unit'] ?? ''),
        versions: rows.map(toVersion),
        readAt: state?.updatedAt ?? null,
        mayRestore,
      }
    },
    /** What the step changed, or with `against=draft` what restoring it would change. */
    compare: async (context: DeskContext): Promise<Comparison> => {
      const history = await readHistory(strapi, context)
      const { row, text, before } = textAt(history, String(context.params['position']))
      const newest = history.rows.find(isText)?.content ?? {}
      const [from, to] = context.query['against'] === 'draft' ? [newest, text] : [before, text]
      return { version: toVersion(row), changes: compareVersions(history.uid, from, to, attributesOf) }
    },
    restore: createRestore(strapi, attributesOf),
  }
}
