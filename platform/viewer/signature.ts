import { createHash, createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import type { Language } from '../language.js'
import { viewerShape, type SignedViewer, type Viewer } from './viewer.js'

/** The header a subgraph believes. A compact JWS with Ed25519: docs/architecture.md, "Viewers". */
export const viewerHeader = 'x-andon-viewer'

const tokenType = 'andon-viewer+jwt'
const lifeSeconds = 20
const longestLifeSeconds = 30
const leewaySeconds = 5

const headerShape = z.object({ alg: z.string(), typ: z.string(), kid: z.string() })

const claimsShape = z.object({
  iss: z.string(),
  aud: z.string(),
  iat: z.number(),
  exp: z.number(),
  lang: z.enum(['zh', 'en']),
  viewer: viewerShape,
  bh: z.string().optional(),
  crowd: z.number().int().min(0).max(5).optional(),
})

export function hashBody(body: string | Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url')
}

/** Reads an Ed25519 private key: PKCS8 DER. */
export function readSigningKey(der: Buffer): KeyObject {
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

export type SignViewer = (request: {
  audience: string
  viewer: Viewer
  language: Language
  body?: string | Uint8Array
  /** How crowded it is where the request comes from, 0 to 5; nothing else of that place is told. */
  crowding?: number
}) => string

/**
 * Signs viewers for subgraphs.
 *
 * @param signer.kid `gateway`, or the name of the subgraph that calls another as a service
 */
export function createViewerSigner(signer: { kid: string; key: KeyObject; now?: () => number }): SignViewer {
  const now = signer.now ?? Date.now
  const header = encode({ alg: 'EdDSA', typ: tokenType, kid: signer.kid })
  return ({ audience, viewer, language, body, crowding = 0 }) => {
    const iat = Math.floor(now() / 1000)
    const claims = {
      iss: `andon:${signer.kid}`,
      aud: audience,
      iat,
      exp: iat + lifeSeconds,
      lang: language,
      viewer,
      ...(crowding > 0 ? { crowd: crowding } : {}),
    }
    const payload = encode(body === undefined ? claims : { ...claims, bh: hashBody(body) })
    const signature = sign(null, Buffer.from(`${header}.${payload}`), signer.key).toString('base64url')
    return `${header}.${payload}.${signature}`
  }
}

/** Says why a signature is not believed; only ever logged, the caller is told UNAUTHENTICATED. */
export class SignatureRefused extends Error {
  override name = 'SignatureRefused'
}

export type VerifyViewer = (token: string) => SignedViewer

/**
 * Verifies signed viewers for one subgraph. A token seen before is not verified again until it expires: the
 * gateway repeats one for all reads of a viewer within seconds.
 *
 * @param keys trusted `kid:<base64 SPKI DER>` entries; the gateway signs people, a service signs only itself
 */
export function createViewerVerifier(options: {
  audience: string
  keys: readonly string[]
  now?: () => number
}): VerifyViewer {
  const now = options.now ?? Date.now
  const keys = new Map(options.keys.map(readTrustedKey))
  if (keys.size === 0) throw new Error('TRUSTED_KEYS names no key: nobody could be believed')
  const seen = new Map<string, SignedViewer>()
  return (token) => {
    const known = seen.get(token)
    if (known !== undefined && known.expiresAtMs + leewaySeconds * 1000 > now()) return known
    const verified = verifyOnce(token, options.audience, keys, now())
    if (seen.size >= 5_000) seen.clear()
    seen.set(token, verified)
    return verified
  }
}

function verifyOnce(
  token: string,
  audience: string,
  keys: Map<string, KeyObject>,
  nowMs: number,
): SignedViewer {
  const [header, payload, signature, ...rest] = token.split('.')
  if (!header || !payload || !signature || rest.length > 0) throw new SignatureRefused('not a compact JWS')
  const { alg, typ, kid } = headerShape.parse(decode(header))
  const key = keys.get(kid)
  if (alg !== 'EdDSA' || key === undefined) throw new SignatureRefused('unknown key or algorithm')
  // Report's key signs receipt sessions as well: one is never taken for the other.
  if (typ !== tokenType) throw new SignatureRefused('not a viewer')
  if (!verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')))
    throw new SignatureRefused('signature does not fit')
  const claims = claimsShape.parse(decode(payload))
  const nowSeconds = nowMs / 1000
  if (claims.aud !== audience) throw new SignatureRefused('made for another subgraph')
  if (claims.exp + leewaySeconds < nowSeconds || claims.iat - leewaySeconds > nowSeconds)
    throw new SignatureRefused('expired')
  if (claims.iss !== `andon:${kid}` || claims.exp - claims.iat > longestLifeSeconds)
    throw new SignatureRefused('issuer or life does not fit')
  const { viewer } = claims
  const signsItself = viewer.kind === 'SERVICE' && viewer.service === kid
  const signsPeople = viewer.kind !== 'SERVICE' && kid === 'gateway'
  if (!signsItself && !signsPeople) throw new SignatureRefused('this key may not sign this viewer')
  return {
    viewer,
    language: claims.lang,
    bodyHash: claims.bh,
    crowding: claims.crowd ?? 0,
    expiresAtMs: claims.exp * 1000,
  }
}

function readTrustedKey(entry: string): [string, KeyObject] {
  const [kid = '', der = ''] = entry.split(':')
  const key = createPublicKey({ key: Buffer.from(der, 'base64'), format: 'der', type: 'spki' })
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('TRUSTED_KEYS takes Ed25519 keys only')
  return [kid, key]
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    throw new SignatureRefused('not JSON')
  }
}
