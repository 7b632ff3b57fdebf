import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { createHash, randomBytes, type Hash } from 'node:crypto'
import { AndonError } from '../../../platform/errors.js'
import { checkContent } from './content/check-content.js'
import type { MediaType } from './content/media-type.js'
import { EvidenceRefused, type Refusal } from './content/refusal.js'
import { StoredEvidence } from './evidence.entity.js'
import { EvidenceState } from './evidence.type.js'
import type { FileKeys } from './file-keys.js'
import { createReadAt, readChunks, writeObject, type SealedObject } from './sealed-object.js'
import type { SanitisedCopy } from './sanitising/image.js'
import type { Sanitise } from './sanitising/sanitise.js'
import { openAbout, sealAbout } from './sealing/envelope.js'
import type { EvidenceStore } from './store/evidence-store.js'
import type { VirusScan } from './virus-scan/virus-scan.js'

/** A process that looks at a file longer than this has died over it. */
const letGoMs = 15 * 60_000

export type CheckingMeans = {
  orm: MikroORM
  store: EvidenceStore
  keys: FileKeys
  scan: VirusScan
  sanitise: Sanitise
  refuse: (file: StoredEvidence, refusal: Refusal) => Promise<void>
}

/** @throws EvidenceRefused, and then nothing of the file is left but that it was refused; AndonError where it cannot be told yet */
export type CheckEvidence = (id: string) => Promise<void>

/**
 * Looks at a file that has arrived: what it is, whether it is whole, what the virus scanner says; makes the copy that
 * may be shown, and its fingerprint. What fails without a verdict is tried again by the sweep.
 */
export function createCheckEvidence(means: CheckingMeans): CheckEvidence {
  return async (id) => {
    const em = means.orm.em.fork()
    const file = await claim(em, id)
    if (file === undefined) return
    try {
      const key = await means.keys.ofFile(em, file)
      await means.store.finish(id, file.storeHandle ?? '')
      const original = { store: means.store, object: id, key, sizeBytes: file.sizeBytes }
      const found = await examine(original, file, means)
      await keep(em, { file, key, found, store: means.store })
    } catch (error) {
      if (error instanceof EvidenceRefused) await means.refuse(file, error.refusal)
      else await em.nativeUpdate(StoredEvidence, { id }, { checkingSince: null })
      throw error
    }
  }
}

async function claim(em: EntityManager, id: string): Promise<StoredEvidence | undefined> {
  const free = { $or: [{ checkingSince: null }, { checkingSince: { $lt: new Date(Date.now() - letGoMs) } }] }
  const claimed = await em.nativeUpdate(
    StoredEvidence,
    { id, state: EvidenceState.CHECKING, ...free },
    { checkingSince: new Date() },
  )
  const file = await em.findOne(StoredEvidence, { id })
  if (claimed === 1 && file !== null) return file
  if (file?.state === EvidenceState.READY) return undefined
  throw new AndonError('CONFLICT', { zh: '材料正在检查，请稍候。', en: 'The file is being checked.' })
}

type Found = { mediaType: MediaType; sha256: string; copy: SanitisedCopy | undefined }

async function examine(
  original: SealedObject,
  { kind, sizeBytes }: StoredEvidence,
  { scan, sanitise }: CheckingMeans,
): Promise<Found> {
  const mediaType = await checkContent({ readAt: createReadAt(original), sizeBytes }, kind)
  const hash = createHash('sha256')
  if ((await scan(hashed(readChunks(original), hash))) === 'INFECTED') throw new EvidenceRefused('INFECTED')
  const whole = async (): Promise<Buffer> => Buffer.concat(await Array.fromAsync(readChunks(original)))
  return { mediaType, sha256: hash.digest('hex'), copy: await sanitise(whole, mediaType) }
}

async function* hashed(chunks: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    hash.update(chunk)
    yield chunk
  }
}

async function keep(
  em: EntityManager,
  checked: { file: StoredEvidence; key: Buffer; found: Found; store: EvidenceStore },
): Promise<void> {
  const { file, key, found, store } = checked
  const { id } = file
  const { name } = openAbout(key, id, Buffer.from(file.sealedAbout))
  const copied = await writeCopy(store, { id, key, copy: found.copy })
  await em.nativeUpdate(
    StoredEvidence,
    { id },
    {
      ...copied,
      state: EvidenceState.READY,
      mediaType: found.mediaType,
      sealedAbout: sealAbout(key, id, { name, sha256: found.sha256 }),
      uploadedAt: new Date(),
      checkingSince: null,
    },
  )
}

/** Under a name of its own each time: one that a crash left behind is swept, never mistaken for this. */
async function writeCopy(
  store: EvidenceStore,
  { id, key, copy }: { id: string; key: Buffer; copy: SanitisedCopy | undefined },
): Promise<Pick<StoredEvidence, 'copyObject' | 'copyBytes' | 'copyMediaType'> | object> {
  if (copy === undefined) return {}
  const copyObject = `${id}-${randomBytes(8).toString('hex')}`
  await writeObject(store, { object: copyObject, key }, copy.bytes)
  return { copyObject, copyBytes: copy.bytes.length, copyMediaType: copy.mediaType }
}
