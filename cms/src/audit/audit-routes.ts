import { errors } from '@strapi/utils'
import type { Core, UID } from '@strapi/strapi'
import { readAudit } from '../desk/permissions'
import { forbid, type DeskContext } from '../desk-routes/admin-route'
import { nameOfAction } from '../history/action-names'
import { selectRows, type Transaction } from '../publication/document-action'

const pageSize = 50

type Row = {
  place: string
  at: Date
  action: string
  who: string | null
  subject: string | null
  type: string | null
  documentId: string | null
  note: string | null
  detail: string | null
}
type Entry = Omit<Row, 'detail'> & { detail: unknown; actionName: string; typeName: string | null }
export type AuditPage = { rows: Entry[]; next: string | null }

/* A place names time, record and position, so that pages neither repeat nor skip. */
const placeIn = (letter: string): string =>
  `to_char(row.happened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '|${letter}|' || lpad(row.position::text, 19, '0')`
const records = [
  `SELECT ${placeIn('c')} AS place, row.happened_at AS at, row.action, row.actor_id, row.type, row.document_id,
          row.note, NULL AS subject, NULL::jsonb AS detail FROM content_history row`,
  `SELECT ${placeIn('d')} AS place, row.happened_at AS at, row.action, row.actor_id, NULL AS type, NULL AS document_id,
          NULL AS note, row.subject, row.detail FROM desk_audit row`,
]
/** The moment alone narrows by index; the place then decides among equals. */
const pageOf = (sql: string): string => `(SELECT * FROM (${sql}) AS row
  WHERE ?::text IS NULL OR (row.at <= (split_part(?, '|', 1) || 'Z')::timestamptz AND row.place < ?)
  ORDER BY row.at DESC, row.place DESC LIMIT ?)`
const page = `SELECT page.place, page.at, page.action, page.type, page.document_id AS "documentId", page.note, page.detail,
    coalesce(page.subject, (SELECT coalesce(text.content->>'title', text.content->>'question', text.content->>'unit')
       FROM content_history text WHERE text.document_id = page.document_id AND jsonb_typeof(text.content) = 'object' AND text.action <> 'refused'
      ORDER BY text.position DESC LIMIT 1)) AS subject,
    coalesce(nullif(concat(account.lastname, account.firstname), ''), '账号' || page.actor_id) AS who
  FROM (${records.map(pageOf).join(' UNION ALL ')}) AS page LEFT JOIN admin_users account ON account.id = page.actor_id
  ORDER BY page.at DESC, page.place DESC LIMIT ?`

/** 操作记录: everything that was done at the desk, newest first, for the administrator. */
export function createAuditRoute(strapi: Core.Strapi) {
  return async (context: DeskContext): Promise<AuditPage> => {
    if (!context.state.userAbility.can(readAudit)) forbid()
    const { before } = context.query
    if (before !== undefined && (typeof before !== 'string' || !/^[\dT:.-]{26}\|[cd]\|\d{19}$/.test(before)))
      throw new errors.ApplicationError('翻页位置不正确，请从第一页看起。')
    const given = [before ?? null, before ?? '', before ?? '', pageSize + 1]
    const connection = strapi.db.connection as unknown as Transaction
    const rows = await selectRows<Row>(connection, page, [...given, ...given, pageSize + 1])
    const shown = rows.slice(0, pageSize)
    return {
      rows: shown.map((row) => ({
        ...row,
        detail: readJson(row.detail),
        actionName: nameOfAction(row.action),
        typeName: row.type === null ? null : strapi.contentType(row.type as UID.ContentType).info.displayName,
      })),
      next: rows.length > pageSize ? (shown.at(-1)?.place ?? null) : null,
    }
  }
}

/** Strapi's connection leaves JSON as it is written. */
const readJson = (text: string | null): unknown => (text === null ? null : JSON.parse(text))
