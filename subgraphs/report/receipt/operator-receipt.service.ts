import type { EntityManager } from '@mikro-orm/postgresql'
import type { ContentKey } from '../content/content-key.service.js'
import { createLock } from './lock.js'
import { OperatorReceipt } from './operator-receipt.entity.js'
import { createReceipt, type DeriveReceiptKeys, type ReceiptKeys } from './receipt.js'

const goodForMs = 7 * 86_400_000

/** A receipt before it belongs to a report: the slow part of it, done outside every transaction. */
export type PreparedReceipt = { digits: string; keys: ReceiptKeys }

export async function prepareReceipt(keysOf: DeriveReceiptKeys): Promise<PreparedReceipt> {
  const digits = createReceipt()
  return { digits, keys: await keysOf(digits) }
}

/** Gives a report a receipt that goes through an operator's hands; the one before is dead. */
export async function issueOperatorReceipt(
  em: EntityManager,
  issue: { reportId: string; key: ContentKey; prepared: PreparedReceipt; issuedBy: string },
): Promise<OperatorReceipt> {
  const { reportId, prepared, issuedBy } = issue
  const issuedAt = new Date()
  return em.upsert(OperatorReceipt, {
    reportId,
    receiptTag: prepared.keys.tag,
    receiptLock: createLock(prepared.keys.openingKey, reportId, issue.key, 'operator_receipt'),
    issuedBy,
    issuedAt,
    expiresAt: new Date(issuedAt.getTime() + goodForMs),
    changedAt: null,
    changeKeyHash: null,
  })
}
