import { kdf, sm2, sm3 } from 'sm-crypto-v2'
import { areEqual, concat, fromHex, toHex, wipe, xor, type Bytes } from './bytes.js'
import { draw, type Random } from './random.js'
import { SealingError } from './sealing-error.js'

/*
 * GB/T 32918.2 and .4 over the library's curve. The library's own `doEncrypt` draws from whatever generator it
 * finds, its `doDecrypt` answers an empty text to a changed one, and its `doVerifySignature` leaves the bounds of
 * r and s to the caller; here randomness is given, a failure is told and the bounds are checked.
 */

/** The user id that GB/T 32918.5 and GM/T 0009 use where parties agree on none. */
const userId = '1234567812345678'
const order = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')
const zero = BigInt(0)
const one = BigInt(1)
const coordinateBytes = 32

export const sm2PointBytes = 1 + 2 * coordinateBytes
/** C1 ‖ C3 around a message. */
export const sm2OverheadBytes = sm2PointBytes + 32

export function createSm2Keys(random: Random): { privateKey: Bytes; publicKey: Bytes } {
  const privateKey = drawScalar(random)
  return { privateKey, publicKey: sm2PublicKey(privateKey) }
}

export function sm2PublicKey(privateKey: Uint8Array): Bytes {
  return fromHex(sm2.getPublicKeyFromPrivateKey(toHex(privateKey)))
}

/** @returns C1 ‖ C3 ‖ C2, the order GB/T 32918.4 fixes */
export function sm2Encrypt(publicKey: Uint8Array, message: Uint8Array, random: Random): Bytes {
  const ephemeral = drawScalar(random)
  const c1 = sm2PublicKey(ephemeral)
  const { x, y } = sharedPoint(ephemeral, publicKey)
  const stream = kdf(concat(x, y), message.length)
  const sealed = concat(c1, sm3Digest(x, message, y), xor(message, stream))
  wipe(ephemeral, x, y, stream)
  return sealed
}

/** @throws when the message was changed or is for another key */
export function sm2Decrypt(privateKey: Uint8Array, sealed: Uint8Array): Bytes {
  const { x, y } = sharedPoint(privateKey, sealed.subarray(0, sm2PointBytes))
  const c2 = sealed.subarray(sm2OverheadBytes)
  const stream = kdf(concat(x, y), c2.length)
  const message = xor(c2, stream)
  const isWhole = areEqual(sm3Digest(x, message, y), sealed.subarray(sm2PointBytes, sm2OverheadBytes))
  wipe(x, y, stream)
  if (!isWhole) throw new SealingError('OPEN_FAILED')
  return message
}

/** @returns r ‖ s over Z and the message */
export function sm2Sign(privateKey: Uint8Array, message: Uint8Array, random: Random): Bytes {
  const nonce = drawScalar(random)
  const x1 = sm2PublicKey(nonce).subarray(1, 1 + coordinateBytes)
  const pointPool = [{ k: toNumber(nonce), x1: toNumber(x1) }]
  wipe(nonce)
  return fromHex(sm2.doSignature(message, toHex(privateKey), { hash: true, userId, pointPool }))
}

export function sm2Verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (!isUncompressed(publicKey) || signature.length !== 2 * coordinateBytes) return false
  const parts = [signature.subarray(0, coordinateBytes), signature.subarray(coordinateBytes)]
  if (!parts.map(toNumber).every((part) => part > zero && part < order)) return false
  try {
    return sm2.doVerifySignature(message, toHex(signature), toHex(publicKey), { hash: true, userId })
  } catch {
    return false
  }
}

export function sm3Digest(...parts: Uint8Array[]): Bytes {
  return fromHex(sm3(concat(...parts)))
}

/** From 1 to n − 2, as GB/T 32918.1 wants of a private key. A draw falls outside once in 2³² times. */
function drawScalar(random: Random): Bytes {
  for (let attempt = 0; attempt < 8; attempt++) {
    const drawn = draw(random, coordinateBytes)
    const scalar = toNumber(drawn)
    if (scalar > zero && scalar < order - one) return drawn
  }
  throw new SealingError('RANDOMNESS_FAILED')
}

function sharedPoint(privateKey: Uint8Array, publicKey: Uint8Array): { x: Bytes; y: Bytes } {
  if (!isUncompressed(publicKey)) throw new SealingError('MALFORMED')
  // The library refuses a point that is not on the curve; the curve has no points of low order.
  const point = sm2.ecdh(privateKey, publicKey, false)
  const x = Uint8Array.from(point.subarray(1, 1 + coordinateBytes))
  const y = Uint8Array.from(point.subarray(1 + coordinateBytes))
  wipe(point)
  return { x, y }
}

function isUncompressed(publicKey: Uint8Array): boolean {
  return publicKey.length === sm2PointBytes && publicKey[0] === 4
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`)
}
