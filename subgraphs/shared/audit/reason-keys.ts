import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** Seals the reasons people give: they may name somebody, and a stolen database must not. */
export type ReasonKeys = {
  seal: (entryId: string, reason: string) => Buffer
  /** Undefined where none of the keys opens it. */
  open: (entryId: string, sealed: Uint8Array) => string | undefined
}

const idBytes = 8
const nonceBytes = 12
const tagBytes = 16
const sizeClass = 256

/** The setting: one key of 32 bytes as base64; older ones, which still open what they have sealed, after commas. */
export function reasonKeysSetting() {
  return z
    .string()
    .transform((text) => text.split(',').map((item) => Buffer.from(item.trim(), 'base64')))
    .refine((keys) => keys.every(({ length }) => length === 32), {
      message: '32 bytes as base64; older keys after a comma',
    })
    .transform(createReasonKeys)
}

/** AES-256-GCM, a key for each entry, key id and entry in the associated data, padded to a size class. */
export function createReasonKeys(keys: readonly Buffer[]): ReasonKeys {
  const known = keys.map((bytes) => ({ id: idOf(bytes), bytes }))
  const [current] = known
  if (current === undefined) throw new Error('there is no key for reasons')
  return {
    seal: (entryId, reason) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', keyFor(current.bytes, entryId), nonce)
      cipher.setAAD(contextOf(current.id, entryId))
      const text = cipher.update(pad(reason))
      return Buffer.concat([current.id, nonce, text, cipher.final(), cipher.getAuthTag()])
    },
    open: (entryId, sealed) => {
      const key = known.find(({ id }) => id.equals(sealed.subarray(0, idBytes)))
      if (key === undefined || sealed.length < idBytes + nonceBytes + tagBytes) return undefined
      const nonce = sealed.subarray(idBytes, idBytes + nonceBytes)
      const decipher = createDecipheriv('aes-256-gcm', keyFor(key.bytes, entryId), nonce)
      decipher.setAAD(contextOf(key.id, entryId))
      decipher.setAuthTag(sealed.subarray(-tagBytes))
      const text = decipher.update(sealed.subarray(idBytes + nonceBytes, -tagBytes))
      return unpad(Buffer.concat([text, decipher.final()]))
    },
  }
}

function pad(reason: string): Buffer {
  const text = Buffer.from(reason)
  const padded = Buffer.alloc(Math.ceil((text.length + 4) / sizeClass) * sizeClass)
  padded.writeUInt32BE(text.length)
  text.copy(padded, 4)
  return padded
}

function unpad(padded: Buffer): string {
  return padded.subarray(4, 4 + padded.readUInt32BE()).toString()
}

function keyFor(key: Buffer, entryId: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `andon audit reason v1 ${entryId}`, 32))
}

function contextOf(keyId: Buffer, entryId: string): Buffer {
  return Buffer.from(`andon audit reason v1 ${keyId.toString('hex')} ${entryId}`)
}

/** A name for a key that tells nothing of it. */
function idOf(bytes: Buffer): Buffer {
  return createHash('sha256')
    .update('andon audit reason key id v1')
    .update(bytes)
    .digest()
    .subarray(0, idBytes)
}
