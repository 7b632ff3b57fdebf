import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Core } from '@strapi/strapi'
import type { FileSeal } from './file-seal'
import { isStoredName } from './file-store'
import { mimeOf } from './inspect-file'
import { createPublicFiles, sizesOf } from './public-files'

/** What of Koa's context a file needs. */
type Context = {
  params: Record<string, string | undefined>
  query: Record<string, unknown>
  headers: Record<string, unknown>
  status: number
  body: Readable | { error: string } | null
  set: (headers: Record<string, string>) => void
}

/**
 * `/files/<id>[/<size>]` for everyone, asked of the database each time: a file goes out while something published and
 * 主动公开 shows it, and not a moment longer. `/desk-files/<name>` for the admin, by a sealed address.
 */
export function serveFiles(strapi: Core.Strapi, options: { folder: string; seal: FileSeal }): void {
  const { folder, seal } = options
  const files = createPublicFiles(strapi)
  const open = async (context: Context): Promise<void> => {
    const { id = '', size } = context.params
    const file = /^[a-z0-9]{1,40}$/.test(id) ? await files.openFile(id) : undefined
    const name =
      file === undefined || size === undefined
        ? file && `${file.hash}${file.ext}`
        : sizesOf(file).find((drawn) => drawn.size === size)?.name
    await send(context, folder, name, 'public, no-cache')
  }
  const forDesk = async (context: Context): Promise<void> => {
    const { name = '' } = context.params
    const { until, seal: given } = context.query
    await send(context, folder, seal.isGood(name, until, given) ? name : undefined, 'private, no-store')
  }
  const route = (path: string, handler: (context: Context) => Promise<void>) => ({
    method: 'GET' as const,
    path,
    handler: handler as never,
    config: { auth: false as const },
  })
  strapi.server.routes([
    route('/files/:id', open),
    route('/files/:id/:size', open),
    route('/desk-files/:name', forDesk),
  ])
}

/** What is closed and what never was are answered alike. */
async function send(
  context: Context,
  folder: string,
  name: string | undefined,
  caching: string,
): Promise<void> {
  const path = name !== undefined && isStoredName(name) ? join(folder, name) : undefined
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined)
  if (path === undefined || name === undefined || found === undefined) {
    context.status = 404
    context.set({ 'cache-control': 'no-store' })
    context.body = { error: '没有这个文件，或者它不公开。' }
    return
  }
  const ext = extname(name)
  const etag = `"${name}"`
  context.set({
    etag,
    'cache-control': caching,
    'content-type': mimeOf(ext) ?? 'application/octet-stream',
    'content-security-policy': `default-src 'none'; sandbox`,
    'content-disposition': ext === '.pdf' ? 'attachment' : 'inline',
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  })
  if (context.headers['if-none-match'] === etag) {
    context.status = 304
    return
  }
  context.set({ 'content-length': String(found.size) })
  context.status = 200
  context.body = createReadStream(path)
}
