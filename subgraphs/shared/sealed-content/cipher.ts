import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Where a ciphertext stands. It opens nowhere else: not in another row or field, nor as an older version. */
export type SealedPlace = {
  subgraph: 'report' | 'case' | 'statistics'
  table: string
  rowId: string
  field: string
  version: number
}

const suite = 1
const suiteName = 'AES-256-GCM'
const nonceBytes = 12
const tagBytes = 16

/**
 * Seals bytes under a key that serves this one place.
 *
 * @param keyId told apart in the associated data, so that a key cannot be exchanged for another of the same bytes
 * @returns suite (1) ‖ nonce (12) ‖ ciphertext ‖ tag (16)
 */
export function sealBytes(key: Buffer, keyId: string, place: SealedPlace, bytes: Buffer): Buffer {
  const context = contextOf(keyId, place)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyOf(key, context), nonce)
  cipher.setAAD(context)
  return Buffer.concat([Buffer.of(suite), nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** @throws Error where the ciphertext was not sealed under this key for this place, or was changed */
export function openBytes(key: Buffer, keyId: string, place: SealedPlace, sealed: Uint8Array): Buffer {
  if (sealed.length < 1 + nonceBytes + tagBytes || sealed[0] !== suite) throw new Error('of no known suite')
  const context = contextOf(keyId, place)
  const nonce = sealed.subarray(1, 1 + nonceBytes)
  const decipher = createDecipheriv('aes-256-gcm', keyOf(key, context), nonce)
  decipher.setAAD(context)
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes)), decipher.final()])
}

/** Nonces are random: a key for each place keeps the number of messages under one key far from where they collide. */
function keyOf(key: Buffer, context: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), context, 32))
}

function contextOf(keyId: string, { subgraph, table, rowId, field, version }: SealedPlace): Buffer {
  return Buffer.from(
    JSON.stringify(['andon content v1', suiteName, keyId, subgraph, table, rowId, field, version]),
  )
}
