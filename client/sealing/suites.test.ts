import { describe, expect, it } from '@jest/globals'
import { createHmac, createPrivateKey, createPublicKey, diffieHellman, hkdfSync, verify } from 'node:crypto'
import { sm2, sm4 } from 'sm-crypto-v2'
import { seededRandom } from '../testing/seeded-random.js'
import { concat, fromHex, toHex } from './bytes.js'
import { intl1 } from './intl-1.suite.js'
import { sm1 } from './sm-1.suite.js'
import { createSm2Keys, sm2Decrypt, sm2Encrypt, sm2PublicKey, sm2Sign, sm2Verify } from './sm2.js'
import type { Suite } from './suite.js'
import { encodeUtf8 } from './utf8.js'

const abc = encodeUtf8('abc')
/** The randomness that a published example was made with. */
const always = (hex: string) => () => fromHex(hex)

describe('INTL_1 holds the published vectors', () => {
  it('X25519: RFC 7748, 6.1', () => {
    const alice = {
      private: '77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a',
      public: '8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a',
    }
    const bob = {
      private: '5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb',
      public: 'de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f',
    }
    const shared = '4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742'
    expect(toHex(intl1.createAgreementKeys(always(alice.private)).publicKey)).toBe(alice.public)
    const { secret, encapsulation } = intl1.encapsulate(fromHex(alice.public), always(bob.private))
    expect([toHex(secret), toHex(encapsulation)]).toEqual([shared, bob.public])
    expect(toHex(intl1.decapsulate(fromHex(alice.private), fromHex(bob.public)))).toBe(shared)
  })

  it('XChaCha20-Poly1305: draft-irtf-cfrg-xchacha, A.3.1', () => {
    const plaintext = encodeUtf8(
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.",
    )
    const associated = fromHex('50515253c0c1c2c3c4c5c6c7')
    const key = fromHex('808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f')
    const nonce = fromHex('404142434445464748494a4b4c4d4e4f5051525354555657')
    const sealed = intl1.encrypt(key, nonce, plaintext, associated)
    expect(toHex(sealed)).toBe(
      'bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39' +
        'ae64c6708c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff9' +
        '21f9664c97637da9768812f615c68b13b52ec0875924c1c7987947deafd8780acf49',
    )
    expect(intl1.decrypt(key, nonce, sealed, associated)).toEqual(plaintext)
  })

  it('Ed25519: RFC 8032, 7.1, tests 1 and 2', () => {
    const examples = [
      {
        privateKey: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
        publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
        message: '',
        signature:
          'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
      },
      {
        privateKey: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
        publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
        message: '72',
        signature:
          '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
      },
    ]
    for (const { privateKey, publicKey, message, signature } of examples) {
      expect(toHex(intl1.createSignatureKeys(always(privateKey)).publicKey)).toBe(publicKey)
      expect(toHex(intl1.sign(fromHex(privateKey), fromHex(message), seededRandom(1)))).toBe(signature)
      expect(intl1.verify(fromHex(publicKey), fromHex(message), fromHex(signature))).toBe(true)
    }
  })

  it('SHA-256: FIPS 180-2; HMAC: RFC 4231, test 2; HKDF: RFC 5869, test 1', () => {
    expect(toHex(intl1.digest(abc))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(toHex(intl1.mac(encodeUtf8('Jefe'), encodeUtf8('what do ya want for nothing?')))).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    )
    const derived = intl1.derive(
      fromHex('0b'.repeat(22)),
      fromHex('000102030405060708090a0b0c'),
      fromHex('f0f1f2f3f4f5f6f7f8f9'),
      42,
    )
    expect(toHex(derived)).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865',
    )
  })
})

