import { createPublicKey } from 'node:crypto'
import { jwtVerify } from 'jose'
import { z } from 'zod'
import { createSession, type Session } from './session.js'

/** The `typ` by which a receipt session is told from a staff token. */
export const receiptSessionType = 'receipt-session+jwt'

const claimsShape = z.object({ sub: z.uuid(), exp: z.number() })

/**
 * Verifies the short sessions that `report` signs when a receipt opens.
 *
 * @param publicKey report's Ed25519 key, SPKI DER
 */
export function createReceiptVerifier(publicKey: Buffer): (token: string) => Promise<Session> {
  const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' })
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('REPORT_PUBLIC_KEY takes an Ed25519 key only')
  return async (token) => {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['EdDSA', 'Ed25519'],
      issuer: 'andon:report',
      audience: 'andon:gateway',
      typ: receiptSessionType,
      requiredClaims: ['exp', 'sub'],
    })
    const { sub, exp } = claimsShape.parse(payload)
    return createSession({ kind: 'REPORTER', reportId: sub }, exp * 1000)
  }
}
