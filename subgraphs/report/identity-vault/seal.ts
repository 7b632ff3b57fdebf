import {
  createCipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'

/** A public key identities are sealed to; the private half never reaches a server. */
export type SealingKey = { id: string; key: KeyObject }

const paddedBytes = 512

/** Reads an X25519 public key: SPKI DER. */
export function readSealingKey(der: Buffer): SealingKey {
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' })
  if (key.asymmetricKeyType !== 'x25519') throw new Error('identities are sealed to an X25519 key')
  return { id: createHash('sha256').update(der).digest('hex').slice(0, 32), key }
}

/**
 * Seals an identity so that only the holder of the private key opens it: ephemeral X25519, HKDF-SHA-256,
 * AES-256-GCM. Bound to its row, so that an envelope moved to another report does not open; padded, so that its
 * length says nothing of the name.
 *
 * @returns version (1) ‖ ephemeral public key (32) ‖ nonce (12) ‖ ciphertext (512) ‖ tag (16)
 */
export function sealIdentity(
  identity: { name: string; phone: string },
  reportId: string,
  sealingKey: SealingKey,
): Buffer {
  const ephemeral = generateKeyPairSync('x25519')
  const ephemeralRaw = ephemeral.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)
  const shared = diffieHellman({ privateKey: ephemeral.privateKey, publicKey: sealingKey.key })
  const context = `andon identity v1 ${sealingKey.id} report.sealed_identity ${reportId}`
  const material = Buffer.from(hkdfSync('sha256', shared, ephemeralRaw, context, 44))
  const nonce = material.subarray(32, 44)
  const cipher = createCipheriv('aes-256-gcm', material.subarray(0, 32), nonce)
  cipher.setAAD(Buffer.from(context))
  const sealed = Buffer.concat([cipher.update(pad(JSON.stringify(identity))), cipher.final()])
  return Buffer.concat([Buffer.of(1), ephemeralRaw, nonce, sealed, cipher.getAuthTag()])
}

function pad(text: string): Buffer {
  const bytes = Buffer.from(text)
  if (bytes.length + 2 > paddedBytes) throw new Error('an identity is at most 510 bytes')
  const padded = Buffer.alloc(paddedBytes)
  padded.writeUInt16BE(bytes.length, 0)
  bytes.copy(padded, 2)
  return padded
}
