import { areEqual, concat, wipe, type Bytes } from './bytes.js'
import type { FieldReader } from './fields.js'
import { label, magic, uint } from './fields.js'
import { sizeClasses } from './identity.js'
import { draw, type Random } from './random.js'
import { encodeRow, type Row } from './row.js'
import { SealingError } from './sealing-error.js'
import { allowedSuite, digestBytes, tagBytes, type Suite } from './suite.js'

/** The part of an envelope that stays the same whoever it is sealed to. */
export type SealedContent = {
  suite: Suite
  sizeClass: number
  nonce: Bytes
  /**
   * Fixes the key: the cipher alone would let a clever sealer make one ciphertext that opens to two identities
   * under two keys.
   */
  commitment: Bytes
  ciphertext: Bytes
  bytes: Bytes
}

export function sealContent(
  suite: Suite,
  row: Row,
  content: { sizeClass: number; padded: Uint8Array },
  contentKey: Uint8Array,
  random: Random,
): SealedContent {
  const head = contentHead(suite, content.sizeClass)
  const nonce = draw(random, suite.sizes.nonce)
  const keys = deriveContentKeys(suite, contentKey, nonce)
  const ciphertext = suite.encrypt(keys.cipherKey, nonce, content.padded, contentAssociated(head, row))
  wipe(keys.cipherKey)
  const bytes = concat(head, nonce, keys.commitment, ciphertext)
  return { suite, sizeClass: content.sizeClass, nonce, commitment: keys.commitment, ciphertext, bytes }
}

/** @returns the padded identity @throws SealingError OPEN_FAILED */
export function openContent(content: SealedContent, row: Row, contentKey: Uint8Array): Bytes {
  const { suite, nonce } = content
  const keys = deriveContentKeys(suite, contentKey, nonce)
  try {
    if (!areEqual(keys.commitment, content.commitment)) throw new SealingError('OPEN_FAILED')
    const associated = contentAssociated(contentHead(suite, content.sizeClass), row)
    return suite.decrypt(keys.cipherKey, nonce, content.ciphertext, associated)
  } finally {
    wipe(keys.cipherKey)
  }
}

export function readContent(reader: FieldReader, suites: readonly Suite[]): SealedContent {
  reader.magic('AENV', 1)
  const suite = allowedSuite(reader.uint(1), suites)
  const sizeClass = reader.uint(1)
  const padded = sizeClasses[sizeClass]
  if (padded === undefined) throw new SealingError('MALFORMED')
  const nonce = reader.take(suite.sizes.nonce)
  const commitment = reader.take(digestBytes)
  const ciphertext = reader.take(padded + tagBytes)
  const bytes = concat(contentHead(suite, sizeClass), nonce, commitment, ciphertext)
  return { suite, sizeClass, nonce, commitment, ciphertext, bytes }
}

export function contentHashOf({ suite, bytes }: SealedContent): Bytes {
  return suite.digest(label('andon sealed content v1'), bytes)
}

function contentHead(suite: Suite, sizeClass: number): Bytes {
  return concat(magic('AENV', 1), uint(suite.code, 1), uint(sizeClass, 1))
}

function contentAssociated(head: Uint8Array, row: Row): Bytes {
  return concat(label('andon identity v1'), head, encodeRow(row))
}

function deriveContentKeys(
  suite: Suite,
  contentKey: Uint8Array,
  nonce: Uint8Array,
): { cipherKey: Bytes; commitment: Bytes } {
  return {
    cipherKey: suite.derive(contentKey, nonce, label('andon content key v1'), suite.sizes.cipherKey),
    commitment: suite.derive(contentKey, nonce, label('andon content commitment v1'), digestBytes),
  }
}
