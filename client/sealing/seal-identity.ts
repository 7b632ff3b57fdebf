import { wipe, xor, type Bytes } from './bytes.js'
import { encodeEnvelope } from './envelope.js'
import { encodeIdentity, type Identity } from './identity.js'
import { draw, type Random } from './random.js'
import { findRecipients, type Bundles, type Recipients, type SealingPolicy } from './recipients.js'
import type { Row } from './row.js'
import { contentHashOf, sealContent } from './sealed-content.js'
import { sealSection, shareBytes } from './share-section.js'

export type SealingOrder = {
  identity: Identity
  row: Row
  policy: SealingPolicy
  bundles: Bundles
  random: Random
  now: Date
}

/**
 * Seals an identity where it is typed, so that it takes a custodian of the competent authority and an approver of
 * another office to open it.
 *
 * @returns the envelope, and the versions of the bundles, which the caller keeps in the next policy's pins
 * @throws SealingError BAD_INPUT, TOO_LONG, RANDOMNESS_FAILED, and all that is wrong with the bundles
 */
export function sealIdentity(order: SealingOrder): { envelope: Bytes; seen: Recipients['seen'] } {
  const { row, policy, random } = order
  const { suite } = policy
  const recipients = findRecipients(policy, order.bundles, order.now)
  const content = encodeIdentity(order.identity)
  const contentKey = draw(random, shareBytes)
  const firstShare = draw(random, shareBytes)
  const secondShare = xor(contentKey, firstShare)
  try {
    const sealed = sealContent(suite, row, content, contentKey, random)
    const place = { suite, contentHash: contentHashOf(sealed), row }
    const first = sealSection(place, 1, firstShare, recipients.first, random)
    const second = sealSection(place, 2, secondShare, recipients.second, random)
    return { envelope: encodeEnvelope(sealed, first, second), seen: recipients.seen }
  } finally {
    wipe(contentKey, firstShare, secondShare, content.padded)
  }
}
