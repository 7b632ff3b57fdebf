import { areEqual, wipe, type Bytes } from '../sealing/bytes.js'
import { encodeEnvelope } from '../sealing/envelope.js'
import type { KeyBundle } from '../sealing/key-bundle.js'
import type { Random } from '../sealing/random.js'
import { SealingError } from '../sealing/sealing-error.js'
import { openShare, sealSection, type ShareNumber, type ShareSection } from '../sealing/share-section.js'
import type { HolderKeys } from './holder-keys.js'
import { openSubject, type RevealSubject } from './reveal-subject.js'

/** `policy` and `bundles` are those of the holders to come. */
export type ResealingOrder = RevealSubject & { keys: HolderKeys; share: ShareNumber; random: Random }

/**
 * Seals one share to new holders, by somebody who holds it: when people change, when a case moves to another
 * jurisdiction, or with a recovery key. The other share is not needed and the identity is not opened.
 *
 * @returns the new envelope: another envelope hash, the same content hash
 */
export function resealShare(order: ResealingOrder): Bytes {
  const { keys, share: number, random } = order
  const { envelope, recipients, place } = openSubject(order)
  const { custodianBundle, approverBundles } = recipients
  const [own, other] = number === 1 ? [envelope.first, envelope.second] : [envelope.second, envelope.first]
  refuseSharedKey(number === 1 ? [custodianBundle] : approverBundles, other)
  const share = openShare(place, own, keys.keyId, keys.agreement)
  const holders = number === 1 ? recipients.first : recipients.second
  const resealed = sealSection(place, number, share, holders, random)
  wipe(share)
  const [first, second] = number === 1 ? [resealed, other.bytes] : [other.bytes, resealed]
  return encodeEnvelope(envelope.content, first, second)
}

/**
 * The office that is to hold this share must not hold the other: not now, and not by a key of somebody who left,
 * which its bundles keep among the revoked.
 */
function refuseSharedKey(bundles: readonly KeyBundle[], other: ShareSection): void {
  const known = bundles.flatMap(({ holders, revokedKeyIds }) => [
    ...holders.map(({ keyId }) => keyId),
    ...revokedKeyIds,
  ])
  const isShared = other.slots.some(({ keyId }) => known.some((each) => areEqual(each, keyId)))
  if (isShared) throw new SealingError('SAME_AUTHORITY')
}
