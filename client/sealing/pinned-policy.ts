import { fromHex } from './bytes.js'
import type { BundleVersion } from './key-bundle.js'
import type { SealingPolicy } from './recipients.js'
import { SealingError } from './sealing-error.js'
import type { Suite, SuiteName } from './suite.js'

/**
 * What an installation pins, and a front end carries in its own bundle: the roots of all offices, and which of them
 * may hold an identity together. A server chooses among these holdings and cannot invent one.
 */
export type PinnedPolicy = {
  roots: readonly { authorityId: string; suite: SuiteName; rootPublicKey: string }[]
  holdings: readonly PinnedHolding[]
}

export type PinnedHolding = {
  /** The authority whose custodians hold the first share. */
  custodians: string
  /** Offices whose approvers hold the second. */
  approvers: readonly string[]
  /** Divisions for which this holding stands in where the competent authority has none of its own. */
  regions?: readonly string[] | undefined
}

/** The newest bundles a client has seen, by authority; it keeps what sealing gives back as `seen`. */
export type SeenBundles = Readonly<Record<string, BundleVersion | undefined>>

/**
 * The policy for a holding the server names.
 *
 * @throws SealingError WRONG_AUTHORITY where it is not pinned, WRONG_ROOT where an office has no root for the suite
 */
export function choosePolicy(
  pinned: PinnedPolicy,
  suite: Suite,
  named: { custodians: string; approvers: readonly string[] },
  seen: SeenBundles = {},
): SealingPolicy {
  const isNamed = (holding: PinnedHolding) =>
    holding.custodians === named.custodians && isSameSet(holding.approvers, named.approvers)
  if (!pinned.holdings.some(isNamed)) throw new SealingError('WRONG_AUTHORITY')
  const pinOf = (authorityId: string) => {
    const root = pinned.roots.find((each) => each.authorityId === authorityId && each.suite === suite.name)
    if (root === undefined) throw new SealingError('WRONG_ROOT')
    const pin = { authorityId, rootPublicKey: fromHex(root.rootPublicKey) }
    const last = seen[authorityId]
    return last === undefined ? pin : { ...pin, seen: last }
  }
  return { suite, custodians: pinOf(named.custodians), approvers: named.approvers.map(pinOf) }
}

function isSameSet(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((each) => others.includes(each))
}
