import {
  chunkBytes,
  chunkCount,
  openChunk,
  placeOf,
  sealChunk,
  sealOverheadBytes,
} from './sealing/chunk-cipher.js'
import type { EvidenceStore } from './store/evidence-store.js'

/** A finished object, opened chunk by chunk: no more than one is ever in memory. */
export type SealedObject = { store: EvidenceStore; object: string; key: Buffer; sizeBytes: number }

export async function readChunk(from: SealedObject, chunk: number): Promise<Buffer> {
  const { store, object, key, sizeBytes } = from
  const sealed = await store.readPart(object, chunk, chunkBytes + sealOverheadBytes)
  const plain = openChunk(key, placeOf(object, chunk, sizeBytes), sealed)
  const expected = Math.min(chunkBytes, sizeBytes - chunk * chunkBytes)
  if (plain.length !== expected) throw new Error('a sealed chunk is not as long as it should be')
  return plain
}

export async function* readChunks(from: SealedObject): AsyncGenerator<Buffer> {
  for (let chunk = 0; chunk < chunkCount(from.sizeBytes); chunk += 1) yield await readChunk(from, chunk)
}

/** Reads anywhere in an object; neighbouring reads open a chunk once. */
export type ReadAt = (offset: number, length: number) => Promise<Buffer>

export function createReadAt(from: SealedObject): ReadAt {
  let held: { chunk: number; plain: Buffer } | undefined
  return async (offset, length) => {
    const end = Math.min(offset + length, from.sizeBytes)
    const pieces: Buffer[] = []
    for (let at = offset; at < end;) {
      const chunk = Math.floor(at / chunkBytes)
      if (held?.chunk !== chunk) held = { chunk, plain: await readChunk(from, chunk) }
      const start = at - chunk * chunkBytes
      const piece = held.plain.subarray(start, Math.min(start + end - at, held.plain.length))
      pieces.push(piece)
      at += piece.length
    }
    return Buffer.concat(pieces)
  }
}

/** Seals bytes that are whole, as a new object. */
export async function writeObject(
  store: EvidenceStore,
  to: { object: string; key: Buffer },
  plain: Buffer,
): Promise<void> {
  const { object, key } = to
  const handle = await store.begin(object)
  try {
    for (let chunk = 0; chunk < chunkCount(plain.length); chunk += 1) {
      const piece = plain.subarray(chunk * chunkBytes, (chunk + 1) * chunkBytes)
      const sealed = sealChunk(key, placeOf(object, chunk, plain.length), piece)
      await store.writePart(object, handle, chunk, sealed)
    }
    await store.finish(object, handle)
  } catch (error) {
    await store.remove(object, handle)
    throw error
  }
}
