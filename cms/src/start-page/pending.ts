import type { Core } from '@strapi/strapi'
import { mayDo } from '../desk-routes/document-access'
import type { Ability } from '../desk-routes/admin-route'
import { forms } from '../desk/forms'
import { selectRows, type Transaction } from '../publication/document-action'
import { contentTypes, isReviewed, tableOf } from '../publication/governed-types'
import { changesText } from '../publication/review'

/** A draft with words that are not out yet, and what was decided on exactly these words. */
export type Pending = {
  uid: string
  documentId: string
  title: string | null
  regionCode: string | null
  updatedAt: Date
  editorId: number | null
  authorId: number | null
  decision: 'agree' | 'return' | null
  decidedBy: number | null
  decidedAt: Date | null
  note: string | null
  publishAt: Date | null
}

/** Everything pending that the account may read. A page of drafts would not do: most drafts are long published. */
export async function pendingFor(strapi: Core.Strapi, ability: Ability): Promise<Pending[]> {
  const trx = strapi.db.connection as unknown as Transaction
  const rows = await selectRows<Pending>(trx, sql(strapi), [changesText])
  return rows.filter((row) => mayDo(strapi, ability, 'read', { uid: row.uid, row }))
}

function sql(strapi: Core.Strapi): string {
  const drafts = contentTypes.map((uid) => {
    const table = tableOf(uid)
    const region = 'regionCode' in strapi.contentType(uid).attributes ? 'draft.region_code' : 'NULL::text'
    return `SELECT '${uid}' AS uid, draft.document_id, draft.${titleColumn(uid)} AS title, ${region} AS region_code,
                   draft.updated_at, draft.updated_by_id, draft.created_by_id
              FROM ${table} draft
              LEFT JOIN ${table} published ON published.document_id = draft.document_id AND published.published_at IS NOT NULL
             WHERE draft.published_at IS NULL AND (published.id IS NULL OR draft.updated_at > published.updated_at)`
  })
  return `SELECT pending.uid, pending.document_id AS "documentId", pending.title, pending.region_code AS "regionCode",
                 pending.updated_at AT TIME ZONE 'UTC' AS "updatedAt", pending.updated_by_id AS "editorId",
                 pending.created_by_id AS "authorId", decision.action AS decision,
                 decision.actor_id AS "decidedBy", decision.happened_at AS "decidedAt", decision.note,
                 schedule.publish_at AS "publishAt"
            FROM (${drafts.join(' UNION ALL ')}) AS pending
            LEFT JOIN LATERAL (
              SELECT action, actor_id, happened_at, note FROM content_history
               WHERE document_id = pending.document_id AND action IN ('agree', 'return')
                 AND position > coalesce((SELECT max(position) FROM content_history
                                           WHERE document_id = pending.document_id AND action = ANY(?::text[])), 0)
               ORDER BY position DESC LIMIT 1) AS decision ON true
            LEFT JOIN content_schedule schedule
              ON schedule.document_id = pending.document_id AND schedule.state = 'WAITING'
           ORDER BY pending.updated_at DESC`
}

/** Fields are named in camel case, columns in snake case; titles are one word. */
const titleColumn = (uid: string): string => forms[uid]?.title ?? 'document_id'

export const awaitsReview = (row: Pending): boolean => isReviewed(row.uid) && row.decision === null
export const awaitsPublication = (row: Pending): boolean =>
  row.publishAt === null && (isReviewed(row.uid) ? row.decision === 'agree' : true)
