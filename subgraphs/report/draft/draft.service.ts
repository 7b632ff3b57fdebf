import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { isUuid } from '../../shared/uuid.js'
import { StoredContentKey } from '../content/content-key.entity.js'
import type { ContentKeys } from '../content/content-key.service.js'
import { identityRow } from '../identity-vault/identity-row.js'
import type { ProofOfWork } from '../proof-of-work/proof.service.js'
import type { DeriveReceiptKeys } from '../receipt/receipt.js'
import { createLockedReceipt } from '../receipt/receipt.service.js'
import { Draft } from './draft.entity.js'
import type { ReportDraft } from './draft.type.js'

export type StartDraft = (em: EntityManager, proof: string) => Promise<ReportDraft>

const goodForMs = 7 * 86_400_000

/** Begins a report: for work done before, since a receipt costs the server a hash. */
export function createStartDraft(means: {
  keysOf: DeriveReceiptKeys
  contentKeys: ContentKeys
  proofs: ProofOfWork
}): StartDraft {
  const { keysOf, contentKeys, proofs } = means
  return async (em, proof) => {
    await proofs.spend(em, 'SUBMIT_REPORT', { proof, inputPath: 'proof' })
    await forgetExpired(em)
    const [id, reportId] = [randomUUID(), randomUUID()]
    const key = contentKeys.create(em, reportId)
    const { receipt, tag: receiptTag, lock: receiptLock } = await createLockedReceipt(keysOf, reportId, key)
    const startedAt = new Date()
    const expiresAt = new Date(startedAt.getTime() + goodForMs)
    const times = { startedAt, expiresAt, submittedAt: null }
    const nothing = { sealedForm: null, savedVersion: 0, savedAt: null, referral: null }
    em.persist(em.create(Draft, { id, reportId, receiptTag, receiptLock, ...times, ...nothing }))
    await em.flush()
    return { id, receipt, identityRow: identityRow(reportId, 0, 'CONTACT'), expiresAt }
  }
}

/** @throws AndonError NOT_FOUND where there is none, or it has expired */
export async function requireDraft(
  em: EntityManager,
  id: string,
  inputPath = 'input.draftId',
): Promise<Draft> {
  const draft = isUuid(id) ? await em.findOne(Draft, { id }) : null
  if (draft !== null && (isAnswered(draft) || draft.expiresAt > new Date())) return draft
  throw new AndonError(
    'NOT_FOUND',
    {
      zh: '草稿不存在或已过期，请重新开始填写。',
      en: 'There is no such draft, or it has expired: begin anew.',
    },
    { inputPath },
  )
}

/** The draft as it stands, held until the transaction ends: a second submission waits and then finds it answered. */
export async function holdDraft(em: EntityManager, id: string): Promise<Draft> {
  return em.findOneOrFail(Draft, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
}

export function isAnswered({ submittedAt, referral }: Draft): boolean {
  return Boolean(submittedAt ?? referral)
}

/** Drafts nobody submitted, with their keys; those that were, once nobody can be waiting for their answer. */
async function forgetExpired(em: EntityManager): Promise<void> {
  const expired = await em.find(Draft, { expiresAt: { $lt: new Date() } }, { limit: 20 })
  const unused = expired.filter(({ submittedAt }) => !submittedAt)
  const keysOf = [...unused.map(({ reportId }) => reportId), ...expired.map(({ id }) => id)]
  await em.nativeDelete(StoredContentKey, { reportId: keysOf })
  await em.nativeDelete(Draft, { id: expired.map(({ id }) => id) })
}
