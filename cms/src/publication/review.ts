import { refuse, selectRows, type Transaction } from './document-action'

/** What of the history changes the words of a draft; a decision holds until the next of these. */
export const changesText = ['create', 'clone', 'update', 'restore', 'discardDraft']
const longestReason = 600

export type Decision = {
  action: 'agree' | 'return'
  actorId: number | null
  note: string | null
  happenedAt: Date
}

/** The last decision on exactly the words the draft has now. */
export async function decisionOnCurrentText(
  trx: Transaction,
  documentId: string,
): Promise<Decision | undefined> {
  const [decision] = await selectRows<Decision>(
    trx,
    `SELECT action, actor_id AS "actorId", note, happened_at AS "happenedAt" FROM content_history
      WHERE document_id = ? AND action IN ('agree', 'return')
        AND position > coalesce((SELECT max(position) FROM content_history
                                  WHERE document_id = ? AND action = ANY(?::text[])), 0)
      ORDER BY position DESC LIMIT 1`,
    [documentId, documentId, changesText],
  )
  return decision
}

/** Whoever sends a text back says why: the editor reads it. */
export function readReason(reason: unknown): string {
  const text = typeof reason === 'string' ? reason.trim() : ''
  if (text === '') refuse('退回修改须写明理由，编辑人员会看到。')
  if (text.length > longestReason) refuse(`理由请不超过 ${String(longestReason)} 字。`)
  return text
}
