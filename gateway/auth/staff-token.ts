import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import { AndonError } from '../../platform/errors.js'
import { createSession, type Session } from './session.js'

export type OidcSettings = {
  issuer: string
  audience: string
  jwksUrl: string | undefined
  rolesClaim: string
  authorityClaim: string
}

/** Asymmetric only: a provider that shares a secret with us could be impersonated by us. */
const algorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
]
/** RFC 9068 wants at+jwt, several providers still write JWT. Never an ID token: those have another audience. */
const tokenTypes = new Set(['at+jwt', 'application/at+jwt', 'jwt', undefined])

const signInUnavailable = {
  zh: '登录服务暂时不可用，请稍后再试。',
  en: 'The sign-in service is unavailable: try again shortly.',
}

const discoveryShape = z.object({ issuer: z.string(), jwks_uri: z.url() })
const lookupMs = 5_000

/**
 * Verifies OIDC access tokens of staff (RFC 9068).
 *
 * @throws AndonError SUBGRAPH_UNAVAILABLE while the provider's keys cannot be fetched; jose's errors for bad tokens
 */
export function createStaffVerifier(oidc: OidcSettings): (token: string) => Promise<Session> {
  const findKey = createKeyFinder(oidc)
  return async (token) => {
    const { payload, protectedHeader } = await jwtVerify(token, findKey, {
      algorithms,
      issuer: oidc.issuer,
      audience: oidc.audience,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: 5,
    })
    if (!tokenTypes.has(protectedHeader.typ?.toLowerCase()))
      throw new errors.JWTInvalid('not an access token')
    return readStaff(payload, oidc)
  }
}

function readStaff(payload: JWTPayload, oidc: OidcSettings): Session {
  const roles = z.array(z.string().max(64)).max(32).catch([]).parse(claim(payload, oidc.rolesClaim))
  // Without a known authority nothing is within reach, which is the safe reading of a claim we cannot use.
  const authorityId = z.uuid().nullable().catch(null).parse(claim(payload, oidc.authorityClaim))
  const subject = z.string().min(1).max(200).parse(payload.sub)
  return createSession({ kind: 'STAFF', subject, roles, authorityId }, (payload.exp ?? 0) * 1000)
}

/** A claim by its name, or by a dotted path as some providers nest theirs (`realm_access.roles`). */
function claim(payload: JWTPayload, name: string): unknown {
  if (Object.hasOwn(payload, name)) return payload[name]
  return name
    .split('.')
    .reduce<unknown>(
      (value, part) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, part)
          ? (value as Record<string, unknown>)[part]
          : undefined,
      payload,
    )
}

/** The provider's keys: found once, cached, fetched again for an unknown key id, but not more than every 10 s. */
function createKeyFinder(oidc: OidcSettings): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | undefined
  return async (header, token) => {
    try {
      keys ??= createRemoteJWKSet(new URL(oidc.jwksUrl ?? (await discover(oidc.issuer))), {
        timeoutDuration: lookupMs,
        cooldownDuration: 10_000,
        cacheMaxAge: 600_000,
      })
      return await keys(header, token)
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys)
        throw error
      throw new AndonError('SUBGRAPH_UNAVAILABLE', signInUnavailable, { cause: error })
    }
  }
}

async function discover(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await fetch(url, { signal: AbortSignal.timeout(lookupMs), redirect: 'error' })
  if (!answer.ok) throw new Error(`discovery answered ${String(answer.status)}`)
  const found = discoveryShape.parse(await answer.json())
  if (found.issuer !== issuer) throw new Error('the provider names another issuer than OIDC_ISSUER')
  return found.jwks_uri
}
