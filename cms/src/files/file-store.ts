import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Core } from '@strapi/strapi'
import { refuse } from '../publication/document-action'
import type { FileSeal } from './file-seal'
import { isInText, richTexts } from './public-files'
import { formatOf, inspectFile, largestFileBytes, mimeOf, redraw } from './inspect-file'

/** A file on its way through Strapi's upload plugin, as far as it concerns us. */
type Upload = {
  hash: string
  ext: string
  mime: string
  url?: string
  width?: number
  height?: number
  size?: number
  sizeInBytes?: number
  stream?: Readable
  getStream: () => Readable
}

/** A name this store gives; anything else is no file of ours. */
export const isStoredName = (name: string): boolean => /^[A-Za-z0-9_-]{1,200}\.(png|jpg|webp|pdf)$/.test(name)

/**
 * Takes the place of Strapi's own keeper of uploads, which writes into a folder that is served to everyone. A file
 * never changes once kept, and stays while anything uses it: what two people looked at is what the public sees.
 */
export function keepFilesApart(strapi: Core.Strapi, options: { folder: string; seal: FileSeal }): void {
  const { folder, seal } = options
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const plugin = strapi.plugin('upload') as unknown as { provider: object }
  plugin.provider = {
    // Strapi asks this before anything is written, of whatever is uploaded.
    checkFileSize: async (file: Upload) => {
      file.ext = await inspectFile(await bytesOf(file.getStream()))
      file.mime = mimeOf(file.ext) ?? file.mime
    },
    uploadStream: (file: Upload) => keep(folder, file),
    replaceStream: () => Promise.resolve().then(() => refuse('文件上传后不能替换，请另行上传新文件。')),
    delete: async (file: Upload) => {
      if (await isUsed(strapi, file.hash)) refuse('文件正在使用，不能删除。')
      const name = `${file.hash}${file.ext}`
      if (isStoredName(name)) await rm(join(folder, name), { force: true })
    },
    isPrivate: () => Promise.resolve(true),
    getSignedUrl: ({ hash, ext }: Upload) => Promise.resolve({ url: seal.addressOf(`${hash}${ext}`) }),
  }
}

async function keep(folder: string, file: Upload): Promise<void> {
  let bytes = await bytesOf(file.stream ?? file.getStream())
  const format = formatOf(file.ext)
  if (format !== undefined) {
    const drawn = await redraw(bytes, format)
    bytes = drawn.bytes
    Object.assign(file, { width: drawn.width, height: drawn.height })
  }
  const name = `${file.hash}${file.ext}`
  if (!isStoredName(name)) refuse('文件名不能使用，请改名后再上传。')
  const unfinished = join(folder, `${randomUUID()}.part`)
  await writeFile(unfinished, bytes, { mode: 0o600 })
  await rename(unfinished, join(folder, name))
  Object.assign(file, {
    url: `/desk-files/${name}`,
    sizeInBytes: bytes.length,
    size: Math.round(bytes.length / 10.24) / 100,
  })
}

async function bytesOf(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > largestFileBytes) refuse('文件过大，请上传 20 MB 以内的文件。')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function isUsed(strapi: Core.Strapi, hash: string): Promise<boolean> {
  const { rows } = await strapi.db.connection.raw<{ rows: unknown[] }>(
    `SELECT 1 FROM files f JOIN files_related_mph link ON link.file_id = f.id WHERE f.hash = ?
     UNION ALL ${isInText} LIMIT 1`,
    [hash, ...Object.keys(richTexts).map(() => hash)],
  )
  return rows.length > 0
}
