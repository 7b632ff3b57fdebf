import { createPublicKey } from 'node:crypto'
import { decodeProtectedHeader, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Viewer } from '../../platform/viewer/viewer.js'
import { createSession, type Session } from './session.js'

/** Whom each kind of session that `report` signs stands for, by its `typ`. One is never taken for another. */
const viewerOf: Readonly<Record<string, (subject: string) => Viewer>> = {
  'receipt-session+jwt': (reportId) => ({ kind: 'REPORTER', reportId }),
  'citizen-session+jwt': (citizenId) => ({ kind: 'CITIZEN', citizenId }),
}

const claimsShape = z.object({ sub: z.uuid(), exp: z.number() })

/** By the header alone, which decides only which key must fit. */
export function isReportSession(token: string): boolean {
  return Object.hasOwn(viewerOf, decodeProtectedHeader(token).typ ?? '')
}

/**
 * Verifies the short sessions that `report` signs when a receipt opens or a citizen signs in.
 *
 * @param publicKey report's Ed25519 key, SPKI DER
 */
export function createReportSessionVerifier(publicKey: Buffer): (token: string) => Promise<Session> {
  const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' })
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('REPORT_PUBLIC_KEY takes an Ed25519 key only')
  return async (token) => {
    const { payload, protectedHeader } = await jwtVerify(token, key, {
      algorithms: ['EdDSA', 'Ed25519'],
      issuer: 'andon:report',
      audience: 'andon:gateway',
      requiredClaims: ['exp', 'sub'],
    })
    const { sub, exp } = claimsShape.parse(payload)
    const toViewer = viewerOf[protectedHeader.typ ?? '']
    if (toViewer === undefined) throw new Error('no session of a known kind')
    return createSession(toViewer(sub), exp * 1000)
  }
}
