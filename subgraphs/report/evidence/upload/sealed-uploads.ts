import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { DataStore, ERRORS, Upload } from '@tus/server'
import type { Readable } from 'node:stream'
import { StoredEvidence } from '../evidence.entity.js'
import { EvidenceState } from '../evidence.type.js'
import type { FileKeys } from '../file-keys.js'
import { chunkBytes, openChunk, placeOf, sealChunk } from '../sealing/chunk-cipher.js'
import type { EvidenceStore } from '../store/evidence-store.js'
import { UploadRefused } from './answers.js'

/** How long an upload may take; what is unfinished then is swept away. */
export const uploadLifeMs = 24 * 3_600_000

/** One file on its way in: the chunk that is being filled, and how far the file has come. */
type Inflow = { em: EntityManager; file: StoredEvidence; key: Buffer; chunk: Buffer; filled: number }

/**
 * What tus writes to. Bytes are sealed in memory and only then written: nothing of a file is ever in the clear
 * outside it. The database row says how far a file has come, and moves only after the store has kept its promise,
 * so that a crash at any moment leads back to the last row.
 */
export class SealedUploads extends DataStore {
  private readonly queues = new Map<string, Promise<unknown>>()

  constructor(
    private readonly means: {
      orm: MikroORM
      store: EvidenceStore
      keys: FileKeys
      discard: (file: StoredEvidence) => Promise<void>
    },
  ) {
    super()
    this.extensions = ['termination', 'expiration']
  }

  override getExpiration(): number {
    return uploadLifeMs
  }

  override getUpload(id: string): Promise<Upload> {
    return this.inTurn(id, async () => {
      const file = await this.find(this.means.orm.em.fork(), id)
      const { sizeBytes: size, requestedAt } = file
      return new Upload({ id, size, offset: offsetOf(file), creation_date: requestedAt.toISOString() })
    })
  }

  override write(stream: Readable, id: string, offset: number): Promise<number> {
    return this.inTurn(id, async () => {
      const inflow = await this.openInflow(id, offset)
      try {
        for await (const piece of stream) await this.take(inflow, piece as Buffer)
      } finally {
        // Whatever ended the stream, what has arrived is kept.
        await this.keepRest(inflow)
      }
      return offsetOf(inflow.file)
    })
  }

  override remove(id: string): Promise<void> {
    return this.inTurn(id, async () => {
      const file = await this.find(this.means.orm.em.fork(), id)
      if (file.state !== EvidenceState.UPLOADING) throw new UploadRefused(ERRORS.INVALID_TERMINATION)
      await this.means.discard(file)
    })
  }

  private async openInflow(id: string, offset: number): Promise<Inflow> {
    const { orm, store, keys } = this.means
    const em = orm.em.fork()
    const file = await this.find(em, id)
    if (offsetOf(file) !== offset) throw new UploadRefused(ERRORS.INVALID_OFFSET)
    const key = await keys.ofFile(em, file)
    const chunk = Buffer.allocUnsafe(Math.min(chunkBytes, file.sizeBytes))
    if (file.restBytes > 0) {
      const place = { object: id, chunk: file.parts, role: 'rest' } as const
      const rest = openChunk(key, place, await store.readRest(id))
      if (rest.length < file.restBytes) throw new Error('the rest of an upload is shorter than it was')
      rest.copy(chunk, 0, 0, file.restBytes)
    }
    return { em, file, key, chunk, filled: file.restBytes }
  }

  private async take(inflow: Inflow, piece: Buffer): Promise<void> {
    for (let at = 0; at < piece.length;) {
      const { file, chunk } = inflow
      const room = Math.min(chunkBytes, file.sizeBytes - file.parts * chunkBytes) - inflow.filled
      if (room <= 0) throw new UploadRefused(ERRORS.ERR_SIZE_EXCEEDED)
      const taken = piece.copy(chunk, inflow.filled, at, Math.min(piece.length, at + room))
      inflow.filled += taken
      at += taken
      if (taken === room) await this.keepPart(inflow)
    }
  }

  private async keepPart(inflow: Inflow): Promise<void> {
    const { store } = this.means
    const { file, key, chunk, filled } = inflow
    const handle = file.storeHandle ?? (await store.begin(file.id))
    const sealed = sealChunk(key, placeOf(file.id, file.parts, file.sizeBytes), chunk.subarray(0, filled))
    await store.writePart(file.id, handle, file.parts, sealed)
    const isLast = file.parts * chunkBytes + filled === file.sizeBytes
    await this.advance(inflow, {
      parts: file.parts + 1,
      restBytes: 0,
      storeHandle: handle,
      state: isLast ? EvidenceState.CHECKING : EvidenceState.UPLOADING,
    })
    inflow.filled = 0
  }

  private async keepRest(inflow: Inflow): Promise<void> {
    const { store } = this.means
    const { file, key, chunk, filled } = inflow
    if (filled === file.restBytes) return
    const handle = file.storeHandle ?? (await store.begin(file.id))
    const place = { object: file.id, chunk: file.parts, role: 'rest' } as const
    await store.writeRest(file.id, sealChunk(key, place, chunk.subarray(0, filled)))
    const { parts, state } = file
    await this.advance(inflow, { parts, restBytes: filled, storeHandle: handle, state })
  }

  /** Only from where it was read: another process that serves the same upload is told of the conflict. */
  private async advance(
    { em, file }: Inflow,
    to: Required<Pick<StoredEvidence, 'parts' | 'restBytes' | 'state'>> & { storeHandle: string },
  ): Promise<void> {
    const { id, parts, restBytes } = file
    const from = { id, parts, restBytes, state: EvidenceState.UPLOADING }
    if ((await em.nativeUpdate(StoredEvidence, from, to)) === 0)
      throw new UploadRefused(ERRORS.INVALID_OFFSET)
    Object.assign(file, to)
  }

  private async find(em: EntityManager, id: string): Promise<StoredEvidence> {
    const file = await em.findOne(StoredEvidence, { id })
    if (file === null || file.state === EvidenceState.REFUSED) throw new UploadRefused(ERRORS.FILE_NOT_FOUND)
    return file
  }

  /** tus lets go of a file when its stream breaks, before what has arrived is kept. */
  private async inTurn<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.queues.get(id) ?? Promise.resolve()
    const turn = before.then(work)
    const settled = turn.catch(() => undefined)
    this.queues.set(id, settled)
    try {
      return await turn
    } finally {
      if (this.queues.get(id) === settled) this.queues.delete(id)
    }
  }
}

function offsetOf({ parts, restBytes, sizeBytes }: StoredEvidence): number {
  return Math.min(parts * chunkBytes, sizeBytes) + restBytes
}
