import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID, type KeyObject } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { StoredReport } from '../intake/report.entity.js'
import type { ProofOfWork } from '../proof-of-work/proof.service.js'
import { signSession } from '../session.js'
import { createLock, opensLock } from './lock.js'
import { createReceipt, readReceipt, type DeriveReceiptKeys, type ReceiptKeys } from './receipt.js'
import type { ReceiptSession } from './receipt.type.js'

export const receiptSessionMinutes = 15

export type OpenReceipt = (
  em: EntityManager,
  given: { receipt: string; proof: string },
) => Promise<ReceiptSession>

/** Whether a receipt opens; where it does not, the id is one of nothing. */
export type CheckReceipt = (
  em: EntityManager,
  given: { receipt: string; proof: string },
) => Promise<{ opened: boolean; reportId: string }>

/**
 * Looks at a receipt, for work done before. One that is unknown, not activated yet, expired or withdrawn costs the same
 * hash, look-ups and writes as one that opens (What must hold, 4). Failures raise the work of the next one; nothing is
 * ever locked.
 */
export function createCheckReceipt(means: {
  keysOf: DeriveReceiptKeys
  contentKeys: ContentKeys
  proofs: ProofOfWork
}): CheckReceipt {
  const { keysOf, contentKeys, proofs } = means
  return async (em, given) => {
    const receipt = readReceipt(given.receipt)
    await proofs.spend(em, 'OPEN_RECEIPT', { proof: given.proof, inputPath: 'proof' })
    const keys = await keysOf(receipt)
    const report = await em.findOne(StoredReport, { receiptTag: keys.tag })
    const reportId = report?.id ?? randomUUID()
    const contentKey = (await contentKeys.of(em, [reportId])).get(reportId)
    const opened = opens(keys, reportId, report, contentKey)
    await proofs.weigh(em, 'OPEN_RECEIPT', opened ? 0 : 1)
    return { opened, reportId }
  }
}

/** Opens a report by its receipt; one that does not open costs the same signature and is told in the same words. */
export function createOpenReceipt({ check, key }: { check: CheckReceipt; key: KeyObject }): OpenReceipt {
  return async (em, given) => {
    const { opened, reportId } = await check(em, given)
    const session = await signSession(key, {
      kind: 'receipt',
      subject: reportId,
      minutes: receiptSessionMinutes,
    })
    if (opened) return session
    throw receiptNotValid()
  }
}

/** Said of every receipt that does not open, whatever the reason. */
export function receiptNotValid(): AndonError {
  return new AndonError('NOT_FOUND', {
    zh: '查询码无效或已失效，请核对后重新输入。',
    en: 'The receipt is not valid or no longer valid.',
  })
}

/** A receipt with what is stored of it. The digits themselves are given out once and kept nowhere. */
export async function createLockedReceipt(
  keysOf: DeriveReceiptKeys,
  reportId: string,
  key: ContentKey,
): Promise<{ receipt: string; tag: Buffer; lock: Buffer }> {
  const receipt = createReceipt()
  const { tag, openingKey } = await keysOf(receipt)
  return { receipt, tag, lock: createLock(openingKey, reportId, key) }
}

function opens(
  { openingKey }: ReceiptKeys,
  reportId: string,
  report: StoredReport | null,
  key: ContentKey | undefined,
): boolean {
  if (report === null || key === undefined || !report.receiptLock) return false
  const { receiptLock, receiptExpiresAt, withdrawnAt } = report
  const fits = opensLock(openingKey, reportId, key, receiptLock)
  return fits && !withdrawnAt && (!receiptExpiresAt || receiptExpiresAt > new Date())
}
