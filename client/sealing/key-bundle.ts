import { areEqual, compare, concat, toHex, type Bytes } from './bytes.js'
import { FieldReader, label, magic, moment, text, uint } from './fields.js'
import { holderRoles, keyIdBytes, keyIdOf, type Holder, type ListedHolder } from './holder.js'
import { SealingError } from './sealing-error.js'
import { allowedSuite, type Suite } from './suite.js'

/** What a front end or a custodian's program carries with it, and no server may change. */
export type RootPin = {
  authorityId: string
  suite: Suite
  /** Of the authority's offline root. */
  rootPublicKey: Uint8Array
  /** The newest bundle seen so far; whoever pins keeps it, and takes the `seen` of each result in its place. */
  seen?: BundleVersion
}

export type BundleVersion = { version: number; digest: Bytes }

/** What a root signs: everyone who holds a key for one authority, and every key that must not be used any more. */
export type BundleContent = {
  authorityId: string
  version: number
  issuedAt: Date
  expiresAt: Date
  holders: readonly Holder[]
  revokedKeyIds: readonly Uint8Array[]
}

export type KeyBundle = Omit<BundleContent, 'holders'> & {
  suite: Suite
  holders: readonly ListedHolder[]
  seen: BundleVersion
}

export function rootIdOf(suite: Suite, rootPublicKey: Uint8Array): Bytes {
  return suite
    .digest(label('andon root id v1'), Uint8Array.of(suite.code), rootPublicKey)
    .slice(0, keyIdBytes)
}

/** What the signature covers is this, behind a label that nothing else is signed under. */
export function encodeBundle(suite: Suite, rootPublicKey: Uint8Array, content: BundleContent): Bytes {
  const holders = content.holders.map((holder) =>
    concat(
      uint(holderRoles.indexOf(holder.role) + 1, 1),
      text(holder.holderId),
      moment(holder.validFrom),
      moment(holder.validUntil),
      holder.agreementKey,
      holder.signatureKey,
    ),
  )
  return concat(
    magic('AKBN', 1),
    uint(suite.code, 1),
    rootIdOf(suite, rootPublicKey),
    text(content.authorityId),
    uint(content.version, 4),
    moment(content.issuedAt),
    moment(content.expiresAt),
    uint(holders.length, 2),
    ...holders,
    uint(content.revokedKeyIds.length, 2),
    ...[...content.revokedKeyIds].sort(compare),
  )
}

export const bundleLabel = label('andon key bundle v1')

/**
 * Reads a bundle and believes it only if the pinned root signed it for the pinned authority, it is in force, and
 * it is not older than one already seen.
 */
export function openBundle(bytes: Uint8Array, pin: RootPin, now: Date): KeyBundle {
  const bundle = verifyBundle(bytes, pin)
  if (now < bundle.issuedAt || now >= bundle.expiresAt) throw new SealingError('BUNDLE_EXPIRED')
  refuseRollback(bundle.seen, pin.seen)
  return bundle
}

/** Only whether the pinned root signed it: for the one who signs the next, who may be late. */
export function verifyBundle(bytes: Uint8Array, pin: Omit<RootPin, 'seen'>): KeyBundle {
  const { bundle, rootId, signed, signature } = parseBundle(bytes, [pin.suite])
  if (bundle.authorityId !== pin.authorityId) throw new SealingError('WRONG_AUTHORITY')
  if (!areEqual(rootId, rootIdOf(pin.suite, pin.rootPublicKey))) throw new SealingError('WRONG_ROOT')
  if (!pin.suite.verify(pin.rootPublicKey, concat(bundleLabel, signed), signature))
    throw new SealingError('BAD_SIGNATURE')
  return bundle
}

/** Whose bundle it says it is; nothing is believed yet. */
export function bundleAuthorityId(bytes: Uint8Array, suites: readonly Suite[]): string {
  return bundleSubject(bytes, suites).authorityId
}

/** What it says of itself, to find the root it must be checked against. */
export function bundleSubject(
  bytes: Uint8Array,
  suites: readonly Suite[],
): Pick<KeyBundle, 'authorityId' | 'suite'> {
  const { authorityId, suite } = parseBundle(bytes, suites).bundle
  return { authorityId, suite }
}

function refuseRollback(found: BundleVersion, seen: BundleVersion | undefined): void {
  if (seen === undefined || found.version > seen.version) return
  if (found.version < seen.version) throw new SealingError('BUNDLE_ROLLED_BACK')
  if (!areEqual(found.digest, seen.digest)) throw new SealingError('BUNDLE_REPLACED')
}

type ParsedBundle = { bundle: KeyBundle; rootId: Bytes; signed: Bytes; signature: Bytes }

function parseBundle(bytes: Uint8Array, suites: readonly Suite[]): ParsedBundle {
  const reader = new FieldReader(bytes)
  reader.magic('AKBN', 1)
  const suite = allowedSuite(reader.uint(1), suites)
  const rootId = reader.take(keyIdBytes)
  const authorityId = reader.text()
  const version = reader.uint(4)
  const issuedAt = reader.moment()
  const expiresAt = reader.moment()
  const holders = Array.from({ length: reader.uint(2) }, () => readHolder(reader, suite))
  const revokedKeyIds = Array.from({ length: reader.uint(2) }, () => reader.take(keyIdBytes))
  const signed = Uint8Array.from(bytes.subarray(0, reader.position))
  const signature = reader.take(suite.sizes.signature)
  reader.end()
  if (new Set(holders.map(({ keyId }) => toHex(keyId))).size < holders.length)
    throw new SealingError('MALFORMED')
  const seen = { version, digest: suite.digest(label('andon bundle digest v1'), signed) }
  const bundle = { suite, authorityId, version, issuedAt, expiresAt, holders, revokedKeyIds, seen }
  return { bundle, rootId, signed, signature }
}

function readHolder(reader: FieldReader, suite: Suite): ListedHolder {
  const role = holderRoles[reader.uint(1) - 1]
  if (role === undefined) throw new SealingError('MALFORMED')
  const holder = {
    role,
    holderId: reader.text(),
    validFrom: reader.moment(),
    validUntil: reader.moment(),
    agreementKey: reader.take(suite.sizes.agreementPublicKey),
    signatureKey: reader.take(suite.sizes.signaturePublicKey),
  }
  return { ...holder, keyId: keyIdOf(suite, holder) }
}
