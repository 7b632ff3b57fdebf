import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { openWorld, type World } from '../fixture/gateway.js'

type Seen = { method: string; url: string; headers: IncomingHttpHeaders }

describe('the way of public files through the gateway', () => {
  const seen: Seen[] = []
  let content: Server
  let world: World
  let base: string
  beforeAll(async () => {
    content = createServer(({ method, url, headers }, response) => {
      seen.push({ method: method!, url: url!, headers })
      const known = headers['if-none-match'] === '"a"'
      response.writeHead(known ? 304 : headers.range === undefined ? 200 : 206, {
        etag: '"a"',
        'cache-control': 'public, no-cache',
        'content-security-policy': `default-src 'none'; sandbox`,
        'cross-origin-resource-policy': 'cross-origin',
        'content-range': 'bytes 0-3/9',
        'content-type': 'image/png',
        'set-cookie': 'a=b',
      })
      response.end(known || method === 'HEAD' ? undefined : 'file')
    })
    await new Promise<void>((resolve) => content.listen(0, '127.0.0.1', resolve))
    const { port } = content.address() as AddressInfo
    world = await openWorld({ SUBGRAPH_CONTENT_URL: `http://127.0.0.1:${String(port)}/graphql` })
    base = new URL(world.url).origin
  })
  afterAll(async () => {
    await world[Symbol.asyncDispose]()
    content.closeAllConnections()
    await new Promise((resolve) => content.close(resolve))
  })

  it('passes on what a browser needs, shows it to pages of any origin, and names nobody', async () => {
    const headers = {
      authorization: 'Bearer x',
      cookie: 'c=d',
      referer: 'https://a.invalid/',
      range: 'bytes=0-3',
    }
    const response = await fetch(`${base}/files/abc/small`, { headers })
    expect([response.status, await response.text()]).toEqual([206, 'file'])
    expect(Object.fromEntries(response.headers)).toMatchObject({
      etag: '"a"',
      'cache-control': 'public, no-cache',
      'content-range': 'bytes 0-3/9',
      'content-security-policy': `default-src 'none'; sandbox`,
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    })
    expect(response.headers.get('set-cookie')).toBeNull()
    const { url, headers: passed } = seen.at(-1)!
    expect([url, passed.range]).toEqual(['/files/abc/small', 'bytes=0-3'])
    for (const name of [
      'authorization',
      'cookie',
      'referer',
      'user-agent',
      'x-forwarded-for',
      'x-andon-viewer',
    ])
      expect(passed[name]).toBeUndefined()
  })

  it('asks again for what a browser already has', async () => {
    expect((await fetch(`${base}/files/abc`, { headers: { 'if-none-match': '"a"' } })).status).toBe(304)
    expect((await fetch(`${base}/files/abc`, { method: 'HEAD' })).status).toBe(200)
    expect(seen.at(-1)).toMatchObject({ method: 'HEAD', url: '/files/abc' })
  })

  it('says in Chinese that files have to wait while content is away', async () => {
    const away = await openWorld({ SUBGRAPH_CONTENT_URL: 'http://127.0.0.1:1/graphql' })
    const response = await fetch(`${new URL(away.url).origin}/files/abc`)
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({
      errors: [{ message: '暂时无法取得文件，请稍后再试。', extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
    })
    await away[Symbol.asyncDispose]()
  })
})
