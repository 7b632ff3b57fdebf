import { concat, type Bytes } from '../sealing/bytes.js'
import { FieldReader, label, magic, text, uint } from '../sealing/fields.js'
import { keyIdOf, type Holder } from '../sealing/holder.js'
import type { Random } from '../sealing/random.js'
import { SealingError } from '../sealing/sealing-error.js'
import { allowedSuite, type KeyPair, type Suite } from '../sealing/suite.js'

/** A holder's private keys: one pair to have shares sealed to, one to sign requests and approvals. */
export type HolderKeys = {
  suite: Suite
  holderId: string
  keyId: Bytes
  agreement: KeyPair
  signature: KeyPair
}

export function createHolderKeys(suite: Suite, holderId: string, random: Random): HolderKeys {
  return holderKeysOf(suite, holderId, suite.createAgreementKeys(random), suite.createSignatureKeys(random))
}

export function holderKeysOf(
  suite: Suite,
  holderId: string,
  agreement: KeyPair,
  signature: KeyPair,
): HolderKeys {
  const publicKeys = { agreementKey: agreement.publicKey, signatureKey: signature.publicKey }
  return { suite, holderId, keyId: keyIdOf(suite, publicKeys), agreement, signature }
}

/** What a holder hands to the keeper of the root. Role and validity are the root's to decide. */
export type HolderCard = Pick<Holder, 'holderId' | 'agreementKey' | 'signatureKey'> & { keyId: Bytes }

const cardLabel = label('andon holder card v1')

/** Signed by the holder, so that nobody has another's keys listed under their own name. */
export function writeHolderCard(keys: HolderKeys, random: Random): Bytes {
  const body = concat(
    magic('ACRD', 1),
    uint(keys.suite.code, 1),
    text(keys.holderId),
    keys.agreement.publicKey,
    keys.signature.publicKey,
  )
  return concat(body, keys.suite.sign(keys.signature.privateKey, concat(cardLabel, body), random))
}

export function readHolderCard(bytes: Uint8Array, suites: readonly Suite[]): HolderCard {
  const reader = new FieldReader(bytes)
  reader.magic('ACRD', 1)
  const suite = allowedSuite(reader.uint(1), suites)
  const card = {
    holderId: reader.text(),
    agreementKey: reader.take(suite.sizes.agreementPublicKey),
    signatureKey: reader.take(suite.sizes.signaturePublicKey),
  }
  const body = bytes.subarray(0, reader.position)
  const signature = reader.take(suite.sizes.signature)
  reader.end()
  if (!suite.verify(card.signatureKey, concat(cardLabel, body), signature))
    throw new SealingError('BAD_SIGNATURE')
  return { ...card, keyId: keyIdOf(suite, card) }
}
