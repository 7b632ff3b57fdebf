import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { isUuid } from '../../shared/uuid.js'
import type { ContentKeys } from '../content/content-key.service.js'
import { identityRow } from '../identity-vault/identity-row.js'
import type { ProofOfWork } from '../proof-of-work/proof.service.js'
import type { DeriveReceiptKeys } from '../receipt/receipt.js'
import { createLockedReceipt } from '../receipt/receipt.service.js'
import { Draft } from './draft.entity.js'
import type { ReportDraft } from './draft.type.js'
import { forgetExpiredDrafts } from './forget-expired.js'

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
    await forgetExpiredDrafts(em, { before: new Date(), atMost: 20 })
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
  throw noSuchDraft(inputPath)
}

/** The draft as it stands, held until the transaction ends: a second submission waits and then finds it answered. */
export async function holdDraft(em: EntityManager, id: string, inputPath = 'input.draftId'): Promise<Draft> {
  const draft = await em.findOne(Draft, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true })
  // Expired, and taken away since it was found.
  if (draft === null) throw noSuchDraft(inputPath)
  return draft
}

function noSuchDraft(inputPath: string): AndonError {
  return new AndonError(
    'NOT_FOUND',
    {
      zh: '草稿不存在或已过期，请重新开始填写。',
      en: 'There is no such draft, or it has expired: begin anew.',
    },
    { inputPath },
  )
}

export function isAnswered({ submittedAt, referral }: Draft): boolean {
  return Boolean(submittedAt ?? referral)
}
