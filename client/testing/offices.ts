import { createAuthorityRoot, signBundle, type AuthorityRoot } from '../custodian/authority-root.js'
import { createHolderKeys, type HolderKeys } from '../custodian/holder-keys.js'
import type { Bytes } from '../sealing/bytes.js'
import { describeEnvelope } from '../sealing/envelope.js'
import type { Holder, HolderRole } from '../sealing/holder.js'
import type { Random } from '../sealing/random.js'
import type { Bundles, SealingPolicy } from '../sealing/recipients.js'
import { sealIdentity } from '../sealing/seal-identity.js'
import type { Suite } from '../sealing/suite.js'
import { seededRandom } from './seeded-random.js'

/* What the tests of sealing and of the custodian's program meet in: two offices, their people, one report. */

export const now = new Date('2026-03-01T08:00:00Z')
export const row = {
  table: 'report.sealed_identity',
  row: '7b0c4a0e-6c70-4a44-9df6-2f1a2f1f9a11',
  field: 'identity',
}
export const identity = { name: '王小明', phone: '13800138000', address: '河南省郑州市' }

export type Office = {
  root: AuthorityRoot
  people: Record<string, HolderKeys>
  holders: readonly Holder[]
  bundle: Bytes
}

export function holderOf(keys: HolderKeys, role: HolderRole, more: Partial<Holder> = {}): Holder {
  return {
    holderId: keys.holderId,
    role,
    agreementKey: keys.agreement.publicKey,
    signatureKey: keys.signature.publicKey,
    validFrom: new Date('2026-01-01T00:00:00Z'),
    validUntil: new Date('2027-01-01T00:00:00Z'),
    ...more,
  }
}

export function sign(root: AuthorityRoot, holders: readonly Holder[], random: Random, version = 1): Bytes {
  const content = {
    version,
    issuedAt: new Date('2026-02-01T00:00:00Z'),
    expiresAt: new Date('2026-08-01T00:00:00Z'),
    holders,
    revokedKeyIds: [],
  }
  return signBundle(root, content, null, random)
}

export function openOffice(
  suite: Suite,
  authorityId: string,
  people: Record<string, HolderRole>,
  random: Random,
): Office {
  const root = createAuthorityRoot(suite, authorityId, random)
  const keys = Object.fromEntries(
    Object.keys(people).map((name) => [name, createHolderKeys(suite, name, random)]),
  )
  const holders = Object.entries(people).map(([name, role]) => holderOf(person(keys, name), role))
  return { root, people: keys, holders, bundle: sign(root, holders, random) }
}

export function person(people: Record<string, HolderKeys>, name: string): HolderKeys {
  const keys = people[name]
  if (keys === undefined) throw new Error(`there is no ${name} in this office`)
  return keys
}

export const pinOf = ({ root }: Office) => ({
  authorityId: root.authorityId,
  rootPublicKey: root.keys.publicKey,
})

/** The bureau 应急管理局 keeps the first share; the committee 纪委 approves. */
export function openTwoOffices(suite: Suite, seed: number) {
  const random = seededRandom(seed)
  const bureau = openOffice(
    suite,
    'bureau',
    { custodian: 'CUSTODIAN', colleague: 'CUSTODIAN', 'bureau-recovery': 'RECOVERY' },
    random,
  )
  const committee = openOffice(
    suite,
    'committee',
    { approver: 'APPROVER', deputy: 'APPROVER', 'committee-recovery': 'RECOVERY' },
    random,
  )
  const policy: SealingPolicy = { suite, custodians: pinOf(bureau), approvers: [pinOf(committee)] }
  const bundles: Bundles = { custodians: bureau.bundle, approvers: [committee.bundle] }
  const seal = (more: Partial<Parameters<typeof sealIdentity>[0]> = {}): Bytes =>
    sealIdentity({ identity, row, policy, bundles, random, now, ...more }).envelope
  const subject = (envelope: Bytes) => ({
    envelope,
    row,
    policy,
    bundles,
    now,
    recordedHash: describeEnvelope(envelope, [suite]).envelopeHash,
  })
  return { suite, random, bureau, committee, policy, bundles, seal, subject }
}
