import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCodeOf } from '../../../../platform/errors.js'
import { StoreFull, type EvidenceStore } from './evidence-store.js'

/** Evidence under one folder: a folder per object, a file per part, each whole or not there. */
export async function openDiskStore(folder: string): Promise<EvidenceStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const folderOf = (object: string): string => join(folder, object)
  const partOf = (object: string, part: number): string => join(folderOf(object), String(part))
  const restOf = (object: string): string => join(folderOf(object), 'rest')
  return {
    begin: async (object) => {
      await mkdir(folderOf(object), { recursive: true, mode: 0o700 })
      return ''
    },
    writePart: (object, _handle, part, sealed) => writeWhole(partOf(object, part), sealed),
    writeRest: (object, sealed) => writeWhole(restOf(object), sealed),
    readRest: (object) => readFile(restOf(object)),
    finish: (object) => rm(restOf(object), { force: true }),
    readPart: (object, part) => readFile(partOf(object, part)),
    remove: (object) => rm(folderOf(object), { recursive: true, force: true }),
    writtenBefore: (moment) => foldersBefore(folder, moment),
  }
}

/** On the disk before it has its name: after a crash there is the old one or the new one. */
async function writeWhole(file: string, bytes: Buffer): Promise<void> {
  const next = `${file}.new`
  try {
    const handle = await open(next, 'w', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.datasync()
    } finally {
      await handle.close()
    }
    await rename(next, file)
  } catch (error) {
    await rm(next, { force: true })
    const code = systemCodeOf(error)
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new StoreFull('no room for evidence', { cause: error })
    throw error
  }
}

async function* foldersBefore(
  folder: string,
  moment: Date,
): AsyncGenerator<{ object: string; handle: string }> {
  for (const object of await readdir(folder)) {
    try {
      // Changes with every part that gets its name.
      const { mtimeMs } = await stat(join(folder, object))
      if (mtimeMs < moment.getTime()) yield { object, handle: '' }
    } catch (error) {
      if (systemCodeOf(error) !== 'ENOENT') throw error
    }
  }
}
