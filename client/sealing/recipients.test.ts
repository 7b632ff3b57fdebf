import { describe, expect, it } from '@jest/globals'
import { createAuthorityRoot, signBundle } from '../custodian/authority-root.js'
import { createHolderKeys } from '../custodian/holder-keys.js'
import { holderOf, now, openOffice, openTwoOffices, person, pinOf, sign } from '../testing/offices.js'
import { toHex } from './bytes.js'
import type { HolderRole } from './holder.js'
import { intl1 } from './intl-1.suite.js'
import { findRecipients } from './recipients.js'
import { sm1 } from './sm-1.suite.js'
import type { Suite } from './suite.js'

const days = (count: number) => new Date(now.getTime() + count * 86_400_000)

describe.each([intl1, sm1])('whom $name seals to', (suite: Suite) => {
  const { bureau, committee, policy, bundles, random } = openTwoOffices(suite, 21)
  const find = (more: { policy?: object; bundles?: object; at?: Date } = {}) =>
    findRecipients({ ...policy, ...more.policy }, { ...bundles, ...more.bundles }, more.at ?? now)
  const newBureau = (people: Record<string, HolderRole>) => openOffice(suite, 'bureau', people, random)

  it('is every custodian of the authority and every approver of the other office, with recovery keys', () => {
    const { first, second, seen } = find()
    expect(first.map(({ holderId }) => holderId).sort()).toEqual([
      'bureau-recovery',
      'colleague',
      'custodian',
    ])
    expect(second.map(({ holderId }) => holderId).sort()).toEqual([
      'approver',
      'committee-recovery',
      'deputy',
    ])
    expect(seen.map(({ authorityId, version }) => [authorityId, version])).toEqual([
      ['bureau', 1],
      ['committee', 1],
    ])
  })

  it('is nobody whose bundle another root signed, or no root, or whose bytes were changed', () => {
    const impostor = newBureau({ custodian: 'CUSTODIAN' })
    expect(() => find({ bundles: { custodians: impostor.bundle } })).toThrow('not signed by the pinned root')
    // The pinned root's name over the impostor's signature.
    const named = bureau.bundle.map((byte, at) =>
      at < bureau.bundle.length - suite.sizes.signature
        ? byte
        : (impostor.bundle.at(at - bureau.bundle.length) ?? 0),
    )
    expect(() => find({ bundles: { custodians: named } })).toThrow('signature does not hold')
    const unsigned = bureau.bundle.slice(0, -suite.sizes.signature)
    expect(() => find({ bundles: { custodians: unsigned } })).toThrow('documented format')
    const zeros = Uint8Array.from([...unsigned, ...new Uint8Array(suite.sizes.signature)])
    expect(() => find({ bundles: { custodians: zeros } })).toThrow('signature does not hold')
    for (let round = 0; round < 60; round++) {
      const at = random.below(bureau.bundle.length)
      const changed = bureau.bundle.map((byte, here) => (here === at ? byte ^ (1 << random.below(8)) : byte))
      expect(() => find({ bundles: { custodians: changed } })).toThrow(
        expect.objectContaining({ name: 'SealingError' }),
      )
    }
  })

  it('is nobody of an authority that was not asked for', () => {
    expect(() => find({ bundles: { custodians: committee.bundle } })).toThrow('belongs to another authority')
    const third = openOffice(suite, 'third', { someone: 'APPROVER' }, random)
    expect(() => find({ bundles: { approvers: [third.bundle] } })).toThrow('belongs to another authority')
    expect(() => find({ bundles: { approvers: [committee.bundle, third.bundle] } })).toThrow(
      'another authority',
    )
    expect(() => find({ bundles: { approvers: [] } })).toThrow('is missing')
    expect(() => find({ policy: { approvers: [] }, bundles: { approvers: [] } })).toThrow('no holder')
  })

  it('is never one office for both shares, under one name or two', () => {
    const message = 'must belong to different authorities'
    expect(() => find({ policy: { approvers: [pinOf(bureau)] } })).toThrow(message)
    expect(() => find({ bundles: { approvers: [bureau.bundle] } })).toThrow(message)
    const alias = { ...pinOf(bureau), authorityId: 'bureau-by-another-name' }
    expect(() => find({ policy: { approvers: [alias] } })).toThrow(message)
  })

  it('is never one person for both shares, by name or by key', () => {
    const twice = person(committee.people, 'approver')
    const holders = (holderId: string) => [...bureau.holders, holderOf(twice, 'CUSTODIAN', { holderId })]
    for (const holderId of ['approver', 'somebody else']) {
      const custodians = sign(bureau.root, holders(holderId), random)
      expect(() => find({ bundles: { custodians } })).toThrow('must not hold both shares')
    }
    const sameName = holderOf(createHolderKeys(suite, 'approver', random), 'CUSTODIAN')
    const custodians = sign(bureau.root, [...bureau.holders, sameName], random)
    expect(() => find({ bundles: { custodians } })).toThrow('must not hold both shares')
  })

  it('is no key out of its time; when none is left the reason is told', () => {
    const [custodian, colleague] = bureau.holders
    const late = { ...custodian!, validUntil: now }
    const early = { ...colleague!, validFrom: days(1) }
    const some = find({ bundles: { custodians: sign(bureau.root, [late, colleague!], random) } })
    expect(some.first.map(({ holderId }) => holderId)).toEqual(['colleague'])
    expect(() => find({ bundles: { custodians: sign(bureau.root, [late, early], random) } })).toThrow(
      'key is not valid at this time',
    )
  })

  it('is no revoked key, not even one that is still listed', () => {
    const keyId = person(bureau.people, 'custodian').keyId
    const content = { version: 2, issuedAt: days(-1), expiresAt: days(30), revokedKeyIds: [keyId] }
    const [custodian, colleague] = bureau.holders
    const signed = signBundle(bureau.root, { ...content, holders: [custodian!, colleague!] }, null, random)
    expect(find({ bundles: { custodians: signed } }).first.map(({ holderId }) => holderId)).toEqual([
      'colleague',
    ])
    const alone = signBundle(bureau.root, { ...content, holders: [custodian!] }, null, random)
    expect(() => find({ bundles: { custodians: alone } })).toThrow('key is revoked')
  })

  it('needs people: a recovery key alone is not sealed to', () => {
    const recoveryOnly = sign(bureau.root, [bureau.holders[2]!], random)
    expect(() => find({ bundles: { custodians: recoveryOnly } })).toThrow('no holder')
    const approversOnly = sign(bureau.root, [{ ...bureau.holders[0]!, role: 'APPROVER' }], random)
    expect(() => find({ bundles: { custodians: approversOnly } })).toThrow('no holder')
  })

  it('comes from a bundle in force, never older than the newest seen, and never another of its version', () => {
    expect(() => find({ at: new Date('2026-08-01T00:00:00Z') })).toThrow('bundle is not valid')
    expect(() => find({ at: new Date('2026-01-15T00:00:00Z') })).toThrow('bundle is not valid')
    const seen = find().seen[0]!
    const pin = (version: object) => ({ custodians: { ...pinOf(bureau), seen: { ...seen, ...version } } })
    expect(find({ policy: pin({}) }).first).toHaveLength(3)
    expect(() => find({ policy: pin({ version: 2 }) })).toThrow('older than one already seen')
    const another = sign(bureau.root, bureau.holders.slice(0, 1), random)
    expect(() => find({ policy: pin({}), bundles: { custodians: another } })).toThrow('of the same version')
    const next = sign(bureau.root, bureau.holders, random, 2)
    expect(find({ policy: pin({}), bundles: { custodians: next } }).seen[0]?.version).toBe(2)
  })

  it('comes from bundles of the suite that policy chose', () => {
    const wrong = openTwoOffices(suite === intl1 ? sm1 : intl1, 22)
    expect(() => find({ bundles: wrong.bundles })).toThrow('not one the policy allows')
    expect(() => find({ bundles: { approvers: wrong.bundles.approvers } })).toThrow(
      'not one the policy allows',
    )
  })

  it('is bounded', () => {
    const root = createAuthorityRoot(suite, 'bureau', random)
    const one = createHolderKeys(suite, 'one', random)
    const holders = Array.from({ length: 17 }, (_, number) =>
      holderOf(one, 'CUSTODIAN', {
        holderId: `holder ${number}`,
        signatureKey: random(suite.sizes.signaturePublicKey) as never,
      }),
    )
    const pin = { authorityId: 'bureau', rootPublicKey: root.keys.publicKey }
    const custodians = sign(root, holders, random)
    expect(() => find({ policy: { custodians: pin }, bundles: { custodians } })).toThrow('more holders')
    const twice = [holders[0]!, { ...holders[0]!, role: 'RECOVERY' as const }]
    expect(() => sign(root, twice, random)).toThrow('documented format')
    expect(toHex(custodians)).toContain(toHex(one.agreement.publicKey))
  })
})