describe('SM_1 holds the published vectors', () => {
  const privateKey = '3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'
  const publicKey =
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13'
  const nonce = '59276e27d506861a16680f3ad9c02dccef3cc1fa3cdbe4ce6d54b80deac1bc21'

  it('SM3: GB/T 32905, examples 1 and 2', () => {
    expect(toHex(sm1.digest(abc))).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
    expect(toHex(sm1.digest(encodeUtf8('abcd'.repeat(16))))).toBe(
      'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
    )
  })

  it('SM4: GB/T 32907, example 1', () => {
    const block = fromHex('0123456789abcdeffedcba9876543210')
    expect(toHex(sm4.encrypt(block, block, { padding: 'none', output: 'array' }))).toBe(
      '681edf34d206965e86b3e94f536e4246',
    )
  })

  it('SM4-GCM: RFC 8998, A.1', () => {
    const plaintext = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff', 'ee', 'aa'].map((byte) => byte.repeat(8)).join('')
    const associated = fromHex('feedfacedeadbeeffeedfacedeadbeefabaddad2')
    const key = fromHex('0123456789abcdeffedcba9876543210')
    const iv = fromHex('00001234567800000000abcd')
    const sealed = sm1.encrypt(key, iv, fromHex(plaintext), associated)
    expect(toHex(sealed)).toBe(
      '17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735' +
        'd82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d' +
        '83de3541e4c2b58177e065a9bf7b62ec',
    )
    expect(toHex(sm1.decrypt(key, iv, sealed, associated))).toBe(plaintext)
  })

  it('SM2 signature: GB/T 32918.5, A.2', () => {
    const message = encodeUtf8('message digest')
    const signature = sm2Sign(fromHex(privateKey), message, always(nonce))
    expect(toHex(sm2PublicKey(fromHex(privateKey)))).toBe(publicKey)
    expect(toHex(signature)).toBe(
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
        'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    )
    expect(sm2Verify(fromHex(publicKey), message, signature)).toBe(true)
  })

  it('SM2 encryption: GB/T 32918.5, C.2', () => {
    const message = encodeUtf8('encryption standard')
    const sealed = sm2Encrypt(fromHex(publicKey), message, always(nonce))
    expect(toHex(sealed)).toBe(
      '04' +
        '04ebfc718e8d1798620432268e77feb6415e2ede0e073c0f4f640ecd2e149a73' +
        'e858f9d81e5430a57b36daab8f950a3c64e6ee6a63094d99283aff767e124df0' +
        '59983c18f809e262923c53aec295d30383b54e39d609d160afcb1908d0bd8766' +
        '21886ca989ca9c7d58087307ca93092d651efa',
    )
    expect(sm2Decrypt(fromHex(privateKey), sealed)).toEqual(message)
  })

  it('HMAC-SM3 and HKDF-SM3 as OpenSSL has them', () => {
    const [key, salt, info] = ['0b'.repeat(22), '000102', 'f0f1f2'].map(fromHex) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ]
    expect(toHex(sm1.mac(key, abc))).toBe(createHmac('sm3', key).update(abc).digest('hex'))
    expect(toHex(sm1.derive(key, salt, info, 80))).toBe(
      Buffer.from(hkdfSync('sm3', key, salt, info, 80)).toString('hex'),
    )
  })
})

describe('a suite agrees with another implementation', () => {
  it('INTL_1 with OpenSSL, in key agreement and signature', () => {
    const random = seededRandom(2)
    const raw = (prefix: string, key: Uint8Array) => Buffer.concat([Buffer.from(prefix, 'hex'), key])
    const keys = intl1.createAgreementKeys(random)
    const { secret, encapsulation } = intl1.encapsulate(keys.publicKey, random)
    const openSsl = diffieHellman({
      privateKey: createPrivateKey({
        key: raw('302e020100300506032b656e04220420', keys.privateKey),
        format: 'der',
        type: 'pkcs8',
      }),
      publicKey: createPublicKey({
        key: raw('302a300506032b656e032100', encapsulation),
        format: 'der',
        type: 'spki',
      }),
    })
    expect(toHex(secret)).toBe(openSsl.toString('hex'))
    const signing = intl1.createSignatureKeys(random)
    const publicKey = createPublicKey({
      key: raw('302a300506032b6570032100', signing.publicKey),
      format: 'der',
      type: 'spki',
    })
    expect(verify(null, abc, publicKey, intl1.sign(signing.privateKey, abc, random))).toBe(true)
  })

  it('SM_1 with the library’s own SM2, both ways', () => {
    const random = seededRandom(3)
    const { privateKey, publicKey } = createSm2Keys(random)
    const [privateHex, publicHex] = [toHex(privateKey), toHex(publicKey)]
    const ours = toHex(sm2Encrypt(publicKey, abc, random)).slice(2)
    expect(sm2.doDecrypt(ours, privateHex, 1, { output: 'array' })).toEqual(abc)
    const theirs = sm2.doEncrypt(abc, publicHex, 1)
    expect(sm2Decrypt(privateKey, fromHex(`04${theirs}`))).toEqual(abc)
    expect(
      sm2.doVerifySignature(abc, toHex(sm2Sign(privateKey, abc, random)), publicHex, { hash: true }),
    ).toBe(true)
    expect(sm2Verify(publicKey, abc, fromHex(sm2.doSignature(abc, privateHex, { hash: true })))).toBe(true)
  })
})

