import { concat, type Bytes } from './bytes.js'
import { FieldReader, label } from './fields.js'
import { contentHashOf, readContent, type SealedContent } from './sealed-content.js'
import { readSection, type ShareSection } from './share-section.js'
import type { Suite, SuiteName } from './suite.js'

/** FORMAT.md has the layout. */
export type Envelope = {
  suite: Suite
  content: SealedContent
  contentHash: Bytes
  first: ShareSection
  second: ShareSection
  /** Of all its bytes: what the audit chain keeps. */
  hash: Bytes
}

export function encodeEnvelope(content: SealedContent, first: Uint8Array, second: Uint8Array): Bytes {
  return concat(content.bytes, first, second)
}

/**
 * Reads the form and looks at no content.
 *
 * @param suites those the policy allows; an envelope that names another is refused
 * @throws SealingError MALFORMED, UNKNOWN_VERSION, SUITE_REFUSED
 */
export function parseEnvelope(bytes: Uint8Array, suites: readonly Suite[]): Envelope {
  const reader = new FieldReader(bytes)
  const content = readContent(reader, suites)
  const { suite } = content
  const first = readSection(reader, suite, 1)
  const second = readSection(reader, suite, 2)
  reader.end()
  const hash = suite.digest(label('andon envelope v1'), bytes)
  return { suite, content, contentHash: contentHashOf(content), first, second, hash }
}

/** The commitment of the audit chain to an envelope. */
export function envelopeHash(bytes: Uint8Array, suites: readonly Suite[]): Bytes {
  return parseEnvelope(bytes, suites).hash
}

/** All that can be said of an envelope without a key: what a server checks before it keeps one. */
export type EnvelopeDescription = {
  suite: SuiteName
  sizeClass: number
  custodianKeyIds: readonly Bytes[]
  approverKeyIds: readonly Bytes[]
  envelopeHash: Bytes
  /** Stays the same when the shares are sealed to new holders. */
  contentHash: Bytes
}

export function describeEnvelope(bytes: Uint8Array, suites: readonly Suite[]): EnvelopeDescription {
  const { suite, content, contentHash, first, second, hash } = parseEnvelope(bytes, suites)
  return {
    suite: suite.name,
    sizeClass: content.sizeClass,
    custodianKeyIds: first.slots.map(({ keyId }) => keyId),
    approverKeyIds: second.slots.map(({ keyId }) => keyId),
    envelopeHash: hash,
    contentHash,
  }
}
