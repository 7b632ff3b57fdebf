import type { EntityManager } from '@mikro-orm/postgresql'
import { areEqual } from '../../../../client/sealing/bytes.js'
import type { EnvelopeDescription } from '../../../../client/sealing/envelope.js'
import type { ListedHolder } from '../../../../client/sealing/holder.js'
import {
  choosePolicy,
  type PinnedHolding,
  type PinnedPolicy,
} from '../../../../client/sealing/pinned-policy.js'
import {
  findRecipients,
  type Bundles,
  type Recipients,
  type SealingPolicy,
} from '../../../../client/sealing/recipients.js'
import { SealingError } from '../../../../client/sealing/sealing-error.js'
import type { Suite, SuiteName } from '../../../../client/sealing/suite.js'
import { StoredKeyBundle } from './key-bundle.entity.js'
import { suitesByName, type SealingSettings } from './sealing-settings.js'

/** Who holds an identity together, with the newest bundles of all of them, checked against the pinned roots. */
export type Holding = {
  suite: Suite
  custodianAuthorityId: string
  approverAuthorityIds: readonly string[]
  policy: SealingPolicy
  bundles: Bundles
  recipients: Recipients
}

/** What decides who is to hold an identity. */
export type HeldMatter = {
  /** Null where no authority answers. */
  authorityId: string | null
  /** From the country to the place. */
  regionPath: readonly string[]
  excludedAuthorityIds: readonly string[]
}

export type Holdings = {
  suite: Suite
  pinned: PinnedPolicy | undefined
  /**
   * Null where nobody could hold it: then it must not be taken in.
   *
   * @param suite another than policy's, for what was sealed before it changed
   */
  find: (em: EntityManager, matter: HeldMatter, suite?: SuiteName) => Promise<Holding | null>
  /** The holding an envelope was sealed to, with today's bundles, in its own suite. */
  named: (em: EntityManager, named: NamedHolding) => Promise<Holding | null>
  /** Whether an envelope is sealed to exactly the holders of the newest bundles, or of those before while in force. */
  isSealedTo: (em: EntityManager, holding: Holding, envelope: EnvelopeDescription) => Promise<boolean>
}

export type NamedHolding = { custodians: string; approvers: readonly string[]; suite: SuiteName }

export function createHoldings({ SEALING_SUITE, SEALING_POLICY_FILE: pinned }: SealingSettings): Holdings {
  const suite = suitesByName[SEALING_SUITE]
  return {
    suite,
    pinned,
    find: async (em, matter, name) => {
      for (const candidate of candidatesFor(pinned, matter)) {
        if (await isAboutThem(em, candidate, matter.excludedAuthorityIds)) continue
        const holding = await openHolding(em, pinned, name ? suitesByName[name] : suite, candidate)
        if (holding !== null) return holding
      }
      return null
    },
    named: (em, { suite: name, ...named }) => openHolding(em, pinned, suitesByName[name], named),
    isSealedTo: async (em, holding, envelope) => {
      if (isRevoked(holding.recipients, envelope)) return false
      if (fits(holding.recipients, envelope)) return true
      for (const bundles of await earlierBundles(em, holding)) {
        const recipients = recipientsIfAny(holding.policy, bundles)
        if (recipients !== null && fits(recipients, envelope)) return true
      }
      return false
    },
  }
}

/**
 * The competent authority's own holdings, then those that stand in for its province, then for the country: a small
 * county need not have two people with keys.
 */
function candidatesFor(pinned: PinnedPolicy | undefined, matter: HeldMatter): PinnedHolding[] {
  const all = pinned?.holdings ?? []
  const own = all.filter(({ custodians }) => custodians === matter.authorityId)
  const standingIn = [...matter.regionPath]
    .reverse()
    .flatMap((code) => all.filter(({ regions }) => regions?.includes(code)))
  return [...new Set([...own, ...standingIn])]
}

