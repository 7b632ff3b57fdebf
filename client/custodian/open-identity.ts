import { areEqual, wipe, xor } from '../sealing/bytes.js'
import { parseEnvelope, type Envelope } from '../sealing/envelope.js'
import { decodeIdentity, type Identity } from '../sealing/identity.js'
import type { Row } from '../sealing/row.js'
import { openContent } from '../sealing/sealed-content.js'
import { SealingError } from '../sealing/sealing-error.js'
import { checkShare, openShare } from '../sealing/share-section.js'
import type { Suite } from '../sealing/suite.js'
import { openApproval } from './approval.js'
import type { HolderKeys } from './holder-keys.js'
import { checkRequest } from './reveal-request.js'
import { openSubject, type RevealSubject } from './reveal-subject.js'

export type OpeningOrder = RevealSubject & { keys: HolderKeys; request: Uint8Array; approval: Uint8Array }

/** What a custodian may read with an approver's help. Both shares meet here, on the custodian's own machine. */
export function openIdentity(order: OpeningOrder): Identity {
  const { keys, now, row } = order
  const { envelope, recipients, place } = openSubject(order)
  const { custodianBundle, approverBundles } = recipients
  const { request } = checkRequest(order.request, { envelope, row, custodianBundle, now })
  if (!areEqual(request.requesterKeyId, keys.keyId)) throw new SealingError('WRONG_REQUEST')
  const second = openApproval(order.approval, request, keys, approverBundles, now)
  checkShare(place, envelope.second, second)
  const first = openShare(place, envelope.first, keys.keyId, keys.agreement)
  return combine(envelope, row, first, second)
}

/**
 * The way of last resort, when nobody is left who could ask or approve: both recovery keys in one place, neither
 * enough alone.
 */
export function openWithRecoveryKeys(order: {
  envelope: Uint8Array
  row: Row
  recordedHash: Uint8Array
  suite: Suite
  firstKeys: HolderKeys
  secondKeys: HolderKeys
}): Identity {
  const { row, suite, firstKeys, secondKeys } = order
  const envelope = parseEnvelope(order.envelope, [suite])
  if (!areEqual(envelope.hash, order.recordedHash)) throw new SealingError('WRONG_ENVELOPE')
  const place = { suite, contentHash: envelope.contentHash, row }
  const first = openShare(place, envelope.first, firstKeys.keyId, firstKeys.agreement)
  const second = openShare(place, envelope.second, secondKeys.keyId, secondKeys.agreement)
  return combine(envelope, row, first, second)
}

function combine(envelope: Envelope, row: Row, first: Uint8Array, second: Uint8Array): Identity {
  const contentKey = xor(first, second)
  wipe(first, second)
  try {
    const padded = openContent(envelope.content, row, contentKey)
    const identity = decodeIdentity(padded)
    wipe(padded)
    return identity
  } finally {
    wipe(contentKey)
  }
}
