import { LockMode, type EntityManager } from '@mikro-orm/postgresql'
import { createHash, randomUUID, timingSafeEqual, type KeyObject } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { anonymous } from '../../../platform/viewer/viewer.js'
import { recordAudit } from '../../shared/audit/record.js'
import type { ReportAuditAction } from '../audit-actions.js'
import type { ContentKey, ContentKeys } from '../content/content-key.service.js'
import { StoredReport } from '../intake/report.entity.js'
import type { ProofOfWork } from '../proof-of-work/proof.service.js'
import { createLock, opensLock } from './lock.js'
import { OperatorReceipt } from './operator-receipt.entity.js'
import { deriveReceipt, readReceipt, type DeriveReceiptKeys, type ReceiptKeys } from './receipt.js'
import { signSession } from '../session.js'
import { receiptNotValid, receiptSessionMinutes } from './receipt.service.js'
import type { ChangedReceipt } from './receipt.type.js'

export type ChangeReceipt = (
  em: EntityManager,
  given: { receipt: string; changeKey: string; proof: string },
) => Promise<ChangedReceipt>

/** How long a change whose answer was lost can be asked again. */
const askAgainMs = 24 * 3_600_000

type Change = { keys: ReceiptKeys; changeKeyHash: Buffer; reportId: string }

/**
 * Changes a receipt that went through an operator's hands for one that only the reporter knows. The operator's is
 * dead in the same transaction. A lost answer loses nothing: the same receipt with the same change key, which only
 * the reporter's device knows, gives the same answer for a day; the operator, without that key, gets nothing.
 *
 * Unknown, expired, changed and withdrawn cost the same hash, look-ups and writes and are told in the same words.
 */
export function createChangeReceipt(means: {
  keysOf: DeriveReceiptKeys
  contentKeys: ContentKeys
  proofs: ProofOfWork
  key: KeyObject
}): ChangeReceipt {
  const { keysOf, contentKeys, proofs, key } = means
  return async (em, given) => {
    const receipt = readReceipt(given.receipt)
    const changeKey = requireChangeKey(given.changeKey)
    await proofs.spend(em, 'OPEN_RECEIPT', { proof: given.proof, inputPath: 'proof' })
    const keys = await keysOf(receipt)
    const held = await em.findOne(OperatorReceipt, { receiptTag: keys.tag })
    const reportId = held?.reportId ?? randomUUID()
    const report = await em.findOne(StoredReport, { id: reportId })
    const contentKey = (await contentKeys.of(em, [reportId])).get(reportId)
    const change = { keys, changeKeyHash: createHash('sha256').update(changeKey).digest(), reportId }
    const may = mayChange(change, held, report, contentKey)
    await proofs.weigh(em, 'OPEN_RECEIPT', may ? 0 : 1)
    if (!may || contentKey === undefined) throw receiptNotValid()
    const fresh = deriveReceipt(keys.openingKey, changeKey)
    const freshKeys = await keysOf(fresh)
    const changed = await em.transactional((inner) => activate(inner, change, freshKeys, contentKey))
    if (!changed) throw receiptNotValid()
    const session = { kind: 'receipt', subject: reportId, minutes: receiptSessionMinutes } as const
    return { receipt: fresh, session: await signSession(key, session) }
  }
}

/** The change itself, once for two that ask at the same time: the second finds what the first has made of it. */
async function activate(
  em: EntityManager,
  change: Change,
  freshKeys: ReceiptKeys,
  contentKey: ContentKey,
): Promise<boolean> {
  const { reportId, changeKeyHash } = change
  const lockMode = LockMode.PESSIMISTIC_WRITE
  const report = await em.findOne(StoredReport, { id: reportId }, { lockMode, refresh: true })
  const held = await em.findOne(
    OperatorReceipt,
    { reportId, receiptTag: change.keys.tag },
    { lockMode, refresh: true },
  )
  if (held === null || report === null || !mayChange(change, held, report, contentKey)) return false
  if (held.changedAt) return isSame(report.receiptTag, freshKeys.tag)
  Object.assign(held, { changedAt: new Date(), changeKeyHash })
  report.receiptTag = freshKeys.tag
  report.receiptLock = createLock(freshKeys.openingKey, reportId, contentKey)
  report.receiptExpiresAt = null
  await recordAudit<ReportAuditAction>(em, {
    actor: anonymous,
    action: 'RECEIPT_CHANGED',
    thing: { kind: 'REPORT', id: reportId },
  })
  return true
}

function mayChange(
  { keys, changeKeyHash, reportId }: Change,
  held: OperatorReceipt | null,
  report: StoredReport | null,
  contentKey: ContentKey | undefined,
): boolean {
  if (held === null || report === null || contentKey === undefined) return false
  const fits = opensLock(keys.openingKey, reportId, contentKey, held.receiptLock, 'operator_receipt')
  if (!fits || report.withdrawnAt) return false
  const now = Date.now()
  if (!held.changedAt) return held.expiresAt.getTime() > now
  return held.changedAt.getTime() + askAgainMs > now && isSame(held.changeKeyHash, changeKeyHash)
}

function isSame(stored: Uint8Array | null | undefined, given: Buffer): boolean {
  return stored?.length === given.length && timingSafeEqual(stored, given)
}

/** @throws AndonError BAD_USER_INPUT where it is too short to be random */
function requireChangeKey(changeKey: string): string {
  if (/^[\w-]{22,64}$/.test(changeKey)) return changeKey
  throw new AndonError(
    'BAD_USER_INPUT',
    {
      zh: '更换密钥应为设备生成的随机数，如 UUID。',
      en: 'The change key is a random value made by the device, such as a UUID.',
    },
    { inputPath: 'changeKey' },
  )
}
