import { areEqual, compare } from './bytes.js'
import { objectionTo, type HolderRole, type ListedHolder } from './holder.js'
import {
  bundleAuthorityId,
  openBundle,
  type BundleVersion,
  type KeyBundle,
  type RootPin,
} from './key-bundle.js'
import { SealingError } from './sealing-error.js'
import type { Suite } from './suite.js'

/** Decided by the installation and carried by the client. It alone chooses the suite and who may hold what. */
export type SealingPolicy = {
  suite: Suite
  /** The competent authority, whose custodians hold the first share. */
  custodians: Omit<RootPin, 'suite'>
  /** Other offices, whose approvers hold the second. */
  approvers: readonly Omit<RootPin, 'suite'>[]
}

/** Signed bundles as a server serves them: untrusted until checked against the policy. */
export type Bundles = { custodians: Uint8Array; approvers: readonly Uint8Array[] }

export type Recipients = {
  /** Holders of share 1 and of share 2, in the order of their key ids. */
  first: readonly ListedHolder[]
  second: readonly ListedHolder[]
  custodianBundle: KeyBundle
  approverBundles: readonly KeyBundle[]
  /** What the next pins carry as `seen`. */
  seen: readonly ({ authorityId: string } & BundleVersion)[]
}

export const holdersAtMost = 16

/** Everyone who shall be able to open, and the refusal of whoever must not be among them. */
export function findRecipients(policy: SealingPolicy, bundles: Bundles, now: Date): Recipients {
  refuseSharedAuthority(policy)
  const { suite } = policy
  const custodianBundle = openBundle(bundles.custodians, { ...policy.custodians, suite }, now)
  const approverBundles = openApproverBundles(policy, bundles.approvers, now)
  const first = usableHolders([custodianBundle], 'CUSTODIAN', now)
  const second = usableHolders(approverBundles, 'APPROVER', now)
  const everyone = (listed: readonly KeyBundle[]) => listed.flatMap(({ holders }) => holders)
  refuseSharedHolder(everyone([custodianBundle]), second)
  refuseSharedHolder(first, everyone(approverBundles))
  const seen = [custodianBundle, ...approverBundles].map((bundle) => ({
    authorityId: bundle.authorityId,
    ...bundle.seen,
  }))
  return { first, second, custodianBundle, approverBundles, seen }
}

/** Two names for one root are one office. */
function refuseSharedAuthority({ custodians, approvers }: SealingPolicy): void {
  const isShared = approvers.some(
    ({ authorityId, rootPublicKey }) =>
      authorityId === custodians.authorityId || areEqual(rootPublicKey, custodians.rootPublicKey),
  )
  if (isShared) throw new SealingError('SAME_AUTHORITY')
}

/** Every pinned office has a say: a server cannot leave one out, nor bring one along. */
function openApproverBundles(
  { suite, custodians, approvers }: SealingPolicy,
  offered: readonly Uint8Array[],
  now: Date,
): KeyBundle[] {
  const byAuthority = new Map(offered.map((bytes) => [bundleAuthorityId(bytes, [suite]), bytes]))
  if (byAuthority.has(custodians.authorityId)) throw new SealingError('SAME_AUTHORITY')
  if (approvers.length === 0) throw new SealingError('NO_HOLDERS')
  const opened = approvers.map((pin) => {
    const bytes = byAuthority.get(pin.authorityId)
    if (bytes === undefined)
      throw new SealingError(offered.length < approvers.length ? 'BUNDLE_MISSING' : 'WRONG_AUTHORITY')
    return openBundle(bytes, { ...pin, suite }, now)
  })
  if (offered.length !== approvers.length) throw new SealingError('WRONG_AUTHORITY')
  return opened
}

/** A key out of use is passed over, not sealed to; only if none is left the reason is told. */
function usableHolders(bundles: readonly KeyBundle[], role: HolderRole, now: Date): readonly ListedHolder[] {
  const listed = bundles.flatMap(({ holders, revokedKeyIds }) =>
    holders
      .filter((holder) => holder.role === role || holder.role === 'RECOVERY')
      .map((holder) => ({ holder, objection: objectionTo(holder, revokedKeyIds, now) })),
  )
  const people = listed.filter(({ holder }) => holder.role === role)
  if (!people.some(({ objection }) => objection === null))
    throw new SealingError(people[0]?.objection ?? 'NO_HOLDERS')
  const usable = listed.flatMap(({ holder, objection }) => (objection === null ? [holder] : []))
  if (usable.length > holdersAtMost) throw new SealingError('TOO_MANY_HOLDERS')
  return [...usable].sort((a, b) => compare(a.keyId, b.keyId))
}

export function refuseSharedHolder(
  some: readonly Pick<ListedHolder, 'holderId' | 'keyId'>[],
  others: readonly Pick<ListedHolder, 'holderId' | 'keyId'>[],
): void {
  const isShared = some.some((one) =>
    others.some((other) => one.holderId === other.holderId || areEqual(one.keyId, other.keyId)),
  )
  if (isShared) throw new SealingError('SAME_HOLDER')
}
