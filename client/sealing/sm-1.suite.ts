import { hkdf, sm3, sm4 } from 'sm-crypto-v2'
import { concat, fromHex } from './bytes.js'
import { draw } from './random.js'
import { orRefuse, SealingError } from './sealing-error.js'
import {
  createSm2Keys,
  sm2Decrypt,
  sm2Encrypt,
  sm2OverheadBytes,
  sm2PointBytes,
  sm2Sign,
  sm2Verify,
  sm3Digest,
} from './sm2.js'
import { digestBytes, tagBytes, type Suite } from './suite.js'

const sizes = {
  cipherKey: 16,
  nonce: 12,
  agreementPrivateKey: 32,
  agreementPublicKey: sm2PointBytes,
  encapsulation: sm2OverheadBytes + digestBytes,
  signaturePrivateKey: 32,
  signaturePublicKey: sm2PointBytes,
  signature: 64,
}

/** 国密: SM2 (GB/T 32918), SM3 (GB/T 32905), SM4 (GB/T 32907) in GCM as RFC 8998 has it, HKDF and HMAC over SM3. */
export const sm1: Suite = {
  name: 'SM_1',
  code: 2,
  sizes,
  digest: sm3Digest,
  mac: (key, ...parts) => fromHex(sm3(concat(...parts), { key: Uint8Array.from(key) })),
  derive: (secret, salt, info, length) => Uint8Array.from(hkdf(secret, salt, info, length)),
  encrypt: (key, nonce, plaintext, associatedData) => {
    const { output, tag } = sm4.encrypt(plaintext, key, {
      ...gcm(key, nonce),
      associatedData,
      outputTag: true,
    })
    if (tag === undefined) throw new SealingError('BAD_INPUT')
    return concat(output, tag)
  },
  decrypt: (key, nonce, sealed, associatedData) =>
    orRefuse('OPEN_FAILED', () => {
      // Without a tag of the right length the library would decrypt and check nothing.
      if (sealed.length < tagBytes) throw new SealingError('OPEN_FAILED')
      const text = sealed.subarray(0, sealed.length - tagBytes)
      const tag = sealed.subarray(sealed.length - tagBytes)
      return Uint8Array.from(sm4.decrypt(text, key, { ...gcm(key, nonce), associatedData, tag }))
    }),
  createAgreementKeys: createSm2Keys,
  encapsulate: (publicKey, random) => {
    const secret = draw(random, digestBytes)
    return { secret, encapsulation: orRefuse('MALFORMED', () => sm2Encrypt(publicKey, secret, random)) }
  },
  decapsulate: (privateKey, encapsulation) =>
    orRefuse('OPEN_FAILED', () => sm2Decrypt(privateKey, encapsulation)),
  createSignatureKeys: createSm2Keys,
  sign: sm2Sign,
  verify: sm2Verify,
}

/** The library takes any key and nonce; only these lengths are those of the standard. */
function gcm(key: Uint8Array, iv: Uint8Array): { mode: 'gcm'; output: 'array'; iv: Uint8Array } {
  if (key.length !== sizes.cipherKey || iv.length !== sizes.nonce) throw new SealingError('BAD_INPUT')
  return { mode: 'gcm', output: 'array', iv }
}
