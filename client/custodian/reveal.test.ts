import { describe, expect, it } from '@jest/globals'
import { describeEnvelope } from '../sealing/envelope.js'
import { intl1 } from '../sealing/intl-1.suite.js'
import { sm1 } from '../sealing/sm-1.suite.js'
import type { Suite } from '../sealing/suite.js'
import {
  holderOf,
  identity,
  now,
  openOffice,
  openTwoOffices,
  person,
  pinOf,
  row,
  sign,
} from '../testing/offices.js'
import { approve } from './approval.js'
import { openIdentity, openWithRecoveryKeys } from './open-identity.js'
import { resealShare } from './reseal.js'
import { parseRequest, writeRequest } from './reveal-request.js'

const hours = (count: number) => new Date(now.getTime() + count * 3_600_000)

describe.each([intl1, sm1])('revealing an identity sealed by $name', (suite: Suite) => {
  const offices = openTwoOffices(suite, 31)
  const { bureau, committee, random } = offices
  const [custodian, colleague, approver] = [
    person(bureau.people, 'custodian'),
    person(bureau.people, 'colleague'),
    person(committee.people, 'approver'),
  ]
  const envelope = offices.seal()
  const subject = offices.subject(envelope)
  const ask = (more: Partial<Parameters<typeof writeRequest>[0]> = {}) =>
    writeRequest({
      keys: custodian,
      envelope,
      row,
      reason: '发放奖励',
      random,
      now,
      validMs: 7_200_000,
      ...more,
    })
  const { request, reason } = ask()
  const grant = (more: Partial<Parameters<typeof approve>[0]> = {}) =>
    approve({ ...subject, keys: approver, request, reason, random, ...more })
  const approval = grant()
  const open = (more: Partial<Parameters<typeof openIdentity>[0]> = {}) =>
    openIdentity({ ...subject, keys: custodian, request, approval, ...more })

  it('takes a custodian who asks and an approver who agrees', () => {
    expect(open()).toEqual(identity)
    expect(open({ approval: grant({ keys: person(committee.people, 'deputy') }) })).toEqual(identity)
  })

  it('is beyond one side alone, whatever it tries', () => {
    // The custodian approves their own request.
    expect(() => grant({ keys: custodian })).toThrow('does not list the key in this role')
    // The approver asks, or opens what they approved.
    const own = ask({ keys: approver })
    expect(() => grant({ request: own.request, reason: own.reason })).toThrow(
      'does not list the key in this role',
    )
    expect(() => open({ keys: approver })).toThrow('given for another request')
    // One side's keys in both places.
    const alone = { envelope, row, suite, recordedHash: subject.recordedHash }
    expect(() => openWithRecoveryKeys({ ...alone, firstKeys: custodian, secondKeys: colleague })).toThrow(
      'not sealed',
    )
    expect(() => openWithRecoveryKeys({ ...alone, firstKeys: approver, secondKeys: approver })).toThrow(
      'not sealed',
    )
  })

  it('is for the custodian who asked and for this request only', () => {
    const [again, theirs] = [ask(), ask({ keys: colleague })]
    expect(() => open({ request: again.request })).toThrow('given for another request')
    expect(() => open({ keys: colleague })).toThrow('given for another request')
    expect(() => open({ keys: colleague, request: theirs.request })).toThrow('given for another request')
    // Another's request under one's own key id, so that the approver would seal to the wrong person.
    const forged = ask({ keys: { ...custodian, keyId: colleague.keyId } })
    expect(() => grant({ request: forged.request, reason: forged.reason })).toThrow('signature does not hold')
  })

  it('is for this envelope in this row only', () => {
    const second = offices.seal({ identity: { name: '李四' } })
    expect(() => open({ envelope: second })).toThrow('not the one on record')
    expect(() => open(offices.subject(second))).toThrow('not the one on record')
    expect(() => grant(offices.subject(second))).toThrow('not the one on record')
    const elsewhere = { ...row, row: 'another report' }
    expect(() => open({ row: elsewhere })).toThrow('not the one on record')
    const moved = ask({ row: elsewhere })
    expect(() => grant({ row: elsewhere, request: moved.request, reason: moved.reason })).toThrow(
      'does not open',
    )
  })

  it('is for the reason that the custodian signed', () => {
    expect(() => grant({ reason: { ...reason, text: '好奇' } })).toThrow('not the one of the request')
    expect(() => grant({ reason: { ...reason, salt: new Uint8Array(16) } })).toThrow(
      'not the one of the request',
    )
    expect(Buffer.from(request).includes('发放奖励')).toBe(false)
  })

  it('runs out', () => {
    expect(open({ now: hours(1.9) })).toEqual(identity)
    for (const at of [hours(2), hours(-1)]) {
      expect(() => open({ now: at })).toThrow('request is not valid at this time')
      expect(() => grant({ now: at })).toThrow('request is not valid at this time')
    }
  })

  it('is refused to people who left office, on either side', () => {
    const without = (office: typeof bureau, index: number) =>
      sign(
        office.root,
        office.holders.filter((_, at) => at !== index),
        random,
        2,
      )
    const bundles = { ...offices.bundles, custodians: without(bureau, 0) }
    expect(() => grant({ bundles })).toThrow('does not list the key')
    expect(() => open({ bundles })).toThrow('does not list the key')
    const committeeNow = { ...offices.bundles, approvers: [without(committee, 0)] }
    expect(() => grant({ bundles: committeeNow })).toThrow('does not list the key')
    expect(() => open({ bundles: committeeNow })).toThrow('does not list the key')
  })

  it('is refused with any byte of the request or approval changed', () => {
    for (let round = 0; round < 25; round++) {
      const [inRequest, inApproval] = [random.below(request.length), random.below(approval.length)]
      const mask = 1 << random.below(8)
      const refused = expect.objectContaining({ name: 'SealingError' })
      const changed = request.map((byte, at) => (at === inRequest ? byte ^ mask : byte))
      expect(() => grant({ request: changed })).toThrow(refused)
      expect(() =>
        open({ approval: approval.map((byte, at) => (at === inApproval ? byte ^ mask : byte)) }),
      ).toThrow(refused)
    }
  })

  it('notices an approver whose program hands over another share', () => {
    const dishonest: Suite = {
      ...suite,
      encrypt: (key, nonce, share, associated) =>
        suite.encrypt(key, nonce, Uint8Array.from(share).reverse(), associated),
    }
    const wrongShare = grant({ policy: { ...offices.policy, suite: dishonest } })
    expect(() => open({ approval: wrongShare })).toThrow('does not open')
  })

  it('leaves in a request nothing but ids and hashes', () => {
    const { request: parsed } = parseRequest(request, [suite])
    expect(parsed.row).toEqual(row)
    expect([...parsed.envelopeHash]).toEqual([...subject.recordedHash])
    expect(() => parseRequest(request, [])).toThrow('not one the policy allows')
  })

  describe('when people or jurisdiction change', () => {
    const county = openOffice(
      suite,
      'county',
      { newcomer: 'CUSTODIAN', 'county-recovery': 'RECOVERY' },
      random,
    )
    const policy = { ...offices.policy, custodians: pinOf(county) }
    const bundles = { ...offices.bundles, custodians: county.bundle }
    const moved = resealShare({ ...subject, policy, bundles, keys: custodian, share: 1, random })

    it('one share is sealed anew, and the content stays the same, unopened', () => {
      const [before, after] = [envelope, moved].map((each) => describeEnvelope(each, [suite]))
      expect(after?.contentHash).toEqual(before?.contentHash)
      expect(after?.approverKeyIds).toEqual(before?.approverKeyIds)
      expect(after?.custodianKeyIds).not.toEqual(before?.custodianKeyIds)
      expect(after?.envelopeHash).not.toEqual(before?.envelopeHash)
    })

    it('the new holder opens with an approval, and the old one does not', () => {
      const newcomer = person(county.people, 'newcomer')
      const there = { ...offices.subject(moved), policy, bundles }
      const asked = ask({ keys: newcomer, envelope: moved })
      const granted = grant({ ...there, request: asked.request, reason: asked.reason })
      expect(open({ ...there, keys: newcomer, request: asked.request, approval: granted })).toEqual(identity)
      const before = ask({ envelope: moved })
      expect(() => grant({ ...there, request: before.request, reason: before.reason })).toThrow(
        'does not list',
      )
      expect(() => open({ ...there, request: before.request, approval: granted })).toThrow('does not list')
      expect(() => open({ envelope: moved })).toThrow('not the one on record')
    })

    it('the second share moves the same way, by an approver or the recovery key', () => {
      const court = openOffice(suite, 'court', { judge: 'APPROVER', 'court-recovery': 'RECOVERY' }, random)
      const next = {
        policy: { ...offices.policy, approvers: [pinOf(court)] },
        bundles: { ...offices.bundles, approvers: [court.bundle] },
      }
      for (const name of ['approver', 'committee-recovery']) {
        const keys = person(committee.people, name)
        const resealed = resealShare({ ...subject, ...next, keys, share: 2, random })
        const granted = { firstKeys: custodian, secondKeys: person(court.people, 'judge') }
        const { recordedHash } = offices.subject(resealed)
        expect(openWithRecoveryKeys({ envelope: resealed, row, recordedHash, suite, ...granted })).toEqual(
          identity,
        )
      }
    })

    it('nobody seals a share they do not hold, and no office comes to hold both', () => {
      const order = { ...subject, policy, bundles, random }
      expect(() => resealShare({ ...order, keys: approver, share: 1 })).toThrow('not sealed to this key')
      expect(() => resealShare({ ...order, keys: custodian, share: 2 })).toThrow('not sealed to this key')
      // The committee becomes competent while its approvers still hold the second share.
      const keepers = sign(
        committee.root,
        [...committee.holders, holderOf(person(county.people, 'newcomer'), 'CUSTODIAN')],
        random,
        2,
      )
      const court = openOffice(suite, 'court', { judge: 'APPROVER' }, random)
      const taken = {
        policy: { suite, custodians: pinOf(committee), approvers: [pinOf(court)] },
        bundles: { custodians: keepers, approvers: [court.bundle] },
      }
      expect(() => resealShare({ ...order, ...taken, keys: custodian, share: 1 })).toThrow(
        'different authorities',
      )
    })
  })
})
