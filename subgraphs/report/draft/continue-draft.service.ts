import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import type { ProofOfWork } from '../proof-of-work/proof.service.js'
import { opensLock } from '../receipt/lock.js'
import { readReceipt, type DeriveReceiptKeys, type ReceiptKeys } from '../receipt/receipt.js'
import { receiptNotValid } from '../receipt/receipt.service.js'
import { Draft } from './draft.entity.js'
import { isAnswered } from './draft.service.js'
import type { ContinuedDraft } from './draft.type.js'
import { openSavedForm } from './save-draft.service.js'

export type ContinueDraft = (
  em: EntityManager,
  given: { receipt: string; proof: string },
) => Promise<ContinuedDraft>

/**
 * Gives a draft back to whoever holds its receipt, for the work that opening a report takes. A receipt that is
 * unknown, expired, or of a report that was submitted costs the same hash, look-ups and writes, and is told alike.
 */
export function createContinueDraft(means: {
  keysOf: DeriveReceiptKeys
  contentKeys: ContentKeys
  proofs: ProofOfWork
}): ContinueDraft {
  const { keysOf, contentKeys, proofs } = means
  return async (em, given) => {
    const receipt = readReceipt(given.receipt)
    await proofs.spend(em, 'OPEN_RECEIPT', { proof: given.proof, inputPath: 'proof' })
    const receiptKeys = await keysOf(receipt)
    const draft = await em.findOne(Draft, { receiptTag: receiptKeys.tag })
    const [id, reportId] = [draft?.id ?? randomUUID(), draft?.reportId ?? randomUUID()]
    const keys = await contentKeys.of(em, [id, reportId])
    const opened = draft !== null && opens(receiptKeys, draft, keys.get(reportId))
    const form = opened ? readForm(keys.get(id), draft) : undefined
    await proofs.weigh(em, 'OPEN_RECEIPT', form === undefined ? 1 : 0)
    if (!opened || form === undefined) throw receiptNotValid()
    const { savedVersion: version, savedAt, expiresAt } = draft
    return { id, version, content: form, savedAt: savedAt ?? null, expiresAt }
  }
}

function opens({ openingKey }: ReceiptKeys, draft: Draft, key: ContentKey | undefined): boolean {
  if (key === undefined || !draft.receiptLock) return false
  const fits = opensLock(openingKey, draft.reportId, key, draft.receiptLock)
  return fits && !isAnswered(draft) && draft.expiresAt > new Date()
}

/** Undefined where what stands in the row was not sealed for it: somebody moved it there. */
function readForm(key: ContentKey | undefined, draft: Draft): string | null | undefined {
  try {
    return openSavedForm(key, draft)
  } catch {
    return undefined
  }
}
