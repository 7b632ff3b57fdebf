import { describe, expect, it } from '@jest/globals'
import { openWithRecoveryKeys } from '../custodian/open-identity.js'
import { identity, now, openTwoOffices, person, row } from '../testing/offices.js'
import { toHex, type Bytes } from './bytes.js'
import { describeEnvelope, parseEnvelope } from './envelope.js'
import type { Identity } from './identity.js'
import { intl1 } from './intl-1.suite.js'
import { sealIdentity } from './seal-identity.js'
import { SealingError } from './sealing-error.js'
import { sm1 } from './sm-1.suite.js'
import type { Suite } from './suite.js'

const other = (suite: Suite): Suite => (suite === intl1 ? sm1 : intl1)
const flip = (bytes: Bytes, bit: number): Bytes =>
  bytes.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))

describe.each([intl1, sm1])('an identity sealed by $name', (suite: Suite) => {
  const offices = openTwoOffices(suite, 11)
  const { seal, random } = offices
  const envelope = seal()

  /** With both recovery keys, and believing whatever envelope it is given: the most that can be tried. */
  function open(sealed: Bytes, at = row): Identity {
    return openWithRecoveryKeys({
      envelope: sealed,
      row: at,
      recordedHash: describeEnvelope(sealed, [suite]).envelopeHash,
      suite,
      firstKeys: person(offices.bureau.people, 'bureau-recovery'),
      secondKeys: person(offices.committee.people, 'committee-recovery'),
    })
  }

  it('comes back as it was', () => {
    expect(open(envelope)).toEqual(identity)
    const full = { ...identity, email: 'a@b.cn', wechat: 'wx', documentNumber: '41010519491231002X' }
    expect(open(seal({ identity: full }))).toEqual(full)
  })

  it('is never sealed alike twice, and is as long for a long name as for a short one', () => {
    const names = ['王', '王小明', '买买提·吐尔逊江·阿卜杜热合曼'.repeat(5)]
    const sealed = names.map((name) => seal({ identity: { name } }))
    expect(new Set(sealed.map(({ length }) => length))).toEqual(new Set([envelope.length]))
    expect(new Set([...sealed, seal()].map(toHex)).size).toBe(4)
    const { sizeClass } = describeEnvelope(seal({ identity: { address: '长'.repeat(400) } }), [suite])
    expect(sizeClass).toBe(2)
    expect(() => seal({ identity: { address: '长'.repeat(2000) } })).toThrow('longer than')
  })

  it('shows nothing of itself: not the name, not the telephone, not the same bytes', () => {
    const text = Buffer.from(envelope)
    for (const value of Object.values(identity)) expect(text.includes(value)).toBe(false)
  })

  it('does not open in another report, table or field', () => {
    expect(() => open(envelope, { ...row, row: row.row.replace('7', '8') })).toThrow('does not open')
    expect(() => open(envelope, { ...row, table: 'report.draft' })).toThrow('does not open')
    expect(() => open(envelope, { ...row, field: 'document' })).toThrow('does not open')
    // Nor when letters move from one part of the address to the next.
    expect(() => open(envelope, { ...row, table: `${row.table}7`, row: row.row.slice(1) })).toThrow('open')
  })

  it('is refused with any one bit changed', () => {
    const { content, first } = parseEnvelope(envelope, [suite])
    const heads = [0, content.bytes.length, content.bytes.length + first.bytes.length]
    const chosen = heads.flatMap((start) => Array.from({ length: 8 * 8 }, (_, bit) => 8 * start + bit))
    const sampled = Array.from({ length: suite === intl1 ? 250 : 60 }, () =>
      random.below(8 * envelope.length),
    )
    for (const bit of [...chosen, ...sampled]) {
      const refusal = refusalOf(() => open(flip(envelope, bit)))
      expect({ bit, refusal }).toEqual({ bit, refusal: expect.any(SealingError) })
    }
  })

  it('is refused cut short, lengthened, or with its parts in another order', () => {
    const { content, first, second } = parseEnvelope(envelope, [suite])
    const bytes = [...envelope]
    for (const length of [0, 4, 5, 6, 7, 100, envelope.length - 1])
      expect(() => open(envelope.slice(0, length))).toThrow('documented format')
    expect(() => open(Uint8Array.from([...bytes, 0]))).toThrow('documented format')
    expect(() => open(Uint8Array.from([...content.bytes, ...second.bytes, ...first.bytes]))).toThrow(
      'documented format',
    )
  })

  it('does not open with a share, or half of the sections, of another envelope', () => {
    const [mine, yours] = [envelope, seal({ identity: { name: '李四' } })].map((each) =>
      parseEnvelope(each, [suite]),
    )
    const mixed = Uint8Array.from([...mine!.content.bytes, ...mine!.first.bytes, ...yours!.second.bytes])
    expect(() => open(mixed)).toThrow('does not open')
    const swapped = Uint8Array.from([...yours!.content.bytes, ...mine!.first.bytes, ...mine!.second.bytes])
    expect(() => open(swapped)).toThrow('does not open')
  })

  it('opens to nobody it is not sealed to', () => {
    const strangers = openTwoOffices(suite, 99)
    const order = {
      envelope,
      row,
      suite,
      recordedHash: describeEnvelope(envelope, [suite]).envelopeHash,
    }
    const mine = {
      firstKeys: person(offices.bureau.people, 'bureau-recovery'),
      secondKeys: person(offices.committee.people, 'committee-recovery'),
    }
    const stranger = person(strangers.bureau.people, 'bureau-recovery')
    // Pretending to be the holder whose slot it is does not help without the private key.
    const impostor = { ...stranger, keyId: mine.firstKeys.keyId }
    for (const keys of [
      { ...mine, firstKeys: stranger },
      { ...mine, firstKeys: mine.secondKeys },
      { ...mine, secondKeys: mine.firstKeys },
    ])
      expect(() => openWithRecoveryKeys({ ...order, ...keys })).toThrow('not sealed to this key')
    expect(() => openWithRecoveryKeys({ ...order, ...mine, firstKeys: impostor })).toThrow()
  })

  it('is refused where policy does not allow its suite, whatever it says of itself', () => {
    expect(() => describeEnvelope(envelope, [other(suite)])).toThrow('not one the policy allows')
    expect(() => describeEnvelope(envelope, [])).toThrow('not one the policy allows')
    const relabelled = envelope.map((byte, at) => (at === 5 ? other(suite).code : byte))
    expect(() => describeEnvelope(relabelled, [suite])).toThrow('not one the policy allows')
    expect(() => describeEnvelope(relabelled, [intl1, sm1])).toThrow('documented format')
    const newer = envelope.map((byte, at) => (at === 4 ? 2 : byte))
    expect(() => describeEnvelope(newer, [suite])).toThrow('version is not known')
  })

  it('is described to a server by its form alone', () => {
    const description = describeEnvelope(envelope, [intl1, sm1])
    const ids = (people: typeof offices.bureau.people) =>
      Object.values(people)
        .map(({ keyId }) => toHex(keyId))
        .sort()
    expect(description).toMatchObject({ suite: suite.name, sizeClass: 1 })
    expect(description.custodianKeyIds.map(toHex)).toEqual(ids(offices.bureau.people))
    expect(description.approverKeyIds.map(toHex)).toEqual(ids(offices.committee.people))
  })

  it('leaves no key behind in memory that it can reach', () => {
    const held: Uint8Array[] = []
    const hold = <T extends Uint8Array>(bytes: T): T => {
      held.push(bytes)
      return bytes
    }
    const watched: Suite = {
      ...suite,
      derive: (secret, ...rest) => suite.derive(hold(secret as Bytes), ...rest),
      encrypt: (key, nonce, plaintext, associated) =>
        suite.encrypt(hold(key), nonce, hold(plaintext), associated),
      encapsulate: (publicKey, source) => {
        const { secret, encapsulation } = suite.encapsulate(publicKey, source)
        return { secret: hold(secret), encapsulation }
      },
    }
    expect(open(seal({ policy: { ...offices.policy, suite: watched } }))).toEqual(identity)
    expect(held.length).toBeGreaterThan(20)
    expect(held.filter((bytes) => bytes.some((byte) => byte !== 0))).toEqual([])
  })

  it('needs something to seal, and text that can be written', () => {
    expect(() => seal({ identity: {} })).toThrow('cannot be written')
    expect(() => seal({ identity: { name: '' } })).toThrow('cannot be written')
    expect(() => seal({ identity: { name: '\ud800' } })).toThrow('cannot be written')
    expect(() => seal({ row: { ...row, field: '' } })).toThrow('cannot be written')
  })

  it('stops when randomness fails, before anything is written', () => {
    const { policy, bundles } = offices
    for (const broken of [(length: number) => new Uint8Array(length), () => new Uint8Array(3)])
      expect(() => sealIdentity({ identity, row, policy, bundles, random: broken, now })).toThrow(
        'source of randomness',
      )
  })
})

function refusalOf(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return error
  }
}
