import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Readable } from 'node:stream'
import type { Core } from '@strapi/strapi'
import type { FileSeal } from './file-seal'
import { isStoredName } from './file-store'
import { mimeOf } from './inspect-file'

/** What of Koa's context a file needs. */
type Context = {
  params: Record<string, string | undefined>
  query: Record<string, unknown>
  status: number
  body: Readable | { error: string } | null
  set: (headers: Record<string, string>) => void
}

/** `/desk-files/<name>` for the admin's own previews, by a sealed address. */
export function serveDeskFiles(strapi: Core.Strapi, options: { folder: string; seal: FileSeal }): void {
  const { folder, seal } = options
  const handler = async (context: Context): Promise<void> => {
    const { name = '' } = context.params
    const { until, seal: given } = context.query
    await send(context, folder, seal.isGood(name, until, given) ? name : undefined)
  }
  strapi.server.routes([
    { method: 'GET', path: '/desk-files/:name', handler: handler as never, config: { auth: false } },
  ])
}

/** What is closed and what never was are answered alike. */
async function send(context: Context, folder: string, name: string | undefined): Promise<void> {
  const path = name !== undefined && isStoredName(name) ? join(folder, name) : undefined
  const found = path === undefined ? undefined : await stat(path).catch(() => undefined)
  if (path === undefined || name === undefined || found === undefined) {
    context.status = 404
    context.set({ 'cache-control': 'no-store' })
    context.body = { error: '没有这个文件，或者它不公开。' }
    return
  }
  const ext = extname(name)
  context.set({
    'cache-control': 'private, no-store',
    'content-type': mimeOf(ext) ?? 'application/octet-stream',
    'content-security-policy': `default-src 'none'; sandbox`,
    'content-disposition': ext === '.pdf' ? 'attachment' : 'inline',
    'x-content-type-options': 'nosniff',
  })
  context.set({ 'content-length': String(found.size) })
  context.status = 200
  context.body = createReadStream(path)
}
