import { refuse, selectRows, type Rule, type Transaction } from './document-action'
import { noticeType } from './governed-types'

/**
 * A notice forwards a document that is itself issued (F02): a published row can only point to a published one, and a
 * link that silently went missing would turn a forwarding into a document of one's own.
 */
export const forwardingRule: Rule = async ({ action, trx, next }) => {
  const { documentId } = action.params
  if (action.uid !== noticeType || action.name !== 'publish' || documentId === undefined) return next()
  const [unissued] = await selectRows<{ itself: boolean }>(
    trx,
    `SELECT target.document_id = notice.document_id AS itself
       FROM notices notice
       JOIN notices_forwards_lnk link ON link.notice_id = notice.id
       JOIN notices target ON target.id = link.inv_notice_id
      WHERE notice.document_id = ? AND notice.published_at IS NULL
        AND (target.document_id = notice.document_id OR NOT EXISTS (
          SELECT 1 FROM notices issued WHERE issued.document_id = target.document_id AND issued.published_at IS NOT NULL))`,
    [documentId],
  )
  if (unissued?.itself) refuse('公文不能转发自己。')
  if (unissued !== undefined) refuse('被转发的公文尚未发布，请先发布被转发的公文。')
  if (await comesBack(trx, documentId)) refuse('被转发的公文又转发了这篇公文，不能循环转发。')
  return next()
}

/** Whether the documents it forwards lead, one by one, to itself again. */
async function comesBack(trx: Transaction, documentId: string): Promise<boolean> {
  const rows = await selectRows(
    trx,
    `WITH RECURSIVE chain (id, name) AS (
       SELECT target.id, target.document_id FROM notices draft
         JOIN notices_forwards_lnk link ON link.notice_id = draft.id
         JOIN notices named ON named.id = link.inv_notice_id
         JOIN notices target ON target.document_id = named.document_id AND target.published_at IS NOT NULL
        WHERE draft.document_id = ? AND draft.published_at IS NULL
       UNION
       SELECT target.id, target.document_id FROM chain
         JOIN notices_forwards_lnk link ON link.notice_id = chain.id
         JOIN notices target ON target.id = link.inv_notice_id)
     SELECT 1 FROM chain WHERE name = ? LIMIT 1`,
    [documentId, documentId],
  )
  return rows.length > 0
}
