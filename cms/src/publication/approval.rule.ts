import { dayOf } from '../content-subgraph/day'
import { refuse, selectRows, type Rule, type Transaction } from './document-action'
import { asFirstContentIsRunning } from './four-eyes.rule'
import { isIssued, issuedTypes } from './governed-types'

/** A document with a number is issued after the head of the authority has approved it (经部领导同意, D25). */
export const approvalRule: Rule = async ({ action, trx, next }) => {
  const { documentId } = action.params
  if (action.name === 'publish' && documentId !== undefined && !asFirstContentIsRunning())
    await refuseUnapproved(trx, action.uid, documentId)
  return next()
}

/** @returns whether the draft is an issued document, and as such bears its approval */
export async function refuseUnapproved(trx: Transaction, uid: string, documentId: string): Promise<boolean> {
  if (!isIssued(uid)) return false
  const { table, name } = issuedTypes[uid]
  const [issued] = await selectRows<{ approver: string | null; approvedOn: string | null }>(
    trx,
    `SELECT nullif(trim(approver), '') AS approver, to_char(approved_on, 'YYYY-MM-DD') AS "approvedOn" FROM ${table}
      WHERE document_id = ? AND published_at IS NULL AND coalesce(trim(doc_number), '') <> ''`,
    [documentId],
  )
  if (issued === undefined) return false
  if (issued.approver === null || issued.approvedOn === null)
    refuse(`有文号的${name}须经领导同意：请填写签发人和签发日期，再审核、发布。`)
  if (issued.approvedOn > dayOf(new Date())) refuse('签发日期还没有到，请核对签发日期。')
  return true
}
