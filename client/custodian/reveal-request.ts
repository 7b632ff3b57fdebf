import { areEqual, concat, type Bytes } from '../sealing/bytes.js'
import { parseEnvelope, type Envelope } from '../sealing/envelope.js'
import { FieldReader, label, magic, moment, text, uint } from '../sealing/fields.js'
import { keyIdBytes, usableHolder, type ListedHolder } from '../sealing/holder.js'
import type { KeyBundle } from '../sealing/key-bundle.js'
import { draw, type Random } from '../sealing/random.js'
import type { Row } from '../sealing/row.js'
import { SealingError } from '../sealing/sealing-error.js'
import { allowedSuite, digestBytes, type Suite } from '../sealing/suite.js'
import { encodeUtf8 } from '../sealing/utf8.js'
import type { HolderKeys } from './holder-keys.js'

const idBytes = 16

/** Told to the approver and kept with the case. The request has only its salted hash: a chain is kept for ever. */
export type Reason = { text: string; salt: Uint8Array }

/** A custodian asks to learn who made one report, for one reason, for a limited time. */
export type RevealRequest = {
  suite: Suite
  requestId: Bytes
  row: Row
  envelopeHash: Bytes
  requesterKeyId: Bytes
  reasonHash: Bytes
  createdAt: Date
  expiresAt: Date
  /** Of all bytes of the request, its signature too: what an approval names. */
  hash: Bytes
}

const requestLabel = label('andon reveal request v1')

export type RequestOrder = {
  keys: HolderKeys
  envelope: Uint8Array
  row: Row
  reason: string
  random: Random
  now: Date
  validMs: number
}

export function writeRequest(order: RequestOrder): { request: Bytes; reason: Reason } {
  const { keys, row, random, now } = order
  const { suite } = keys
  const reason = { text: order.reason, salt: draw(random, idBytes) }
  const body = concat(
    magic('ARQT', 1),
    uint(suite.code, 1),
    draw(random, idBytes),
    text(row.table),
    text(row.row),
    text(row.field),
    parseEnvelope(order.envelope, [suite]).hash,
    keys.keyId,
    reasonHash(suite, reason),
    moment(now),
    moment(new Date(now.getTime() + order.validMs)),
  )
  const signature = suite.sign(keys.signature.privateKey, concat(requestLabel, body), random)
  return { request: concat(body, signature), reason }
}

/** Reads the form; nothing is believed yet. */
export function parseRequest(
  bytes: Uint8Array,
  suites: readonly Suite[],
): { request: RevealRequest; signed: Bytes; signature: Bytes } {
  const reader = new FieldReader(bytes)
  reader.magic('ARQT', 1)
  const suite = allowedSuite(reader.uint(1), suites)
  const fields = {
    requestId: reader.take(idBytes),
    row: { table: reader.text(), row: reader.text(), field: reader.text() },
    envelopeHash: reader.take(digestBytes),
    requesterKeyId: reader.take(keyIdBytes),
    reasonHash: reader.take(digestBytes),
    createdAt: reader.moment(),
    expiresAt: reader.moment(),
  }
  const signed = concat(requestLabel, bytes.subarray(0, reader.position))
  const signature = reader.take(suite.sizes.signature)
  reader.end()
  const hash = suite.digest(label('andon reveal request hash v1'), bytes)
  return { request: { suite, ...fields, hash }, signed, signature }
}

/** A request that a custodian in office made, for this envelope in this row, and that has not run out. */
export function checkRequest(
  bytes: Uint8Array,
  expected: { envelope: Envelope; row: Row; custodianBundle: KeyBundle; now: Date },
): { request: RevealRequest; requester: ListedHolder } {
  const { envelope, row, custodianBundle, now } = expected
  const { request, signed, signature } = parseRequest(bytes, [envelope.suite])
  const requester = usableHolder(custodianBundle, request.requesterKeyId, ['CUSTODIAN'], now)
  if (!request.suite.verify(requester.signatureKey, signed, signature))
    throw new SealingError('BAD_SIGNATURE')
  const isSameRow =
    request.row.table === row.table && request.row.row === row.row && request.row.field === row.field
  if (!isSameRow || !areEqual(request.envelopeHash, envelope.hash)) throw new SealingError('WRONG_ENVELOPE')
  if (now < request.createdAt || now >= request.expiresAt) throw new SealingError('REQUEST_EXPIRED')
  return { request, requester }
}

export function reasonHash(suite: Suite, { text: words, salt }: Reason): Bytes {
  return suite.digest(label('andon reveal reason v1'), salt, encodeUtf8(words))
}
