import type { EntityManager } from '@mikro-orm/postgresql'
import { SignJWT } from 'jose'
import { randomUUID, type KeyObject } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { StoredReport } from '../intake/report.entity.js'
import { readReceipt, type ReceiptTagger } from './receipt.js'
import type { ReceiptSession } from './receipt.type.js'

const sessionMinutes = 15

export type OpenReceipt = (em: EntityManager, typed: string) => Promise<ReceiptSession>

/**
 * Opens a report by its receipt. A receipt that is not known costs the same hash, look-up and signature as one that
 * is, and is told in the same words as one that is no longer valid (What must hold, 4).
 */
export function createOpenReceipt({ tagOf, key }: { tagOf: ReceiptTagger; key: KeyObject }): OpenReceipt {
  return async (em, typed) => {
    const receiptTag = await tagOf(readReceipt(typed))
    const report = await em.findOne(StoredReport, { receiptTag }, { fields: ['id'] })
    const session = await signSession(key, report?.id ?? randomUUID())
    if (report !== null) return session
    throw new AndonError('NOT_FOUND', {
      zh: '查询码无效或已失效，请核对后重新输入。',
      en: 'The receipt is not valid or no longer valid.',
    })
  }
}

async function signSession(key: KeyObject, reportId: string): Promise<ReceiptSession> {
  const issuedAt = new Date()
  const expiresAt = new Date(issuedAt.getTime() + sessionMinutes * 60_000)
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'EdDSA', typ: 'receipt-session+jwt' })
    .setIssuer('andon:report')
    .setAudience('andon:gateway')
    .setSubject(reportId)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(key)
  return { token, expiresAt }
}
