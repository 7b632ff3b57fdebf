import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openS3Stand, type S3Stand } from '../../../../test/support/s3-store.js'
import { createReadAt, readChunks, writeObject } from '../sealed-object.js'
import { chunkBytes } from '../sealing/chunk-cipher.js'
import { openDiskStore } from './disk.store.js'
import { StoreFull, type EvidenceStore } from './evidence-store.js'
import { openS3Store } from './s3.store.js'

const folder = mkdtempSync(join(tmpdir(), 'andon-evidence-'))
let stand: S3Stand
let s3: ReturnType<typeof openS3Store>
beforeAll(async () => {
  stand = await openS3Stand()
  const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' }
  s3 = openS3Store({ endpoint: stand.endpoint, region: 'cn-north-1', bucket: 'evidence', ...credentials })
})
afterAll(async () => {
  s3.close()
  await stand[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

const engines: [string, () => Promise<EvidenceStore>][] = [
  ['disk', () => openDiskStore(folder)],
  ['S3', () => Promise.resolve(s3)],
]

describe.each(engines)('evidence on %s', (engine, openStore) => {
  const plain = randomBytes(chunkBytes * 2 + 12_345)
  const key = randomBytes(32)
  const sizeBytes = plain.length
  const contents = async (object: { store: EvidenceStore; object: string }): Promise<Buffer> =>
    Buffer.concat(await Array.fromAsync(readChunks({ ...object, key, sizeBytes })))

  it('comes back as it went in, whole or from anywhere', async () => {
    const store = await openStore()
    await writeObject(store, { object: 'whole', key }, plain)
    expect((await contents({ store, object: 'whole' })).equals(plain)).toBe(true)
    const readAt = createReadAt({ store, object: 'whole', key, sizeBytes })
    for (const [offset, length] of [
      [0, 10],
      [chunkBytes - 5, 10],
      [sizeBytes - 7, 100],
    ] as const)
      expect((await readAt(offset, length)).equals(plain.subarray(offset, offset + length))).toBe(true)
  })

  it('is not read in another order, cut off, or in place of another', async () => {
    const store = await openStore()
    await writeObject(store, { object: 'moved', key }, plain)
    await writeObject(store, { object: 'other', key }, plain)
    const turned: EvidenceStore = {
      ...store,
      readPart: (object, part, bytes) => store.readPart(object, part === 0 ? 1 : 0, bytes),
    }
    await expect(contents({ store: turned, object: 'moved' })).rejects.toThrow()
    const swapped: EvidenceStore = {
      ...store,
      readPart: (_object, part, bytes) => store.readPart('other', part, bytes),
    }
    await expect(contents({ store: swapped, object: 'moved' })).rejects.toThrow()
    const shorter = { store, object: 'moved', key, sizeBytes: chunkBytes * 2 }
    await expect(Array.fromAsync(readChunks(shorter))).rejects.toThrow()
  })

  it('keeps a rest until it is a part, and replaces a part that is written again', async () => {
    const store = await openStore()
    const handle = await store.begin('growing')
    await store.writeRest('growing', Buffer.from('a beginning'))
    expect((await store.readRest('growing')).toString()).toBe('a beginning')
    await store.writePart('growing', handle, 0, Buffer.from('first'))
    await store.writePart('growing', handle, 0, Buffer.from('again'))
    await store.finish('growing', handle)
    await store.finish('growing', handle)
    expect((await store.readPart('growing', 0, 5)).toString()).toBe('again')
    await expect(store.readRest('growing')).rejects.toThrow()
    await store.remove('growing', handle)
    await expect(store.readPart('growing', 0, 5)).rejects.toThrow()
    await store.remove('growing', handle)
  })

  it('names what is old, finished or not', async () => {
    const store = await openStore()
    const handle = await store.begin('unfinished')
    await store.writePart('unfinished', handle, 0, Buffer.from('part'))
    await writeObject(store, { object: 'finished', key }, Buffer.from('text'))
    if (engine === 'disk')
      for (const name of readdirSync(folder)) utimesSync(join(folder, name), 1_577_836_800, 1_577_836_800)
    const names = async (moment: Date): Promise<string[]> =>
      (await Array.fromAsync(store.writtenBefore(moment))).map(({ object }) => object)
    expect(await names(new Date('2021-01-01'))).toEqual(expect.arrayContaining(['unfinished', 'finished']))
    expect(await names(new Date('2019-01-01'))).toEqual([])
    for (const old of await Array.fromAsync(store.writtenBefore(new Date('2021-01-01'))))
      await store.remove(old.object, old.handle)
    expect(await names(new Date('2021-01-01'))).toEqual([])
  })
})

describe('an S3 store', () => {
  it('that stumbles is asked again', async () => {
    stand.failNext({ status: 500, code: 'InternalError' }, { status: 503, code: 'SlowDown' })
    const handle = await s3.begin('stumbling')
    await s3.remove('stumbling', handle)
    expect(stand.uploads.size).toBe(0)
  })

  it('that is full says so', async () => {
    const handle = await s3.begin('full')
    stand.failNext({ status: 403, code: 'QuotaExceeded' })
    await expect(s3.writePart('full', handle, 0, Buffer.from('part'))).rejects.toThrow(StoreFull)
    await s3.remove('full', handle)
  })

  it('that refuses the credentials is not taken for an empty one', async () => {
    const stranger = openS3Store({
      endpoint: stand.endpoint,
      region: 'cn-north-1',
      bucket: 'evidence',
      accessKeyId: 'nobody',
      secretAccessKey: 'secret',
    })
    await expect(stranger.readRest('any')).rejects.toMatchObject({ name: 'AccessDenied' })
    await expect(stranger.begin('any')).rejects.toMatchObject({ name: 'AccessDenied' })
    stranger.close()
  })

  it('leaves nothing of an object that could not be written to its end', async () => {
    stand.objects.clear()
    const failing: EvidenceStore = { ...s3, finish: () => Promise.reject(new Error('gone')) }
    await expect(
      writeObject(failing, { object: 'half', key: randomBytes(32) }, Buffer.from('text')),
    ).rejects.toThrow('gone')
    expect(stand.uploads.size).toBe(0)
    expect(stand.objects.size).toBe(0)
  })
})