/** An office a report is about, or one below it, neither keeps nor approves. */
async function isAboutThem(
  em: EntityManager,
  { custodians, approvers }: PinnedHolding,
  excluded: readonly string[],
): Promise<boolean> {
  if (excluded.length === 0) return false
  const [found] = await em.execute<{ hit: boolean }[]>(
    `WITH RECURSIVE line AS (
       SELECT unnest(?::uuid[]) AS authority_id
       UNION
       SELECT reach.parent_authority_id FROM report.authority_reach reach JOIN line USING (authority_id)
       WHERE reach.parent_authority_id IS NOT NULL
     ) SELECT EXISTS (SELECT FROM line WHERE authority_id = ANY (?::uuid[])) AS hit`,
    [uuids([custodians, ...approvers]), uuids(excluded)],
  )
  return found?.hit ?? true
}

function uuids(ids: readonly string[]): string {
  return `{${ids.join(',')}}`
}

async function openHolding(
  em: EntityManager,
  pinned: PinnedPolicy | undefined,
  suite: Suite,
  named: Pick<PinnedHolding, 'custodians' | 'approvers'>,
): Promise<Holding | null> {
  const policy = pinned === undefined ? null : policyIfPinned(pinned, suite, named)
  if (policy === null) return null
  const { custodians, approvers } = named
  const newest = await Promise.all(
    [custodians, ...approvers].map(async (id) => (await newestBundles(em, id, suite))[0]),
  )
  const [first, ...second] = newest.flatMap((bundle) => (bundle === undefined ? [] : [bundle]))
  if (first === undefined || second.length !== approvers.length) return null
  const bundles = { custodians: first, approvers: second }
  const recipients = recipientsIfAny(policy, bundles)
  if (recipients === null) return null
  const offices = { custodianAuthorityId: custodians, approverAuthorityIds: [...approvers] }
  return { suite, ...offices, policy, bundles, recipients }
}

function policyIfPinned(
  pinned: PinnedPolicy,
  suite: Suite,
  named: Pick<PinnedHolding, 'custodians' | 'approvers'>,
): SealingPolicy | null {
  try {
    return choosePolicy(pinned, suite, named)
  } catch (error) {
    if (error instanceof SealingError) return null
    throw error
  }
}

/** Null where a bundle has run out or lists nobody any more: the next holding is tried. */
function recipientsIfAny(policy: SealingPolicy, bundles: Bundles): Recipients | null {
  try {
    return findRecipients(policy, bundles, new Date())
  } catch (error) {
    if (error instanceof SealingError) return null
    throw error
  }
}

/** The newest, and the one before it. */
async function newestBundles(em: EntityManager, authorityId: string, suite: Suite): Promise<Uint8Array[]> {
  const rows = await em
    .fork()
    .find(StoredKeyBundle, { authorityId, suite: suite.name }, { orderBy: { version: 'desc' }, limit: 2 })
  return rows.map(({ bundle }) => Uint8Array.from(bundle))
}

/** Every mixture of newest and previous: a form that was open while one office published is still taken. */
async function earlierBundles(em: EntityManager, holding: Holding): Promise<Bundles[]> {
  const { custodianAuthorityId, approverAuthorityIds, suite } = holding
  const versions = await Promise.all(
    [custodianAuthorityId, ...approverAuthorityIds].map((id) => newestBundles(em, id, suite)),
  )
  const mixtures = versions.reduce<Uint8Array[][]>(
    (sets, of) => sets.flatMap((set) => of.map((bundle) => [...set, bundle])),
    [[]],
  )
  return mixtures.flatMap(([custodians, ...approvers]) =>
    custodians === undefined ? [] : [{ custodians, approvers }],
  )
}

function isRevoked({ custodianBundle, approverBundles }: Recipients, envelope: EnvelopeDescription): boolean {
  const revoked = [custodianBundle, ...approverBundles].flatMap(({ revokedKeyIds }) => revokedKeyIds)
  const sealedTo = [...envelope.custodianKeyIds, ...envelope.approverKeyIds]
  return sealedTo.some((keyId) => revoked.some((each) => areEqual(each, keyId)))
}

function fits({ first, second }: Recipients, envelope: EnvelopeDescription): boolean {
  return areKeysOf(first, envelope.custodianKeyIds) && areKeysOf(second, envelope.approverKeyIds)
}

/** Both are in the order of key ids. */
export function areKeysOf(holders: readonly ListedHolder[], keyIds: readonly Uint8Array[]): boolean {
  return (
    holders.length === keyIds.length &&
    holders.every(({ keyId }, at) => areEqual(keyId, keyIds[at] ?? new Uint8Array()))
  )
}
