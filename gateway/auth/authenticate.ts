import { createHash } from 'node:crypto'
import { RecentlyUsed } from '../recently-used.js'
import { AndonError } from '../../platform/errors.js'
import type { Log } from '../../platform/log.js'
import { createReportSessionVerifier, isReportSession } from './report-session.js'
import { createStaffVerifier, type OidcSettings } from './staff-token.js'
import { strangerSession, type Session } from './session.js'

const rememberedTokens = 10_000

/** Who brings this token; nobody at all is a stranger. */
export type Authenticate = (token: string | undefined) => Session | Promise<Session>

/**
 * Verifies credentials. A token found good is not verified again before it ends; what is kept is its hash.
 *
 * @throws AndonError UNAUTHENTICATED for a token that is not good, never silently a stranger;
 *   SUBGRAPH_UNAVAILABLE while the identity provider's keys cannot be had
 */
export function createAuthenticate(options: {
  oidc: OidcSettings
  reportPublicKey: Buffer
  log: Log
}): Authenticate {
  const { log } = options
  const verifyStaff = createStaffVerifier(options.oidc)
  const verifyReportSession = createReportSessionVerifier(options.reportPublicKey)
  const verified = new RecentlyUsed<Session>(rememberedTokens)

  const verifyOnce = async (token: string, hash: string): Promise<Session> => {
    try {
      const session = await (isReportSession(token) ? verifyReportSession(token) : verifyStaff(token))
      verified.set(hash, session)
      return session
    } catch (error) {
      if (error instanceof AndonError) {
        log.error({ err: error }, 'the keys of the identity provider cannot be fetched')
        throw error
      }
      log.debug({ err: error }, 'credential refused')
      throw new AndonError('UNAUTHENTICATED')
    }
  }

  return (token) => {
    if (token === undefined) return strangerSession
    const hash = createHash('sha256').update(token).digest('base64')
    const known = verified.get(hash)
    if (known === undefined) return verifyOnce(token, hash)
    if ((known.expiresAtMs ?? 0) > Date.now()) return known
    verified.delete(hash)
    throw new AndonError('UNAUTHENTICATED')
  }
}
