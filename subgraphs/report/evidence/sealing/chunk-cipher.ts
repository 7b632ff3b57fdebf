import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/**
 * Plain bytes of every chunk but the last. One chunk is one part of an S3 multipart upload, none of which may be
 * smaller than 5 MiB; it is also the most that one upload holds in memory.
 */
export const chunkBytes = 5 * 1_048_576

const nonceBytes = 12
const tagBytes = 16

/** How much longer a chunk is once it is sealed. */
export const sealOverheadBytes = nonceBytes + tagBytes

/** Where a chunk belongs. All of it is authenticated: a chunk that was moved, cut off or swapped does not open. */
export type ChunkPlace = {
  /** The stored object: one file, or its sanitised copy. */
  object: string
  /** From 0. */
  chunk: number
  /** `rest` is the beginning of a chunk whose end has not arrived yet. */
  role: 'middle' | 'last' | 'rest'
}

/** @returns nonce (12) ‖ ciphertext ‖ tag (16), AES-256-GCM under the key of one file */
export function sealChunk(key: Buffer, place: ChunkPlace, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(describe(place))
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** @throws Error where the chunk is not the one that was sealed for this place */
export function openChunk(key: Buffer, place: ChunkPlace, sealed: Buffer): Buffer {
  if (sealed.length < sealOverheadBytes) throw new Error('a sealed chunk is cut off')
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes))
  decipher.setAAD(describe(place))
  decipher.setAuthTag(sealed.subarray(-tagBytes))
  const plain = decipher.update(sealed.subarray(nonceBytes, -tagBytes))
  // Gives nothing more in this mode: it only checks the tag.
  decipher.final()
  return plain
}

export function chunkCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / chunkBytes)
}

/** Where a chunk of a file of known size stands. */
export function placeOf(object: string, chunk: number, sizeBytes: number): ChunkPlace {
  return { object, chunk, role: chunk === chunkCount(sizeBytes) - 1 ? 'last' : 'middle' }
}

function describe({ object, chunk, role }: ChunkPlace): Buffer {
  return Buffer.from(`andon evidence v1|${object}|${String(chunk)}|${role}`)
}
