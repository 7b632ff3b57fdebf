import { SignJWT } from 'jose'
import type { KeyObject } from 'node:crypto'

/** What a client puts into Authorization: Bearer, and until when. */
export type SignedSession = { token: string; expiresAt: Date }

/** Signs a short session, which the gateway verifies: of a report by its receipt, or of a citizen who signed in. */
export async function signSession(
  key: KeyObject,
  session: { kind: 'receipt' | 'citizen'; subject: string; minutes: number },
): Promise<SignedSession> {
  const issuedAt = new Date()
  const expiresAt = new Date(issuedAt.getTime() + session.minutes * 60_000)
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'EdDSA', typ: `${session.kind}-session+jwt` })
    .setIssuer('andon:report')
    .setAudience('andon:gateway')
    .setSubject(session.subject)
    .setIssuedAt(issuedAt)
    .setExpirationTime(expiresAt)
    .sign(key)
  return { token, expiresAt }
}
