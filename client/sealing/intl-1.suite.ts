import { xchacha20poly1305 } from '@noble/ciphers/chacha.js'
import { ed25519, x25519 } from '@noble/curves/ed25519.js'
import { hkdf } from '@noble/hashes/hkdf.js'
import { hmac } from '@noble/hashes/hmac.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { concat } from './bytes.js'
import { draw } from './random.js'
import { orRefuse } from './sealing-error.js'
import { digestBytes, type Suite } from './suite.js'

/** X25519, XChaCha20-Poly1305, SHA-256, HKDF-SHA-256, Ed25519. */
export const intl1: Suite = {
  name: 'INTL_1',
  code: 1,
  sizes: {
    cipherKey: 32,
    nonce: 24,
    agreementPrivateKey: 32,
    agreementPublicKey: 32,
    encapsulation: 32,
    signaturePrivateKey: 32,
    signaturePublicKey: 32,
    signature: 64,
  },
  digest: (...parts) => sha256(concat(...parts)),
  mac: (key, ...parts) => hmac(sha256, key, concat(...parts)),
  derive: (secret, salt, info, length) => hkdf(sha256, secret, salt, info, length),
  encrypt: (key, nonce, plaintext, associated) =>
    Uint8Array.from(xchacha20poly1305(key, nonce, associated).encrypt(plaintext)),
  decrypt: (key, nonce, sealed, associated) =>
    orRefuse('OPEN_FAILED', () => Uint8Array.from(xchacha20poly1305(key, nonce, associated).decrypt(sealed))),
  createAgreementKeys: (random) => {
    const privateKey = draw(random, 32)
    return { privateKey, publicKey: x25519.getPublicKey(privateKey) }
  },
  encapsulate: (publicKey, random) => {
    const ephemeral = draw(random, 32)
    // A point of low order makes a secret everybody knows; the library refuses it.
    const secret = orRefuse('MALFORMED', () => x25519.getSharedSecret(ephemeral, publicKey))
    const encapsulation = x25519.getPublicKey(ephemeral)
    ephemeral.fill(0)
    return { secret, encapsulation }
  },
  decapsulate: (privateKey, encapsulation) =>
    orRefuse('OPEN_FAILED', () => x25519.getSharedSecret(privateKey, encapsulation)),
  createSignatureKeys: (random) => {
    const privateKey = draw(random, digestBytes)
    return { privateKey, publicKey: ed25519.getPublicKey(privateKey) }
  },
  sign: (privateKey, message) => ed25519.sign(message, privateKey),
  verify: (publicKey, message, signature) => {
    try {
      // The strict rules of RFC 8032: the laxer default takes signatures that others would refuse.
      return ed25519.verify(signature, message, publicKey, { zip215: false })
    } catch {
      return false
    }
  },
}
