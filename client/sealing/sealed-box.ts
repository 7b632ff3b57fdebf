import { concat, wipe, type Bytes } from './bytes.js'
import { label } from './fields.js'
import type { Random } from './random.js'
import { tagBytes, type KeyPair, type Suite } from './suite.js'

/** How long a box around so many bytes is. */
export function boxBytes(suite: Suite, contentBytes: number): number {
  return suite.sizes.encapsulation + contentBytes + tagBytes
}

/** Seals to a public key: encapsulation ‖ ciphertext ‖ tag. Key and nonce are derived and used once. */
export function sealBox(
  suite: Suite,
  publicKey: Uint8Array,
  content: Uint8Array,
  associated: Uint8Array,
  random: Random,
): Bytes {
  const { secret, encapsulation } = suite.encapsulate(publicKey, random)
  const { key, nonce } = deriveBoxKey(suite, secret, encapsulation, publicKey)
  const sealed = suite.encrypt(key, nonce, content, associated)
  wipe(secret, key, nonce)
  return concat(encapsulation, sealed)
}

/** @throws SealingError OPEN_FAILED for another key, other associated data or changed bytes */
export function openBox(suite: Suite, keys: KeyPair, box: Uint8Array, associated: Uint8Array): Bytes {
  const encapsulation = box.subarray(0, suite.sizes.encapsulation)
  const secret = suite.decapsulate(keys.privateKey, encapsulation)
  const { key, nonce } = deriveBoxKey(suite, secret, encapsulation, keys.publicKey)
  try {
    return suite.decrypt(key, nonce, box.subarray(suite.sizes.encapsulation), associated)
  } finally {
    wipe(secret, key, nonce)
  }
}

/** Both public values go in: the box is for exactly this key and this exchange. */
function deriveBoxKey(
  suite: Suite,
  secret: Uint8Array,
  encapsulation: Uint8Array,
  publicKey: Uint8Array,
): { key: Bytes; nonce: Bytes } {
  const { cipherKey, nonce } = suite.sizes
  const salt = concat(encapsulation, publicKey)
  const info = concat(label('andon sealed box v1'), Uint8Array.of(suite.code))
  const material = suite.derive(secret, salt, info, cipherKey + nonce)
  const derived = { key: material.slice(0, cipherKey), nonce: material.slice(cipherKey) }
  wipe(material)
  return derived
}
