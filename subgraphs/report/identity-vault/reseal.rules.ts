import { areEqual } from '../../../client/sealing/bytes.js'
import { parseEnvelope } from '../../../client/sealing/envelope.js'
import { SealingError } from '../../../client/sealing/sealing-error.js'
import type { Suite } from '../../../client/sealing/suite.js'
import { areKeysOf, type Holding } from './keys/holdings.js'

export type Share = 1 | 2

/**
 * Which share of an envelope was sealed anew, if nothing else was changed: the sealed identity byte for byte the same,
 * the other share untouched, and this one sealed to exactly the holders to come. That the new boxes hold the right
 * share, only a holder can see.
 *
 * @throws SealingError
 */
export function resealedShare(
  before: Uint8Array,
  after: Uint8Array,
  { suite, holding }: { suite: Suite; holding: Holding },
): Share {
  const [old, now] = [parseEnvelope(before, [suite]), parseEnvelope(after, [suite])]
  if (!areEqual(old.contentHash, now.contentHash)) throw new SealingError('WRONG_ENVELOPE')
  const isFirst = !areEqual(old.first.bytes, now.first.bytes)
  const isSecond = !areEqual(old.second.bytes, now.second.bytes)
  if (isFirst === isSecond) throw new SealingError('WRONG_ENVELOPE')
  const share = isFirst ? 1 : 2
  const { first, second } = holding.recipients
  const [holders, section] = share === 1 ? [first, now.first] : [second, now.second]
  const keyIds = section.slots.map(({ keyId }) => keyId)
  if (!areKeysOf(holders, keyIds)) throw new SealingError('KEY_UNKNOWN')
  return share
}
