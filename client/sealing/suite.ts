import type { Bytes } from './bytes.js'
import type { Random } from './random.js'
import { SealingError } from './sealing-error.js'

export type SuiteName = 'INTL_1' | 'SM_1'

export type KeyPair = { publicKey: Bytes; privateKey: Bytes }

/** Lengths in bytes; fixed by the suite, so that no format needs a length of its own for them. */
export type SuiteSizes = Readonly<{
  cipherKey: number
  nonce: number
  agreementPrivateKey: number
  agreementPublicKey: number
  encapsulation: number
  signaturePrivateKey: number
  signaturePublicKey: number
  signature: number
}>

/** Every digest, share and authentication code is of this length, in both suites. */
export const digestBytes = 32
/** What authenticated encryption adds to a text, in both suites. */
export const tagBytes = 16

/**
 * The cryptography behind the formats. Policy chooses which one is used and which ones are accepted; what an
 * envelope says of itself is only compared with that.
 */
export interface Suite {
  readonly name: SuiteName
  /** The byte that names it in formats. */
  readonly code: number
  readonly sizes: SuiteSizes
  digest(...parts: Uint8Array[]): Bytes
  mac(key: Uint8Array, ...parts: Uint8Array[]): Bytes
  /** HKDF over the suite's digest. */
  derive(secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Bytes
  encrypt(key: Uint8Array, nonce: Uint8Array, plaintext: Uint8Array, associated: Uint8Array): Bytes
  /** @throws SealingError OPEN_FAILED */
  decrypt(key: Uint8Array, nonce: Uint8Array, sealed: Uint8Array, associated: Uint8Array): Bytes
  createAgreementKeys(random: Random): KeyPair
  /** A fresh secret of 32 bytes, and what lets the holder of the private key have it too. */
  encapsulate(publicKey: Uint8Array, random: Random): { secret: Bytes; encapsulation: Bytes }
  /** @throws SealingError OPEN_FAILED */
  decapsulate(privateKey: Uint8Array, encapsulation: Uint8Array): Bytes
  createSignatureKeys(random: Random): KeyPair
  sign(privateKey: Uint8Array, message: Uint8Array, random: Random): Bytes
  verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean
}

/** The suite a format names, if the caller allows it. */
export function allowedSuite(code: number, suites: readonly Suite[]): Suite {
  const suite = suites.find((candidate) => candidate.code === code)
  if (suite === undefined) throw new SealingError('SUITE_REFUSED')
  return suite
}
