import { createHash, createPublicKey, verify, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Language } from './errors'

/** The header the gateway puts on every request: a compact JWS with Ed25519. */
export const viewerHeader = 'x-andon-viewer'

const audience = 'content'
const leewaySeconds = 5
const longestLifeSeconds = 30
const rememberedTokens = 5_000

const viewerShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ANONYMOUS') }),
  z.object({
    kind: z.literal('STAFF'),
    subject: z.string().min(1).max(200),
    roles: z.array(z.string().max(64)).max(32),
    authorityId: z.string().nullable(),
  }),
  z.object({ kind: z.literal('REPORTER'), reportId: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('CITIZEN'), citizenId: z.string().min(1).max(64) }),
  z.object({ kind: z.literal('SERVICE'), service: z.string().max(32) }),
])
const headerShape = z.object({ alg: z.literal('EdDSA'), typ: z.literal('andon-viewer+jwt'), kid: z.string() })
const claimsShape = z.object({
  iss: z.string(),
  aud: z.literal(audience),
  iat: z.number(),
  exp: z.number(),
  lang: z.enum(['zh', 'en']),
  viewer: viewerShape,
  bh: z.string().optional(),
})

export type Viewer = z.infer<typeof viewerShape>
export type SignedViewer = {
  viewer: Viewer
  language: Language
  bodyHash: string | undefined
  expiresAtMs: number
}

/** Says why a signature is not believed; the caller is told UNAUTHENTICATED and nothing more. */
export class SignatureRefused extends Error {
  override name = 'SignatureRefused'
}

export type VerifyViewer = (token: string | undefined, body?: Uint8Array) => SignedViewer

/**
 * Verifies signed viewers. A token seen before is not verified again until it expires: the gateway repeats one for
 * all reads of a viewer within seconds. Where a token is bound to a body, it is good for exactly that body.
 *
 * @param trusted entries `kid:<base64 SPKI DER>`
 * @throws Error when no key is given or one is unusable: nobody could be believed
 */
export function createViewerVerifier(trusted: readonly string[], now: () => number = Date.now): VerifyViewer {
  const keys = new Map(trusted.map(readTrustedKey))
  if (keys.size === 0) throw new Error('TRUSTED_KEYS names no key: nobody could be believed')
  const seen = new Map<string, SignedViewer>()
  return (token, body) => {
    if (token === undefined || token.length > 8_192) throw new SignatureRefused('no signature')
    let signed = seen.get(token)
    if (signed === undefined || signed.expiresAtMs + leewaySeconds * 1000 <= now()) {
      signed = verifyOnce(token, keys, now() / 1000)
      if (seen.size >= rememberedTokens) seen.clear()
      seen.set(token, signed)
    }
    if (signed.bodyHash !== undefined && body !== undefined && signed.bodyHash !== hashBody(body))
      throw new SignatureRefused('made for another body')
    return signed
  }
}

function verifyOnce(token: string, keys: Map<string, KeyObject>, nowSeconds: number): SignedViewer {
  const [header, payload, signature, ...rest] = token.split('.')
  if (!header || !payload || !signature || rest.length > 0) throw new SignatureRefused('not a compact JWS')
  const { kid } = read(headerShape, header)
  const key = keys.get(kid)
  if (key === undefined) throw new SignatureRefused('unknown key')
  if (!verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')))
    throw new SignatureRefused('signature does not fit')
  const claims = read(claimsShape, payload)
  if (claims.iss !== `andon:${kid}`) throw new SignatureRefused('issuer is not the signer')
  if (claims.exp + leewaySeconds < nowSeconds || claims.iat - leewaySeconds > nowSeconds)
    throw new SignatureRefused('expired')
  if (claims.exp - claims.iat > longestLifeSeconds) throw new SignatureRefused('lives too long')
  if (!maySign(kid, claims.viewer)) throw new SignatureRefused('this key may not sign this viewer')
  return { viewer: claims.viewer, language: claims.lang, bodyHash: claims.bh, expiresAtMs: claims.exp * 1000 }
}

/** The gateway alone speaks for people; a service speaks for itself only. */
function maySign(kid: string, viewer: Viewer): boolean {
  return viewer.kind === 'SERVICE' ? viewer.service === kid && kid !== 'gateway' : kid === 'gateway'
}

function readTrustedKey(entry: string): [string, KeyObject] {
  const [kid = '', der = ''] = entry.split(':')
  const key = publicKeyOf(der)
  if (kid === '' || key?.asymmetricKeyType !== 'ed25519')
    throw new Error('TRUSTED_KEYS takes entries kid:<base64 SPKI DER of an Ed25519 public key>')
  return [kid, key]
}

function publicKeyOf(der: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'spki' })
  } catch {
    return undefined
  }
}

function read<Shape extends z.ZodType>(shape: Shape, part: string): z.infer<Shape> {
  try {
    return shape.parse(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')))
  } catch {
    throw new SignatureRefused('malformed')
  }
}

function hashBody(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url')
}