describe.each([intl1, sm1])('the suite $name', (suite: Suite) => {
  const random = seededRandom(4)
  const key = random(suite.sizes.cipherKey)
  const nonce = random(suite.sizes.nonce)

  it('opens what it sealed, of any length, and nothing that was changed', () => {
    for (const length of [0, 1, 15, 16, 17, 255]) {
      const plaintext = random(length)
      const sealed = suite.encrypt(key, nonce, plaintext, abc)
      expect(toHex(suite.decrypt(key, nonce, sealed, abc))).toBe(toHex(plaintext))
      expect(() => suite.decrypt(key, nonce, sealed, concat(abc, abc))).toThrow('changed bytes')
      expect(() => suite.decrypt(key, nonce, sealed.subarray(1), abc)).toThrow('changed bytes')
      expect(() => suite.decrypt(key, nonce, sealed.subarray(0, 15), abc)).toThrow('changed bytes')
    }
  })

  it('agrees on a secret with the holder of the private key, and with nobody else', () => {
    const [holder, other] = [suite.createAgreementKeys(random), suite.createAgreementKeys(random)]
    const { secret, encapsulation } = suite.encapsulate(holder.publicKey, random)
    expect(encapsulation).toHaveLength(suite.sizes.encapsulation)
    expect(suite.decapsulate(holder.privateKey, encapsulation)).toEqual(secret)
    const tryOther = () => toHex(suite.decapsulate(other.privateKey, encapsulation))
    expect(suite === sm1 ? attempt(tryOther) : tryOther()).not.toBe(toHex(secret))
  })

  it('refuses public keys that are none: points of low order, or off the curve', () => {
    const bytes = suite.sizes.agreementPublicKey
    const points = [new Uint8Array(bytes), new Uint8Array(bytes).fill(4)]
    if (suite === intl1) points[1] = Uint8Array.from({ length: bytes }, (_, at) => (at === 0 ? 1 : 0))
    for (const point of points) expect(() => suite.encapsulate(point, random)).toThrow('documented format')
  })

  it('verifies its own signatures and no others', () => {
    const { privateKey, publicKey } = suite.createSignatureKeys(random)
    const signature = suite.sign(privateKey, abc, random)
    expect(signature).toHaveLength(suite.sizes.signature)
    expect(suite.verify(publicKey, abc, signature)).toBe(true)
    expect(suite.verify(publicKey, concat(abc, abc), signature)).toBe(false)
    expect(suite.verify(suite.createSignatureKeys(random).publicKey, abc, signature)).toBe(false)
    expect(suite.verify(publicKey, abc, new Uint8Array(suite.sizes.signature))).toBe(false)
    expect(suite.verify(publicKey, abc, new Uint8Array(suite.sizes.signature).fill(255))).toBe(false)
    expect(suite.verify(publicKey, abc, signature.subarray(1))).toBe(false)
    expect(suite.verify(publicKey.subarray(1), abc, signature)).toBe(false)
  })

  it('refuses a source of randomness that answers short or in zeros', () => {
    const broken = [() => new Uint8Array(32), (length: number) => new Uint8Array(length - 1).fill(7)]
    for (const source of broken)
      expect(() => suite.createAgreementKeys(source)).toThrow('source of randomness')
  })
})

function attempt(action: () => string): string {
  try {
    return action()
  } catch {
    return 'refused'
  }
}
