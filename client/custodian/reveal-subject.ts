import { areEqual } from '../sealing/bytes.js'
import { parseEnvelope, type Envelope } from '../sealing/envelope.js'
import { findRecipients, type Bundles, type Recipients, type SealingPolicy } from '../sealing/recipients.js'
import type { Row } from '../sealing/row.js'
import { SealingError } from '../sealing/sealing-error.js'
import type { SectionPlace } from '../sealing/share-section.js'

/** What both sides of a reveal look at: the envelope, where it was found, and what the audit chain says of it. */
export type RevealSubject = {
  envelope: Uint8Array
  row: Row
  /** From the audit chain, not from where the envelope came from: that is how a swapped one is found. */
  recordedHash: Uint8Array
  policy: SealingPolicy
  bundles: Bundles
  now: Date
}

export type OpenedSubject = { envelope: Envelope; recipients: Recipients; place: SectionPlace }

export function openSubject(subject: RevealSubject): OpenedSubject {
  const envelope = parseEnvelope(subject.envelope, [subject.policy.suite])
  if (!areEqual(envelope.hash, subject.recordedHash)) throw new SealingError('WRONG_ENVELOPE')
  const recipients = findRecipients(subject.policy, subject.bundles, subject.now)
  const place = { suite: envelope.suite, contentHash: envelope.contentHash, row: subject.row }
  return { envelope, recipients, place }
}
