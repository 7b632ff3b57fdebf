import { concat, toHex, type Bytes } from '../sealing/bytes.js'
import { keyIdOf } from '../sealing/holder.js'
import {
  bundleLabel,
  encodeBundle,
  verifyBundle,
  type BundleContent,
  type KeyBundle,
} from '../sealing/key-bundle.js'
import type { Random } from '../sealing/random.js'
import { SealingError } from '../sealing/sealing-error.js'
import { label } from '../sealing/fields.js'
import type { KeyPair, Suite } from '../sealing/suite.js'

/** An authority's own say about who holds keys for it. Kept offline, taken out only to sign a bundle. */
export type AuthorityRoot = { suite: Suite; authorityId: string; keys: KeyPair }

export function createAuthorityRoot(suite: Suite, authorityId: string, random: Random): AuthorityRoot {
  return { suite, authorityId, keys: suite.createSignatureKeys(random) }
}

/** For reading aloud when a root is pinned: eight groups of four hexadecimal digits. */
export function rootFingerprint(suite: Suite, rootPublicKey: Uint8Array): string {
  const digest = suite.digest(label('andon root fingerprint v1'), Uint8Array.of(suite.code), rootPublicKey)
  return (toHex(digest.subarray(0, 16)).match(/.{4}/g) ?? []).join(' ')
}

/**
 * Signs who holds keys from now on. A key of the bundle before that is no longer listed is revoked, and what was
 * revoked stays revoked: a bundle cannot forget that somebody once held a key.
 *
 * @param previous the newest bundle of this authority; left out only for the first
 */
export function signBundle(
  root: AuthorityRoot,
  content: Omit<BundleContent, 'authorityId'>,
  previous: Uint8Array | null,
  random: Random,
): Bytes {
  const { suite, authorityId, keys } = root
  if (content.expiresAt <= content.issuedAt) throw new SealingError('BAD_INPUT')
  const before =
    previous === null ? null : verifyBundle(previous, { suite, authorityId, rootPublicKey: keys.publicKey })
  if (content.version <= (before?.version ?? 0)) throw new SealingError('NOT_SUCCEEDING')
  const revokedKeyIds = revokedAfter(suite, content, before)
  const body = encodeBundle(suite, keys.publicKey, { ...content, authorityId, revokedKeyIds })
  const signed = concat(body, suite.sign(keys.privateKey, concat(bundleLabel, body), random))
  // Never hands out what clients would refuse.
  verifyBundle(signed, { suite, authorityId, rootPublicKey: keys.publicKey })
  return signed
}

function revokedAfter(
  suite: Suite,
  content: Omit<BundleContent, 'authorityId'>,
  before: KeyBundle | null,
): Bytes[] {
  const listed = new Set(content.holders.map((holder) => toHex(keyIdOf(suite, holder))))
  const dropped = (before?.holders ?? []).filter(({ keyId }) => !listed.has(toHex(keyId)))
  const revoked = [
    ...content.revokedKeyIds,
    ...(before?.revokedKeyIds ?? []),
    ...dropped.map(({ keyId }) => keyId),
  ]
  return [...new Map(revoked.map((keyId) => [toHex(keyId), Uint8Array.from(keyId)])).values()]
}
