import { refuse, selectRows, type Rule, type Transaction } from './document-action'
import { isPublicityItem, publicityItems } from './governed-types'

const explanations = [
  { kind: 'REGISTER', field: 'registerVersion', column: 'register_version', name: '注册说明' },
  { kind: 'USE', field: 'useVersion', column: 'use_version', name: '使用说明' },
  { kind: 'MANAGE', field: 'manageVersion', column: 'manage_version', name: '管理说明' },
] as const

/**
 * Publicity explains registration, use and management along with it (B11): a new item names the current version of
 * each, and without a published version of all three it is not published.
 */
export const publicityItemRule: Rule = async ({ action, trx, next }) => {
  if (!isPublicityItem(action.uid)) return next()
  const { params } = action
  if (action.name === 'create')
    params.data = { ...(await currentVersions(trx)), ...withoutBlanks(params.data) }
  if (action.name !== 'publish' || params.documentId === undefined) return next()
  const { table, name } = publicityItems[action.uid]
  for (const { kind, column, name: explanation } of explanations) {
    const [found] = await selectRows(
      trx,
      `SELECT 1 FROM ${table} item JOIN instructions i ON i.version = item.${column}
        WHERE item.document_id = ? AND item.published_at IS NULL
          AND i.kind = ? AND i.published_at IS NOT NULL AND i.disclosure = 'ACTIVE'`,
      [params.documentId, kind],
    )
    if (found === undefined)
      refuse(`${name}须一并说明小程序的注册、使用和管理方式：请填写已公开发布的${explanation}的版本号。`)
  }
  if (table === 'media_records') await refuseUnnamedMedium(trx, params.documentId)
  return next()
}

async function currentVersions(trx: Transaction): Promise<Record<string, number>> {
  const rows = await selectRows<{ kind: string; version: number }>(
    trx,
    `SELECT kind, max(version) AS version FROM instructions
      WHERE published_at IS NOT NULL AND disclosure = 'ACTIVE' GROUP BY kind`,
    [],
  )
  return Object.fromEntries(
    explanations.flatMap(({ kind, field }) => {
      const row = rows.find((found) => found.kind === kind)
      return row === undefined ? [] : [[field, row.version]]
    }),
  )
}

/** The desk's form sends what is left empty as null. */
function withoutBlanks(data: Record<string, unknown> = {}): Record<string, unknown> {
  const isBlank = ([field, value]: [string, unknown]): boolean =>
    value === null && explanations.some((explanation) => explanation.field === field)
  return Object.fromEntries(Object.entries(data).filter((entry) => !isBlank(entry)))
}

async function refuseUnnamedMedium(trx: Transaction, documentId: string): Promise<void> {
  const [unnamed] = await selectRows(
    trx,
    `SELECT 1 FROM media_records WHERE document_id = ? AND published_at IS NULL
        AND medium = 'OTHER' AND coalesce(medium_name, '') = ''`,
    [documentId],
  )
  if (unnamed !== undefined) refuse('选择“其他媒体”时，须填写媒体名称。')
}
