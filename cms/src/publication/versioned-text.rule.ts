import { isVersionedText, versionedTextOf, type VersionedTextType } from './governed-types'
import { refuse, selectRows, type Rule, type Transaction } from './document-action'

const changing = ['update', 'publish', 'unpublish', 'delete']

/**
 * A published version of a reporting notice, privacy explanation, instruction or policy never changes and never
 * disappears: consents name it (requirements B12, C02, C03). Versions are published one after the other, without
 * gaps; each kind of instruction and each policy counts for itself.
 */
export const versionedTextRule: Rule = async ({ action, trx, next }) => {
  if (!isVersionedText(action.uid)) return next()
  const { documentId } = action.params
  if (documentId !== undefined && changing.includes(action.name))
    await refuseIfPublished(trx, action.uid, documentId, action.name)
  if (action.name === 'create' || action.name === 'clone') await numberDraft(trx, action.uid, action.params)
  if (action.name !== 'publish' || documentId === undefined) return next()
  await publishInTurn(trx, action.uid, documentId)
  const result = await next()
  await assertPublishedOnce(trx, action.uid)
  return result
}

async function refuseIfPublished(
  trx: Transaction,
  uid: VersionedTextType,
  documentId: string,
  actionName: string,
): Promise<void> {
  const { table, name } = versionedTextOf(uid)
  const [published] = await selectRows<{ version: number }>(
    trx,
    `SELECT version FROM ${table} WHERE document_id = ? AND published_at IS NOT NULL`,
    [documentId],
  )
  if (published === undefined) return
  const what =
    { update: '修改', publish: '再次发布', unpublish: '撤回', delete: '删除' }[actionName] ?? '变更'
  refuse(
    `${name}第 ${String(published.version)} 版已经发布，群众已按此版本同意，不能${what}。如需调整内容，请新建下一版。`,
  )
}

/** A new document is the next version unless its author says otherwise; a clone would repeat the number it copies. */
async function numberDraft(
  trx: Transaction,
  uid: VersionedTextType,
  params: { documentId?: string; data?: Record<string, unknown> },
): Promise<void> {
  if (params.data?.['version'] != null) return
  const { table, series } = versionedTextOf(uid)
  const given = series === undefined ? undefined : params.data?.[series]
  const [row] = await selectRows<{ next: number }>(
    trx,
    series === undefined
      ? `SELECT coalesce(max(version), 0) + 1 AS next FROM ${table}`
      : `SELECT coalesce(max(version), 0) + 1 AS next FROM ${table}
          WHERE ${series} = coalesce(?, (SELECT ${series} FROM ${table} WHERE document_id = ? LIMIT 1))`,
    series === undefined ? [] : [typeof given === 'string' ? given : null, params.documentId ?? null],
  )
  params.data = { ...params.data, version: row?.next ?? 1 }
}

async function publishInTurn(trx: Transaction, uid: VersionedTextType, documentId: string): Promise<void> {
  const { table, name, series } = versionedTextOf(uid)
  await selectRows(trx, 'SELECT pg_advisory_xact_lock(hashtext(?))', [`publish ${table}`])
  const sameSeries = series === undefined ? '' : `AND p.${series} = draft.${series}`
  const [row] = await selectRows<{ version: number | null; next: number }>(
    trx,
    `SELECT draft.version, (SELECT coalesce(max(p.version), 0) + 1 FROM ${table} p
                             WHERE p.published_at IS NOT NULL ${sameSeries}) AS next
       FROM ${table} draft WHERE draft.document_id = ? AND draft.published_at IS NULL`,
    [documentId],
  )
  if (row === undefined || row.version === null || row.version === row.next) return
  refuse(
    `${name}应按顺序发布：下一版是第 ${String(row.next)} 版，本稿的版本号是 ${String(row.version)}。请先改正版本号。`,
  )
}

/** Two drafts with one number in one bulk publish see the same maximum beforehand; afterwards they see each other. */
async function assertPublishedOnce(trx: Transaction, uid: VersionedTextType): Promise<void> {
  const { table, name, series } = versionedTextOf(uid)
  const [twice] = await selectRows<{ version: number }>(
    trx,
    `SELECT version FROM ${table} WHERE published_at IS NOT NULL
      GROUP BY version ${series === undefined ? '' : `, ${series}`} HAVING count(*) > 1`,
    [],
  )
  if (twice !== undefined) refuse(`${name}第 ${String(twice.version)} 版只能发布一次，请先改正版本号。`)
}
