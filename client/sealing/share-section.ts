import { areEqual, compare, concat, wipe, type Bytes } from './bytes.js'
import type { FieldReader } from './fields.js'
import { label, uint } from './fields.js'
import { keyIdBytes, type ListedHolder } from './holder.js'
import type { Random } from './random.js'
import { holdersAtMost } from './recipients.js'
import { encodeRow, type Row } from './row.js'
import { boxBytes, openBox, sealBox } from './sealed-box.js'
import { SealingError } from './sealing-error.js'
import { digestBytes, type KeyPair, type Suite } from './suite.js'

export const shareBytes = 32
export type ShareNumber = 1 | 2

/** One share, sealed to each of its holders. `bytes` is all of it, as it stands in the envelope. */
export type ShareSection = {
  number: ShareNumber
  slots: readonly { keyId: Bytes; box: Bytes }[]
  tag: Bytes
  bytes: Bytes
}

/** What a section is bound to: the content it opens a half of, and the row of that. */
export type SectionPlace = { suite: Suite; contentHash: Uint8Array; row: Row }

/**
 * A section stands alone, so that its holders can seal their share to new holders without the other share, and so
 * without opening the identity. Its tag is keyed by the share: every holder sees when any byte of it was changed.
 */
export function sealSection(
  place: SectionPlace,
  number: ShareNumber,
  share: Uint8Array,
  holders: readonly ListedHolder[],
  random: Random,
): Bytes {
  const keyIds = holders.map(({ keyId }) => keyId)
  const slots = holders.map(({ keyId, agreementKey }) =>
    concat(
      keyId,
      sealBox(place.suite, agreementKey, share, slotAssociated(place, number, keyIds, keyId), random),
    ),
  )
  const body = concat(uint(number, 1), uint(holders.length, 1), ...slots)
  return concat(body, tagOf(place, share, body))
}

/** @throws SealingError NOT_A_RECIPIENT when no slot is for these keys, OPEN_FAILED when anything was changed */
export function openShare(
  place: SectionPlace,
  section: ShareSection,
  keyId: Uint8Array,
  keys: KeyPair,
): Bytes {
  const slot = section.slots.find((candidate) => areEqual(candidate.keyId, keyId))
  if (slot === undefined) throw new SealingError('NOT_A_RECIPIENT')
  const keyIds = section.slots.map((each) => each.keyId)
  const share = openBox(
    place.suite,
    keys,
    slot.box,
    slotAssociated(place, section.number, keyIds, slot.keyId),
  )
  checkShare(place, section, share)
  return share
}

/** Whether this is the share of this section, and every byte of the section as it was sealed. */
export function checkShare(place: SectionPlace, section: ShareSection, share: Uint8Array): void {
  const body = section.bytes.subarray(0, section.bytes.length - digestBytes)
  if (!areEqual(section.tag, tagOf(place, share, body))) throw new SealingError('OPEN_FAILED')
}

export function readSection(reader: FieldReader, suite: Suite, number: ShareNumber): ShareSection {
  if (reader.uint(1) !== number) throw new SealingError('MALFORMED')
  const count = reader.uint(1)
  if (count === 0 || count > holdersAtMost) throw new SealingError('MALFORMED')
  const slots = Array.from({ length: count }, () => ({
    keyId: reader.take(keyIdBytes),
    box: reader.take(boxBytes(suite, shareBytes)),
  }))
  refuseDisorder(slots)
  const tag = reader.take(digestBytes)
  const written = slots.map(({ keyId, box }) => concat(keyId, box))
  return { number, slots, tag, bytes: concat(uint(number, 1), uint(count, 1), ...written, tag) }
}

/** One set of holders has one encoding, and nobody is in it twice. */
function refuseDisorder(slots: ShareSection['slots']): void {
  for (const [at, { keyId }] of slots.entries()) {
    const next = slots[at + 1]
    if (next !== undefined && compare(keyId, next.keyId) >= 0) throw new SealingError('MALFORMED')
  }
}

function slotAssociated(
  { suite, contentHash, row }: SectionPlace,
  number: ShareNumber,
  keyIds: readonly Uint8Array[],
  keyId: Uint8Array,
): Bytes {
  return concat(
    label('andon share v1'),
    Uint8Array.of(suite.code, number),
    contentHash,
    encodeRow(row),
    uint(keyIds.length, 1),
    ...keyIds,
    keyId,
  )
}

function tagOf({ suite, contentHash, row }: SectionPlace, share: Uint8Array, body: Uint8Array): Bytes {
  const key = suite.derive(share, contentHash, label('andon share section v1'), digestBytes)
  const tag = suite.mac(key, encodeRow(row), body)
  wipe(key)
  return tag
}
