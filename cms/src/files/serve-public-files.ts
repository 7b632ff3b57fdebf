import { createHash } from 'node:crypto'
import { open, type FileHandle } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ContentEpoch } from '../cache/content-epoch'
import type { Kept } from '../cache/kept'
import { readRange, type Range } from './byte-range'
import { isStoredName } from './file-store'
import { mimeOf } from './inspect-file'
import { isPosterFile, type PublicPosters } from '../posters/public-posters'
import { PressIsBusy } from '../posters/press/press'
import { sizesOf, type FileRow, type PublicFiles } from './public-files'

export type ServePublicFile = (request: IncomingMessage, response: ServerResponse) => Promise<void>

const address = /^\/files\/([a-z0-9]{1,40})(?:\/([a-z]{1,20}))?$/

/**
 * `/files/<id>[/<size>]`, which the gateway passes on: a file goes out while something published and 主动公开 shows it,
 * and not a moment longer. Copies on the way are to ask again each time (`no-cache`), and are told 304 only after that
 * look. What is closed and what never was are answered alike.
 */
export function createPublicFileDoor(options: {
  files: PublicFiles
  posters: PublicPosters
  folder: string
  epochs: ContentEpoch
  kept: Kept
}): ServePublicFile {
  const { files, posters, folder, epochs, kept } = options
  const find = async (id: string): Promise<FileRow | undefined> => {
    const epoch = await epochs.now()
    const [row] = await kept.many(epoch, 'file', [id], async ([wanted = '']) => [
      await files.openFile(wanted),
    ])
    return row
  }
  /** Posters are drawn when they are asked for; a file of the desk lies there. */
  const nameFor = async (id: string, size: string | undefined): Promise<string | undefined> => {
    if (!isPosterFile(id)) {
      const row = await find(id)
      return row && nameOf(row, size)
    }
    const read = async () =>
      (
        await kept.many(await epochs.now(), 'poster', [posters.placementOf(id) ?? ''], (ids) =>
          posters.rows.publicPosters(ids),
        )
      )[0] ?? undefined
    const poster = await read()
    const name = poster && (await posters.nameOf(poster, id, size).catch(busy))
    // Drawing takes its time; what was withdrawn meanwhile does not go out.
    return JSON.stringify(await read()) === JSON.stringify(poster) ? name : undefined
  }
  return async (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD', 'cache-control': 'no-store' }).end()
      return
    }
    const [, id, size] = address.exec(request.url?.split('?', 1)[0] ?? '') ?? []
    const name = id === undefined ? undefined : await nameFor(id, size)
    if (name === 'busy') {
      response.writeHead(503, { 'retry-after': '5', 'cache-control': 'no-store' }).end()
      return
    }
    const file = name === undefined ? undefined : await open(join(folder, name)).catch(() => undefined)
    if (name === undefined || file === undefined) {
      refuse(response)
      return
    }
    try {
      await send(request, response, { name, file, bytes: (await file.stat()).size })
    } finally {
      await file.close()
    }
  }
}

function busy(error: unknown): 'busy' {
  if (error instanceof PressIsBusy) return 'busy'
  throw error
}

function nameOf(row: FileRow, size: string | undefined): string | undefined {
  const name =
    size === undefined ? `${row.hash}${row.ext}` : sizesOf(row).find((drawn) => drawn.size === size)?.name
  return name !== undefined && isStoredName(name) ? name : undefined
}

function refuse(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ error: '没有这个文件，或者它不公开。' }))
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { name, file, bytes }: { name: string; file: FileHandle; bytes: number },
): Promise<void> {
  const etag = etagOf(name)
  const ext = extname(name)
  const headers = {
    etag,
    'accept-ranges': 'bytes',
    'cache-control': 'public, no-cache',
    'content-type': mimeOf(ext) ?? 'application/octet-stream',
    'content-security-policy': `default-src 'none'; sandbox`,
    'content-disposition': ext === '.pdf' ? 'attachment' : 'inline',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  }
  const range = readRange(request.headers, etag, bytes)
  if (matches(request.headers['if-none-match'], etag)) response.writeHead(304, headers).end()
  else if (range === 'none of it')
    response.writeHead(416, { ...headers, 'content-range': `bytes */${String(bytes)}` }).end()
  else await sendBytes(request, response, { headers, file, bytes, range })
}

async function sendBytes(
  request: IncomingMessage,
  response: ServerResponse,
  what: { headers: Record<string, string>; file: FileHandle; bytes: number; range: Range | undefined },
): Promise<void> {
  const { headers, file, bytes, range } = what
  const { start, end } = range ?? { start: 0, end: bytes - 1 }
  response.writeHead(range === undefined ? 200 : 206, {
    ...headers,
    'content-length': end - start + 1,
    ...(range === undefined
      ? {}
      : { 'content-range': `bytes ${String(start)}-${String(end)}/${String(bytes)}` }),
  })
  if (request.method === 'HEAD' || bytes === 0) response.end()
  else
    await pipeline(file.createReadStream({ start, end, autoClose: false }), response).catch(() => undefined)
}

/** A file never changes under its name; the name itself tells what somebody called it at home. */
const etagOf = (name: string): string =>
  `"${createHash('sha256').update(name).digest('base64url').slice(0, 22)}"`

const matches = (given: string | undefined, etag: string): boolean =>
  given !== undefined && given.split(',').some((tag) => [etag, `W/${etag}`, '*'].includes(tag.trim()))
