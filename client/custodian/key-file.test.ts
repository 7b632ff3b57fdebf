import { describe, expect, it } from '@jest/globals'
import { toHex } from '../sealing/bytes.js'
import { intl1 } from '../sealing/intl-1.suite.js'
import { verifyBundle } from '../sealing/key-bundle.js'
import { sm1 } from '../sealing/sm-1.suite.js'
import type { Suite } from '../sealing/suite.js'
import { holderOf, now } from '../testing/offices.js'
import { seededRandom } from '../testing/seeded-random.js'
import { createAuthorityRoot, rootFingerprint, signBundle } from './authority-root.js'
import { createHolderKeys, readHolderCard, writeHolderCard } from './holder-keys.js'
import {
  openHolderKeyFile,
  openRootKeyFile,
  strongCost,
  writeHolderKeyFile,
  writeRootKeyFile,
} from './key-file.js'

const cost = { log2N: 4, r: 1, p: 1 }
const passphrase = '正确的马 电池订书钉 2026'

describe.each([intl1, sm1])('a key file of $name', (suite: Suite) => {
  const random = seededRandom(41)
  const keys = createHolderKeys(suite, 'custodian', random)
  const root = createAuthorityRoot(suite, 'bureau', random)
  const file = writeHolderKeyFile(keys, { passphrase, random, cost })

  it('gives the keys back to whoever knows the passphrase, however it is typed', () => {
    expect(openHolderKeyFile(file, passphrase, [suite])).toEqual(keys)
    const typed = 'ﬁve toasters é'
    const composed = writeHolderKeyFile(keys, { passphrase: typed, random, cost })
    expect(openHolderKeyFile(composed, 'five toasters e\u0301', [suite])).toEqual(keys)
    const rootFile = writeRootKeyFile(root, { passphrase, random, cost })
    expect(openRootKeyFile(rootFile, passphrase, [suite])).toEqual(root)
  })

  it('gives them to nobody else, nor with a byte changed, and shows none of them', () => {
    expect(() => openHolderKeyFile(file, `${passphrase}.`, [suite])).toThrow('passphrase is wrong')
    expect(toHex(file)).not.toContain(toHex(keys.agreement.privateKey))
    expect(toHex(file)).not.toContain(toHex(keys.signature.privateKey))
    const refused = expect.objectContaining({ name: 'SealingError' })
    for (let at = 10; at < file.length; at++) {
      const changed = file.map((byte, here) => (here === at ? byte ^ 1 : byte))
      expect(() => openHolderKeyFile(changed, passphrase, [suite])).toThrow(refused)
    }
  })

  it('is not mistaken for a root, nor of another suite, nor made to take all memory', () => {
    expect(() => openRootKeyFile(file, passphrase, [suite])).toThrow('documented format')
    expect(() => openHolderKeyFile(file, passphrase, [])).toThrow('not one the policy allows')
    const greedy = file.map((byte, at) => (at === 7 ? 31 : byte))
    expect(() => openHolderKeyFile(greedy, passphrase, [suite])).toThrow('documented format')
  })

  it('is not made with a short passphrase', () => {
    expect(() => writeHolderKeyFile(keys, { passphrase: '一二三四五六七八九十一', random, cost })).toThrow(
      'too short',
    )
  })

  it('costs 128 MiB by default', () => {
    expect(128 * 2 ** strongCost.log2N * strongCost.r).toBe(128 * 2 ** 20)
  })

  it('comes with a card that its holder signed', () => {
    const card = writeHolderCard(keys, random)
    expect(readHolderCard(card, [suite])).toEqual({
      holderId: 'custodian',
      keyId: keys.keyId,
      agreementKey: keys.agreement.publicKey,
      signatureKey: keys.signature.publicKey,
    })
    const renamed = card.map((byte, at) => (at === 7 ? byte ^ 1 : byte))
    expect(() => readHolderCard(renamed, [suite])).toThrow('signature does not hold')
  })
})

describe.each([intl1, sm1])('a bundle signed under $name', (suite: Suite) => {
  const random = seededRandom(42)
  const root = createAuthorityRoot(suite, 'bureau', random)
  const [one, two, three] = ['one', 'two', 'three'].map((name) => createHolderKeys(suite, name, random))
  const pin = { suite, authorityId: 'bureau', rootPublicKey: root.keys.publicKey }
  const content = (version: number, holders: (typeof one)[]) => ({
    version,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + 86_400_000),
    holders: holders.map((keys) => holderOf(keys!, 'CUSTODIAN')),
    revokedKeyIds: [],
  })
  const first = signBundle(root, content(1, [one, two]), null, random)

  it('revokes whoever is no longer listed, for ever', () => {
    const second = signBundle(root, content(2, [two, three]), first, random)
    const third = signBundle(root, content(3, [three]), second, random)
    const revoked = (bytes: Uint8Array) => verifyBundle(bytes, pin).revokedKeyIds.map(toHex).sort()
    expect(revoked(first)).toEqual([])
    expect(revoked(second)).toEqual([toHex(one!.keyId)])
    expect(revoked(third)).toEqual([toHex(one!.keyId), toHex(two!.keyId)].sort())
  })

  it('follows the one before', () => {
    expect(() => signBundle(root, content(1, [two]), first, random)).toThrow('higher version')
    expect(() => signBundle(root, content(0, [two]), null, random)).toThrow('higher version')
    const stranger = createAuthorityRoot(suite, 'bureau', random)
    expect(() => signBundle(stranger, content(2, [two]), first, random)).toThrow('pinned root')
    const backwards = { ...content(2, [two]), expiresAt: now }
    expect(() => signBundle(root, backwards, first, random)).toThrow('as given')
  })

  it('is traced to a root whose fingerprint can be read aloud', () => {
    expect(rootFingerprint(suite, root.keys.publicKey)).toMatch(/^([0-9a-f]{4} ){7}[0-9a-f]{4}$/)
  })
})
